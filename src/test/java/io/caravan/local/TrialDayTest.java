package io.caravan.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialDayTest {
    private static final Instant NOW = Instant.parse("2026-11-29T23:34:55.123Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-29, 2026-11-29T23:34:55.123Z, PT0S",
        "2026-11-30, 2026-11-30T23:34:55.123Z, PT24H",
        "2026-10-30, 2026-10-30T23:34:55.123Z, PT-720H",
        "2028-02-29, 2028-02-29T23:34:55.123Z, PT10968H"
    })
    void aDayHasTheMachinesTimeOfDay(String setting, Instant time, Duration offset) {
        TrialDay day = TrialDay.of(setting, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(day.date()).isEqualTo(setting);
        assertThat(day.clock().instant()).isEqualTo(time);
        assertThat(day.offset()).isEqualTo(offset);
    }

    @Test
    void todayIsTheMachinesClockAndNoOther() {
        Clock machine = Clock.fixed(NOW, ZoneOffset.UTC);

        TrialDay day = TrialDay.of("today", machine);

        assertThat(day.clock()).isSameAs(machine);
        assertThat(day.date()).isEqualTo("2026-11-29");
        assertThat(day.offset()).isZero();
    }

    /** Else a night would be played twice, or a day left out, by what looks at the clock later. */
    @Test
    void theDayIsDecidedOnceAndItsClockMovesOnWithTheMachines() {
        var machine = new TestClock(NOW);
        TrialDay day = TrialDay.of("2027-01-01", machine);

        machine.advance(Duration.ofHours(1));

        assertThat(day.clock().instant())
                .isBetween(Instant.parse("2027-01-02T00:34:55.123Z"), Instant.parse("2027-01-02T00:34:56.123Z"));
        assertThat(day.date()).isEqualTo(LocalDate.of(2027, 1, 1));
    }
}
