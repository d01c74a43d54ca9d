package io.caravan.local.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Something wrong with an answer: takes the right one and returns what is sent instead. */
@FunctionalInterface
public interface Fault {

    Answer apply(Answer right);

    /** Returns this fault, but only after a wait. */
    default Fault after(Duration wait) {
        return right -> apply(right).after(wait);
    }

    /** Answers with a status, headers and body of one's own; the body is JSON unless the headers say otherwise. */
    static Fault answer(int status, Map<String, String> headers, String body) {
        Map<String, String> all = new LinkedHashMap<>(Answer.JSON);
        all.putAll(headers);
        return right -> Answer.of(status, all, body);
    }

    /** Answers with an error in the Web API's envelope. */
    static Fault status(int status, String message) {
        return right -> Answer.error(status, message);
    }

    /** Answers 429 with any {@code Retry-After}: seconds, a date, nonsense, or null for no such header. */
    static Fault rateLimited(String retryAfter) {
        return answer(
                429,
                retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter),
                Answer.error(429, "API rate limit exceeded").body());
    }

    /** Announces the whole body, sends half of it and closes the connection. */
    static Fault truncated() {
        return right -> right.with(Answer.Delivery.TRUNCATED);
    }

    /** Announces the whole body, sends half of it and then nothing more. */
    static Fault stalled() {
        return right -> right.with(Answer.Delivery.STALLED);
    }

    /** Sends half of the body and then a blank from time to time, without end. */
    static Fault dripping() {
        return right -> right.with(Answer.Delivery.DRIPPING);
    }

    /** Sends what this fault sends in chunks. */
    default Fault chunked() {
        return right -> apply(right).with(Answer.Delivery.CHUNKED);
    }

    /** Compresses what this fault sends. */
    default Fault gzipped() {
        return right -> apply(right).with(Answer.Delivery.GZIPPED);
    }

    /** Closes the connection without a word. */
    static Fault reset() {
        return right -> right.with(Answer.Delivery.NONE);
    }

    /** Sends the right answer, but late; closing the simulator ends the wait. */
    static Fault stall(Duration wait) {
        return right -> right.after(wait);
    }

    /** Answers 200 with a page for people, as a proxy or a captive portal does. */
    static Fault html() {
        return answer(
                200, Map.of("Content-Type", "text/html; charset=utf-8"), "<!DOCTYPE html><title>Please wait</title>");
    }

    /** Answers 200 with no body at all. */
    static Fault empty() {
        return answer(200, Map.of(), "");
    }

    /** Answers the first half of the right body, announced as if it were all. */
    static Fault malformed() {
        return right -> Answer.of(
                right.status(),
                right.headers(),
                right.body().substring(0, right.body().length() / 2));
    }

    /** Changes the right body, which the function may alter in place; what it returns is sent. */
    static Fault json(UnaryOperator<JsonNode> change) {
        return right -> {
            try {
                JsonNode body = SpotifyJson.MAPPER.readTree(right.body());
                return Answer.of(
                        right.status(), right.headers(), SpotifyJson.MAPPER.writeValueAsString(change.apply(body)));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("Cannot change the answer " + right.body(), e);
            }
        };
    }
}
