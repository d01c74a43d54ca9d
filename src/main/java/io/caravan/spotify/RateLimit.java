package io.caravan.spotify;

import io.caravan.failure.ParkedException;
import io.caravan.lake.Lake;
import io.caravan.text.Counted;
import io.caravan.text.Durations;
import io.caravan.text.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Spotify's limits and ours, which every call passes when it leaves. A short wait is waited out by all
 * calls; a long one parks them, since each call during a penalty may make it longer; and no more calls go
 * out in 30 seconds and in 24 hours than the settings allow. What must outlive the process stands
 * under {@code state/rate-limit.json}: {@code not_before}, and the calls of each hour. Several processes may share it: none writes
 * over what another one counted.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/concepts/rate-limits">Rate limits</a>
 */
public final class RateLimit implements Processor {
    /** Where a quota is used up and nothing says until when. */
    private static final Duration UNKNOWN_PARKING = Duration.ofHours(1);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    /** Calls that are counted ahead at a time, so that dying loses none of them and not each of them is written. */
    private static final int AHEAD = 100;

    private final Clock clock;
    private final Duration longestWait;
    private final CallPace pace;
    private final int callsPerDay;
    private final SharedLimitState state;
    private int ahead;
    private Instant aheadSince = Instant.EPOCH;

    /**
     * Creates the bean.
     *
     * @param clock tells how far a dated {@code Retry-After} is away
     * @param longestWait value of {@code spotify.longest-wait}: what is waited out; longer penalties park
     * @param callsPer30s value of {@code spotify.calls-per-30s}: the most in any 30 seconds, of this process
     * @param callsPerDay value of {@code spotify.calls-per-day}: the most in any 24 hours
     * @param lake where the state is kept
     */
    public RateLimit(Clock clock, String longestWait, int callsPer30s, int callsPerDay, Lake lake) {
        this(clock, longestWait, callsPer30s, callsPerDay, LimitStore.in(lake));
    }

    RateLimit(Clock clock, String longestWait, int callsPer30s, int callsPerDay, LimitStore store) {
        this.clock = clock;
        this.longestWait = Durations.parse(longestWait);
        this.pace = new CallPace(clock, callsPer30s);
        this.callsPerDay = callsPerDay;
        this.state = new SharedLimitState(clock, store);
    }

    /** Sets how a call waits for its turn: {@link Pause#SLEEP} where nothing is set. */
    public void setPause(Pause pause) {
        pace.setPause(pause);
    }

    /** Begins a run: sees what other processes noted meanwhile, and throws where a penalty is not over. */
    public synchronized void begin() {
        // Calls that a run before counted ahead and never gave back stay counted, in their own hour.
        ahead = 0;
        state.load();
        checkNotParked();
    }

    /** Ends a run: takes back what was counted ahead. */
    public synchronized void end() {
        if (ahead > 0) {
            int notMade = ahead;
            ahead = 0;
            state.change(now -> now.takingBack(notMade, aheadSince));
        }
    }

    /** Lets a call leave when its turn comes and counts it, or throws where a penalty is not over or the day's calls are used up. */
    void pass() {
        checkNotParked();
        pace.await(this::checkNotParked, this::count);
    }

    private synchronized void count() {
        checkNotParked();
        if (ahead == 0) {
            countAhead();
            checkNotParked();
        }
        ahead--;
    }

    /** Throws where a penalty is not over. */
    synchronized void checkNotParked() {
        Instant notBefore = state.current().notBefore();
        if (clock.instant().isBefore(notBefore)) {
            state.saveParking();
            throw parked("Spotify's quota is used up", state.current().notBefore());
        }
    }

    private void countAhead() {
        Instant now = clock.instant();
        var counted = new int[1];
        state.change(current -> {
            counted[0] = Math.min(AHEAD, left(current, now));
            return counted[0] == 0 ? current : current.counting(counted[0], now);
        });
        ahead = counted[0];
        aheadSince = now;
        if (ahead == 0) {
            throw parked(
                    "The " + callsPerDay + " calls of spotify.calls-per-day are used up",
                    state.current().nextRelease(now));
        }
    }

    /** Returns how many calls of {@code spotify.calls-per-day} are left, as far as this process knows. */
    public synchronized int callsLeft() {
        return left(state.current(), clock.instant()) + ahead;
    }

    /** Returns the time before which no call goes out, or null where calls may, as far as this process knows. */
    public synchronized Instant notBefore() {
        Instant notBefore = state.current().notBefore();
        return clock.instant().isBefore(notBefore) ? notBefore : null;
    }

    private int left(LimitState current, Instant now) {
        return Math.max(0, callsPerDay - current.used(now));
    }

    /**
     * Lets all calls wait as long as was asked for, or parks them when that is long.
     *
     * @param quota whether Spotify said that a quota is used up
     */
    synchronized void limited(String retryAfter, boolean quota) {
        Duration wait = RetryAfter.parse(retryAfter, clock);
        if (wait == null && quota) {
            wait = UNKNOWN_PARKING;
        }
        if (wait != null && wait.compareTo(longestWait) <= 0) {
            pace.pause(wait);
        } else if (wait != null) {
            state.park(wait);
            throw parked("Spotify's quota is used up", state.current().notBefore());
        }
    }

    /** Lets no call leave as long as an answer asked for, or for a second where it did not say. */
    void waitOut(String retryAfter) {
        Duration wait = RetryAfter.parse(retryAfter, clock);
        pace.pause(wait == null || wait.compareTo(longestWait) > 0 ? SHORTEST_WAIT : wait);
    }

    private ParkedException parked(String why, Instant until) {
        String hour = DateTimeFormatter.ofPattern("EEEE HH:mm 'UTC'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(until);
        Duration wait = Duration.between(clock.instant(), until);
        String in = wait.toHours() > 1 ? Counted.of(wait.toHours(), "hour") : Counted.of(wait.toMinutes(), "minute");
        return new ParkedException(
                why + "; no call goes out before " + Timestamps.iso(until) + " (" + hour + ", in " + in
                        + "). What waits in the lake is transformed and loaded all the same; run again after that time",
                until);
    }

    /** Before a redelivery: puts the wait that Spotify asks for in place of the policy's own. */
    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        var refusal = exchange.getException(HttpOperationFailedException.class);
        if (refusal != null && refusal.getResponseHeaders() != null) {
            wait(exchange, header(refusal, "Retry-After"));
        }
        var failure = exchange.getException(SignInFailedException.class);
        if (failure != null) {
            wait(exchange, failure.retryAfter());
        }
    }

    /** A server error may ask for hours; nobody knows them to be a penalty, and no thread of work waits for them. */
    private void wait(Exchange exchange, String retryAfter) {
        Duration wait = RetryAfter.parse(retryAfter, clock);
        if (wait != null && wait.compareTo(longestWait) <= 0) {
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis());
        }
    }

    private static String header(HttpOperationFailedException refusal, String name) {
        return refusal.getResponseHeaders().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
