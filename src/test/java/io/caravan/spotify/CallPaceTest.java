package io.caravan.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.TestClock;
import io.caravan.failure.ParkedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallPaceTest {
    private static final Instant START = Instant.parse("2026-11-21T06:00:00Z");

    private final TestClock clock = new TestClock(START);
    private final CallPace pace = new CallPace(clock, 2);
    private final List<Duration> left = new ArrayList<>();

    @BeforeEach
    void waitingTurnsTheClock() {
        pace.setPause(clock::advance);
    }

    private void call() {
        pace.await(() -> {}, () -> left.add(Duration.between(START, clock.instant())));
    }

    @Test
    void noMoreCallsLeaveInAWindowThanTheBudgetHas() {
        for (int i = 0; i < 5; i++) {
            call();
        }

        assertThat(left).extracting(Duration::toSeconds).containsExactly(0L, 0L, 31L, 31L, 62L);
    }

    @Test
    void aWaitThatOneCallIsToldHoldsAllOthers() {
        pace.pause(Duration.ofSeconds(7));

        call();

        assertThat(left).extracting(Duration::toSeconds).containsExactly(7L);
    }

    @Test
    void ofTwoWaitsTheLongerOneHolds() {
        pace.pause(Duration.ofSeconds(7));
        pace.pause(Duration.ofSeconds(3));

        call();

        assertThat(left).extracting(Duration::toSeconds).containsExactly(7L);
    }

    @Test
    void aLimitThatIsMetWhenTheFirstIsOverIsAnother() {
        pace.pause(Duration.ofSeconds(7));
        clock.advance(Duration.ofSeconds(8));
        pace.pause(Duration.ofSeconds(3));

        call();

        assertThat(left).extracting(Duration::toSeconds).containsExactly(11L);
    }

    @Test
    void aWaitThatHasBecomeUselessEndsWithoutACall() {
        pace.pause(Duration.ofHours(1));
        Runnable parked = () -> {
            if (clock.instant().isAfter(START.plusSeconds(2))) {
                throw new ParkedException("Spotify has no calls left until tomorrow", START.plusSeconds(86_400));
            }
        };

        assertThatThrownBy(() -> pace.await(parked, () -> left.add(Duration.ZERO)))
                .isInstanceOf(ParkedException.class);
        assertThat(left).isEmpty();
        assertThat(clock.instant()).isBefore(START.plusSeconds(4));
    }
}
