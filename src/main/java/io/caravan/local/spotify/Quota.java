package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Spotify's two limits on the simulator's clock: calls in any 30 seconds, and calls in any 24 hours. A call during the penalty
 * of the second begins it anew.
 */
final class Quota {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration PENALTY = Duration.ofSeconds(83_276);

    private final InstantSource clock;
    private final int mostIn30Seconds;
    private final int mostADay;
    private final Deque<Instant> calls = new ArrayDeque<>();
    private Instant penaltyEnd = Instant.MIN;

    Quota(InstantSource clock, int mostIn30Seconds, int mostADay) {
        this.clock = clock;
        this.mostIn30Seconds = mostIn30Seconds;
        this.mostADay = mostADay;
    }

    /** Returns the 429 for a call that is one too many, or null where it may pass. */
    synchronized Answer count() {
        Instant now = clock.instant();
        while (!calls.isEmpty() && !calls.getFirst().isAfter(now.minus(DAY))) {
            calls.removeFirst();
        }
        if (now.isBefore(penaltyEnd) || calls.size() >= mostADay) {
            penaltyEnd = now.plus(PENALTY);
            return refusal("QUOTA_EXCEEDED", PENALTY);
        }
        Instant window = now.minus(SHORT);
        long recent = calls.stream().filter(call -> call.isAfter(window)).count();
        if (recent >= mostIn30Seconds) {
            Instant oldest = calls.stream()
                    .filter(call -> call.isAfter(window))
                    .findFirst()
                    .orElse(now);
            return refusal(null, Duration.between(now, oldest.plus(SHORT)).plusSeconds(1));
        }
        calls.addLast(now);
        return null;
    }

    private static Answer refusal(String reason, Duration wait) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error").put("status", 429).put("message", "API rate limit exceeded");
        if (reason != null) {
            error.put("reason", reason);
        }
        Map<String, String> headers = new LinkedHashMap<>(Answer.JSON);
        headers.put("Retry-After", String.valueOf(wait.toSeconds()));
        return Answer.of(429, headers, body.toString());
    }
}
