package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.ParkedException;
import io.caravan.lake.Lake;
import io.caravan.lake.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.TimeUtils;

/**
 * Spotify's limits and ours. A short wait is waited out in the route; a long one parks all calls, since each call during a
 * penalty may make it longer; and no more calls go out in 24 hours than the setting allows. What must outlive the process stands
 * under {@code state/rate-limit.json}: {@code not_before}, and the calls of each hour.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/concepts/rate-limits">Rate limits</a>
 */
public final class RateLimit implements Processor {
    private static final String KEY = "state/rate-limit.json";
    /** Longer penalties than this were never seen; an answer that asks for more is asked again after it. */
    private static final Duration LONGEST_PARKING = Duration.ofDays(2);
    /** Where a quota is used up and nothing says until when. */
    private static final Duration UNKNOWN_PARKING = Duration.ofHours(1);
    /** Calls that are counted ahead at a time, so that dying loses none of them and not each of them is written. */
    private static final int AHEAD = 100;

    private final Clock clock;
    private final Duration longestWait;
    private final int callsPerDay;
    private final Store store;
    private final ObjectMapper json = new ObjectMapper();
    private final TreeMap<Instant, Integer> calls = new TreeMap<>();
    private Instant notBefore = Instant.MIN;
    private boolean loaded;
    private boolean unsaved;
    private int ahead;

    /** Where the state is kept. */
    interface Store {
        byte[] read();

        void write(byte[] json);
    }

    /**
     * Creates the bean.
     *
     * @param clock tells how far a dated {@code Retry-After} is away
     * @param longestWait value of {@code spotify.longest-wait}: what is waited out; longer penalties park
     * @param callsPerDay value of {@code spotify.calls-per-day}: the most in any 24 hours
     * @param lake where the state is kept
     */
    public RateLimit(Clock clock, String longestWait, int callsPerDay, Lake lake) {
        this(clock, longestWait, callsPerDay, new Store() {
            @Override
            public byte[] read() {
                return lake.read(KEY);
            }

            @Override
            public void write(byte[] json) {
                lake.put(KEY, json, "application/json");
            }
        });
    }

    RateLimit(Clock clock, String longestWait, int callsPerDay, Store store) {
        this.clock = clock;
        this.longestWait = Duration.ofMillis(TimeUtils.toMilliSeconds(longestWait));
        this.callsPerDay = callsPerDay;
        this.store = store;
    }

    /** Begins a run: sees what other processes noted meanwhile, and throws where a penalty is not over. */
    public synchronized void begin() {
        if (!unsaved) {
            load();
        }
        checkNotParked();
    }

    /** Ends a run: takes back what was counted ahead. */
    public synchronized void end() {
        if (ahead > 0) {
            calls.merge(calls.lastKey(), -ahead, Integer::sum);
            ahead = 0;
            save();
        }
    }

    /** Lets a call pass and counts it, or throws where a penalty is not over or the day's calls are used up. */
    synchronized void pass() {
        if (!loaded) {
            load();
        }
        checkNotParked();
        if (ahead == 0) {
            countAhead();
        }
        ahead--;
    }

    private void checkNotParked() {
        if (clock.instant().isBefore(notBefore)) {
            if (unsaved) {
                save();
            }
            throw parked("Spotify's quota is used up", notBefore);
        }
    }

    private void countAhead() {
        Instant now = clock.instant();
        int left = left(now);
        if (left == 0) {
            throw parked(
                    "The " + callsPerDay + " calls of spotify.calls-per-day are used up",
                    calls.firstKey().plus(25, ChronoUnit.HOURS));
        }
        ahead = Math.min(AHEAD, left);
        calls.merge(now.truncatedTo(ChronoUnit.HOURS), ahead, Integer::sum);
        save();
    }

    /** Returns how many calls of {@code spotify.calls-per-day} are left, as far as this process knows; makes no call to Spotify. */
    public synchronized int callsLeft() {
        if (!loaded) {
            load();
        }
        return left(clock.instant()) + ahead;
    }

    /** Returns the time before which no call goes out, or null where calls may, as far as this process knows. */
    public synchronized Instant notBefore() {
        if (!loaded) {
            load();
        }
        return clock.instant().isBefore(notBefore) ? notBefore : null;
    }

    /** An hour counts as a whole, so that the count is never too low. */
    private int left(Instant now) {
        calls.headMap(now.truncatedTo(ChronoUnit.HOURS).minus(24, ChronoUnit.HOURS), false)
                .clear();
        int used = calls.values().stream().mapToInt(Integer::intValue).sum();
        return Math.max(0, callsPerDay - used);
    }

    /**
     * Parks all calls when the wait asked for is a long one.
     *
     * @param quota whether Spotify said that a quota is used up
     */
    synchronized void limited(String retryAfter, boolean quota) {
        Duration wait = RetryAfter.parse(retryAfter, clock);
        if (wait == null && quota) {
            wait = UNKNOWN_PARKING;
        }
        if (wait != null && wait.compareTo(longestWait) > 0) {
            Instant until = clock.instant().plus(wait.compareTo(LONGEST_PARKING) > 0 ? LONGEST_PARKING : wait);
            notBefore = until.isAfter(notBefore) ? until : notBefore;
            save();
            throw parked("Spotify's quota is used up", notBefore);
        }
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

    private void load() {
        byte[] state = store.read();
        calls.clear();
        ahead = 0;
        loaded = true;
        if (state == null) {
            return;
        }
        try {
            JsonNode read = json.readTree(state);
            Instant until = Instant.parse(read.path("not_before").asText(Instant.EPOCH.toString()));
            notBefore = until.isAfter(notBefore) ? until : notBefore;
            for (Map.Entry<String, JsonNode> hour : read.path("calls").properties()) {
                calls.put(Instant.parse(hour.getKey()), hour.getValue().asInt());
            }
        } catch (IOException | DateTimeException e) {
            // Spotify's own limits still hold.
        }
    }

    private void save() {
        unsaved = true;
        ObjectNode state = json.createObjectNode();
        if (notBefore.isAfter(Instant.EPOCH)) {
            state.put("not_before", notBefore.toString());
        }
        ObjectNode hours = state.putObject("calls");
        calls.forEach((hour, count) -> hours.put(hour.toString(), count));
        try {
            store.write(json.writeValueAsBytes(state));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Strings and numbers always make a JSON object", e);
        }
        unsaved = false;
    }

    /** Before a redelivery: puts the wait that Spotify asks for in place of the policy's own. */
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
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
