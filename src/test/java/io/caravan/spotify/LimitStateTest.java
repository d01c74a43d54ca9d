package io.caravan.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitStateTest {
    private static final Instant FIRST = Instant.parse("2026-11-21T06:59:59Z");

    /** An hour counts as a whole: the calls of its last second are 24 hours old when it ends the next day, and no earlier. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T07:00:00Z, 7",
        "2026-11-22T05:59:59Z, 7",
        "2026-11-22T06:59:59Z, 7",
        "2026-11-22T07:00:00Z, 0"
    })
    void aCallCountsForTwentyFourHours(Instant now, int used) {
        LimitState state = LimitState.EMPTY.counting(7, FIRST);

        assertThat(state.used(now)).isEqualTo(used);
    }

    @Test
    void callsAreFreeAgainWhenTheOldestHourThatCountsIsADayOld() {
        LimitState state = LimitState.EMPTY.counting(7, FIRST).counting(2, Instant.parse("2026-11-21T20:00:00Z"));

        assertThat(state.nextRelease(Instant.parse("2026-11-22T06:59:59Z"))).isEqualTo("2026-11-22T07:00:00Z");
        assertThat(state.nextRelease(Instant.parse("2026-11-22T07:00:00Z"))).isEqualTo("2026-11-22T21:00:00Z");
    }

    @Test
    void hoursThatCountNoMoreAreForgottenAndNoOthers() {
        LimitState state = LimitState.EMPTY.counting(7, FIRST);

        assertThat(state.counting(1, Instant.parse("2026-11-22T06:59:59Z")).calls())
                .containsOnlyKeys(Instant.parse("2026-11-21T06:00:00Z"), Instant.parse("2026-11-22T06:00:00Z"));
        assertThat(state.counting(1, Instant.parse("2026-11-22T07:00:00Z")).calls())
                .containsOnlyKeys(Instant.parse("2026-11-22T07:00:00Z"));
    }

    /** The clocks of several processes differ, by days where one of them is wrong, or where a trial goes back to an earlier day. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T05:59:59Z, 7",
        "2026-11-21T05:00:00Z, 7",
        "2026-11-21T04:59:59Z, 0",
        "2026-10-21T06:59:59Z, 0"
    })
    void whatAClockCountedThatWasFarAheadIsKeptAndDoesNotCount(Instant now, int used) {
        LimitState state = LimitState.EMPTY.counting(7, FIRST);

        assertThat(state.used(now)).isEqualTo(used);
        assertThat(state.counting(1, now).used(FIRST)).isGreaterThanOrEqualTo(7);
    }

    @Test
    void whatIsTakenBackWasCountedInItsOwnHour() {
        LimitState state = LimitState.EMPTY.counting(7, FIRST);

        assertThat(state.takingBack(3, FIRST).used(FIRST)).isEqualTo(4);
        assertThat(state.takingBack(9, FIRST).used(FIRST)).isZero();
        assertThat(state.takingBack(3, FIRST.plusSeconds(1)).used(FIRST.plusSeconds(1)))
                .isEqualTo(7);
    }

    @Test
    void whatIsWrittenIsRead() {
        LimitState state = LimitState.EMPTY.counting(7, FIRST).parkedUntil(FIRST.plusSeconds(60));

        assertThat(LimitState.parse(state.json())).isEqualTo(state);
        assertThat(state.parkedUntil(FIRST)).as("the later one holds").isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"not_before\":\"soon\"}",
                "{\"calls\":{\"today\":7},\"not_before\":\"soon\"}"
            })
    void whatIsNoneOfOursIsAnEmptyOne(String state) {
        assertThat(LimitState.parse(state.getBytes(UTF_8))).isEqualTo(LimitState.EMPTY);
    }
}
