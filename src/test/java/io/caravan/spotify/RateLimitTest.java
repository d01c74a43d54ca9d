package io.caravan.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.TestClock;
import io.caravan.failure.Outcome;
import io.caravan.failure.ParkedException;
import io.caravan.spotify.AccountsHttp.LimitedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T06:00:00Z"), ZoneOffset.UTC);

    private final RateLimit rateLimit = new RateLimit(CLOCK, "60s", 1000, 1000, new MemoryStore());
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "' 2 ', 2",
        "83276, 83276",
        "1.5, 2",
        "99999999999, 999999999",
        "99999999999999999999, 999999999",
        "'Sat, 21 Nov 2026 06:00:30 GMT', 30",
        "'Sun, 22 Nov 2026 06:00:00 GMT', 86400"
    })
    void aWaitIsGivenInSecondsOrAsADate(String header, long seconds) {
        assertThat(RetryAfter.parse(header, CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "-5", "soon", "Sat, 21 Nov 2026 05:59:00 GMT", "2026-11-22"})
    void withoutAWaitToReadThePolicysOwnIsUsed(String header) {
        assertThat(RetryAfter.parse(header, CLOCK)).isNull();
        assertThatCode(() -> rateLimit.limited(header, false)).doesNotThrowAnyException();
        assertThatCode(rateLimit::pass).doesNotThrowAnyException();
    }

    @Test
    void theNextTryWaitsAsLongAsAsked() {
        exchange.setException(refusal(Map.of("retry-after", "2")));

        rateLimit.process(exchange);

        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(2000L);
    }

    @Test
    void theNextSignInWaitsAsLongAsAsked() {
        exchange.setException(new SignInFailedException(new LimitedException("limited", "2")));

        rateLimit.process(exchange);

        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(2000L);
    }

    @Test
    void aServerErrorThatAsksForHoursIsTriedAgainAsThePolicySays() {
        exchange.setException(refusal(Map.of("Retry-After", "3600")));

        rateLimit.process(exchange);

        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void theWaitOfOneFailureIsNotThatOfTheNext() {
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 50_000L);
        exchange.setException(refusal(Map.of()));
        rateLimit.process(exchange);
        assertThat(exchange.getMessage().getHeaders()).isEmpty();

        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 50_000L);
        exchange.setException(new IOException("reset"));
        rateLimit.process(exchange);
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void aWaitAsLongAsAllowedIsWaitedOutAndALongerOneParks() {
        var clock = new TestClock(CLOCK.instant());
        var waiting = new RateLimit(clock, "60s", 1000, 1000, new MemoryStore());
        waiting.setPause(clock::advance);
        waiting.limited("60", false);
        waiting.pass();
        assertThat(clock.instant()).isAfterOrEqualTo(CLOCK.instant().plusSeconds(60));

        assertThatThrownBy(() -> rateLimit.limited("61", false)).isInstanceOf(ParkedException.class);
        assertThatThrownBy(rateLimit::pass).isInstanceOfSatisfying(ParkedException.class, parked -> {
            assertThat(parked.notBefore()).isEqualTo("2026-11-21T06:01:01Z");
            assertThat(parked.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(parked).hasMessageContaining("2026-11-21T06:01:01.000Z");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "172799, 2026-11-23T05:59:59Z",
        "172800, 2026-11-23T06:00:00Z",
        "172801, 2026-11-23T06:00:00Z",
        "999999999, 2026-11-23T06:00:00Z"
    })
    void aPenaltyIsWaitedForTwoDaysAtMost(String seconds, Instant notBefore) {
        assertThatThrownBy(() -> rateLimit.limited(seconds, false)).isInstanceOf(ParkedException.class);

        assertThat(rateLimit.notBefore()).isEqualTo(notBefore);
    }

    @Test
    void theCallsThatOthersMadeAreNotLeft() {
        var store = new MemoryStore();
        store.write(LimitState.EMPTY.counting(7, CLOCK.instant()).json(), null);

        assertThat(new RateLimit(CLOCK, "60s", 1000, 1000, store).callsLeft()).isEqualTo(993);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T07:00:00Z, true", "2026-11-23T07:00:01Z, false"})
    void aTimeThatNoAnswerCanHaveAskedForWasNotedByAClockThatWasAhead(Instant stored, boolean parked) {
        var store = new MemoryStore();
        store.write(LimitState.EMPTY.parkedUntil(stored).json(), null);
        var later = new RateLimit(CLOCK, "60s", 1000, 1000, store);

        assertThat(later.notBefore()).isEqualTo(parked ? stored : null);
    }

    private static HttpOperationFailedException refusal(Map<String, String> headers) {
        return new HttpOperationFailedException("http://localhost/", 429, "Too Many Requests", null, headers, "");
    }
}
