package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all processes of one lake know of the limits.
 *
 * @param notBefore no call goes out before it
 * @param calls how many were counted in each hour, by its start
 */
record LimitState(Instant notBefore, SortedMap<Instant, Integer> calls) {
    static final LimitState EMPTY = new LimitState(Instant.EPOCH, new TreeMap<>());
    private static final int HOURS = 24;
    /** By which clocks of several processes may differ. */
    private static final int HOURS_AHEAD = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    LimitState {
        calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** Reads the state; what is missing or none of ours is an empty one, since Spotify's own limits still hold. */
    static LimitState parse(byte[] state) {
        if (state == null) {
            return EMPTY;
        }
        try {
            JsonNode read = JSON.readTree(state);
            var calls = new TreeMap<Instant, Integer>();
            for (Map.Entry<String, JsonNode> hour : read.path("calls").properties()) {
                calls.put(Instant.parse(hour.getKey()), hour.getValue().asInt());
            }
            return new LimitState(Instant.parse(read.path("not_before").asText(Instant.EPOCH.toString())), calls);
        } catch (IOException | DateTimeException e) {
            return EMPTY;
        }
    }

    byte[] json() {
        ObjectNode state = JSON.createObjectNode();
        if (notBefore.isAfter(Instant.EPOCH)) {
            state.put("not_before", notBefore.toString());
        }
        ObjectNode hours = state.putObject("calls");
        calls.forEach((hour, count) -> hours.put(hour.toString(), count));
        try {
            return JSON.writeValueAsBytes(state);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Strings and numbers always make a JSON object", e);
        }
    }

    /** Of two times the later one holds, whoever noted it. */
    LimitState parkedUntil(Instant time) {
        return time.isAfter(notBefore) ? new LimitState(time, calls) : this;
    }

    /** Counts calls. */
    LimitState counting(int count, Instant now) {
        var more = new TreeMap<>(calls.tailMap(oldestHour(now)));
        more.merge(now.truncatedTo(ChronoUnit.HOURS), count, Integer::sum);
        return new LimitState(notBefore, more);
    }

    /** Takes back calls that were counted at a time and not made, from the hour in which they were counted. */
    LimitState takingBack(int count, Instant countedAt) {
        var fewer = new TreeMap<>(calls);
        fewer.computeIfPresent(
                countedAt.truncatedTo(ChronoUnit.HOURS), (hour, counted) -> Math.max(0, counted - count));
        return new LimitState(notBefore, fewer);
    }

    /**
     * Returns the calls of the last 24 hours; an hour counts as a whole, so that the count is never too low. What a clock counted
     * that was further ahead than clocks differ was not called in these hours; it is kept for whose clock is right.
     */
    int used(Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(HOURS_AHEAD + 1, ChronoUnit.HOURS);
        return calls.subMap(oldestHour(now), end).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Returns when the oldest hour that counts counts no more. */
    Instant nextRelease(Instant now) {
        Instant oldest = calls.tailMap(oldestHour(now)).firstKey();
        return oldest.plus(HOURS + 1, ChronoUnit.HOURS);
    }

    private static Instant oldestHour(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(HOURS, ChronoUnit.HOURS);
    }
}
