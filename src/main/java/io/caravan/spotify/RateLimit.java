package io.caravan.spotify;

import io.caravan.failure.ParkedException;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeVersion;
import io.caravan.text.Durations;
import io.caravan.text.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
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
    private static final String KEY = "state/rate-limit.json";
    /** Longer penalties than this were never seen; an answer that asks for more is asked again after it. */
    private static final Duration LONGEST_PARKING = Duration.ofDays(2);
    /** By which clocks of several machines may differ. */
    private static final Duration MOST_SKEW = Duration.ofHours(1);
    /** Where a quota is used up and nothing says until when. */
    private static final Duration UNKNOWN_PARKING = Duration.ofHours(1);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    /** Calls that are counted ahead at a time, so that dying loses none of them and not each of them is written. */
    private static final int AHEAD = 100;

    /** Others who write at the same time are few, and each of them writes once in a hundred calls. */
    private static final int MOST_TRIES = 20;

    private final Clock clock;
    private final Duration longestWait;
    private final CallPace pace;
    private final int callsPerDay;
    private final Store store;
    private LimitState state = LimitState.EMPTY;
    private boolean loaded;
    private boolean unsaved;
    private int ahead;
    private Instant aheadSince = Instant.EPOCH;

    /** Where the state is kept, which other processes write too. */
    interface Store {
        /** Returns what stands there, or null where nothing does. */
        LakeVersion read();

        /** Writes over what was read (null for nothing), or returns false where something else stands there by now. */
        boolean write(byte[] json, LakeVersion over);
    }

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
        this(clock, longestWait, callsPer30s, callsPerDay, new Store() {
            @Override
            public LakeVersion read() {
                return lake.readVersion(KEY);
            }

            @Override
            public boolean write(byte[] json, LakeVersion over) {
                return lake.putOver(KEY, json, "application/json", over);
            }
        });
    }

    RateLimit(Clock clock, String longestWait, int callsPer30s, int callsPerDay, Store store) {
        this.clock = clock;
        this.longestWait = Durations.parse(longestWait);
        this.pace = new CallPace(clock, callsPer30s);
        this.callsPerDay = callsPerDay;
        this.store = store;
    }

    /** Sets how a call waits for its turn: {@link Pause#SLEEP} where nothing is set. */
    public void setPause(Pause pause) {
        pace.setPause(pause);
    }

    /** Begins a run: sees what other processes noted meanwhile, and throws where a penalty is not over. */
    public synchronized void begin() {
        // Calls that a run before counted ahead and never gave back stay counted, in their own hour.
        ahead = 0;
        load();
        checkNotParked();
    }

    /** Ends a run: takes back what was counted ahead. */
    public synchronized void end() {
        if (ahead > 0) {
            int notMade = ahead;
            ahead = 0;
            change(now -> now.takingBack(notMade, aheadSince));
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
        if (!loaded) {
            load();
        }
        if (clock.instant().isBefore(state.notBefore())) {
            if (unsaved) {
                change(now -> now);
            }
            throw parked("Spotify's quota is used up", state.notBefore());
        }
    }

    private void countAhead() {
        Instant now = clock.instant();
        var counted = new int[1];
        change(current -> {
            counted[0] = Math.min(AHEAD, left(current, now));
            return counted[0] == 0 ? current : current.counting(counted[0], now);
        });
        ahead = counted[0];
        aheadSince = now;
        if (ahead == 0) {
            throw parked("The " + callsPerDay + " calls of spotify.calls-per-day are used up", state.nextRelease(now));
        }
    }

    /** Returns how many calls of {@code spotify.calls-per-day} are left, as far as this process knows. */
    public synchronized int callsLeft() {
        if (!loaded) {
            load();
        }
        return left(state, clock.instant()) + ahead;
    }

    /** Returns the time before which no call goes out, or null where calls may, as far as this process knows. */
    public synchronized Instant notBefore() {
        if (!loaded) {
            load();
        }
        return clock.instant().isBefore(state.notBefore()) ? state.notBefore() : null;
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
            Instant until = clock.instant().plus(wait.compareTo(LONGEST_PARKING) > 0 ? LONGEST_PARKING : wait);
            // Here it holds at once, also where it cannot be stored.
            state = state.parkedUntil(until);
            unsaved = true;
            change(now -> now);
            throw parked("Spotify's quota is used up", state.notBefore());
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
        String in = wait.toHours() > 1 ? wait.toHours() + " hours" : wait.toMinutes() + " minutes";
        return new ParkedException(
                why + "; no call goes out before " + Timestamps.iso(until) + " (" + hour + ", in " + in
                        + "). What waits in the lake is transformed and loaded all the same; run again after that time",
                until);
    }

    /** Returns what is stored. A time that no answer can have asked for was noted by a clock that was ahead, and is passed over. */
    private LimitState stored(LakeVersion version) {
        LimitState stored = LimitState.parse(version == null ? null : version.bytes());
        return stored.notBefore().isAfter(clock.instant().plus(LONGEST_PARKING).plus(MOST_SKEW))
                ? new LimitState(Instant.EPOCH, stored.calls())
                : stored;
    }

    private void load() {
        state = stored(store.read()).parkedUntil(state.notBefore());
        loaded = true;
    }

    /** Changes what stands in the store now, not what stood there when it was read last: others count there too. */
    private void change(UnaryOperator<LimitState> change) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            LakeVersion current = store.read();
            LimitState next = change.apply(stored(current).parkedUntil(state.notBefore()));
            if (store.write(next.json(), current)) {
                state = next;
                loaded = true;
                unsaved = false;
                return;
            }
        }
        throw new UnavailableException(
                KEY + " was written by others each of the " + MOST_TRIES + " times that it was read; run again", null);
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
