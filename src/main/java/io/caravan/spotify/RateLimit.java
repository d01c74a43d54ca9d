package io.caravan.spotify;

import io.caravan.ParkedException;
import io.caravan.lake.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Spotify's two limits: a short one that is waited out in the route, and a long one (a quota of 24 hours) that parks all calls,
 * since each call during a penalty may make it longer.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/concepts/rate-limits">Rate limits</a>
 */
public final class RateLimit implements Processor {
    private final Clock clock;
    private final Duration longestWait;
    private volatile Instant notBefore = Instant.MIN;

    /**
     * Creates the bean.
     *
     * @param clock tells how far a dated {@code Retry-After} is away
     * @param longestWait value of {@code spotify.longest-wait}: what is waited out; longer penalties park
     */
    public RateLimit(Clock clock, String longestWait) {
        this.clock = clock;
        this.longestWait = Duration.ofMillis(org.apache.camel.util.TimeUtils.toMilliSeconds(longestWait));
    }

    /** Lets a call pass, or throws where a long penalty is not over. */
    void checkNotParked() {
        if (clock.instant().isBefore(notBefore)) {
            throw parked();
        }
    }

    /** Parks all calls when the wait asked for is a long one. */
    void limited(String retryAfter) {
        Duration wait = RetryAfter.parse(retryAfter, clock);
        if (wait != null && wait.compareTo(longestWait) > 0) {
            notBefore = clock.instant().plus(wait);
            throw parked();
        }
    }

    private ParkedException parked() {
        return new ParkedException(
                "Spotify's quota is used up; no call goes out before " + Timestamps.iso(notBefore)
                        + ". What waits in the lake is transformed and loaded all the same; run again after that time",
                notBefore);
    }

    /** Before a redelivery: puts the wait that Spotify asked for in place of the policy's own. */
    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        var refusal = exchange.getException(HttpOperationFailedException.class);
        if (refusal != null && refusal.getResponseHeaders() != null) {
            Duration wait = RetryAfter.parse(header(refusal, "Retry-After"), clock);
            if (wait != null) {
                exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis());
            }
        }
    }

    private static String header(HttpOperationFailedException refusal, String name) {
        return refusal.getResponseHeaders().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
