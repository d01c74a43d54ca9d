package io.caravan.local.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/**
 * What the simulator sends back.
 *
 * @param delivery how much of it reaches the client
 * @param delay how long the client waits for it
 */
public record Answer(int status, Map<String, String> headers, String body, Delivery delivery, Duration delay) {
    static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=utf-8");

    /** How much of an answer reaches the client. */
    public enum Delivery {
        WHOLE,
        /** The whole body, compressed, as real answers are. */
        GZIPPED,
        /** The whole body, in chunks and without a Content-Length. */
        CHUNKED,
        /** Half of the body, under the Content-Length of the whole; then the connection is closed. */
        TRUNCATED,
        /** Half of the body, under the Content-Length of the whole; then nothing more, and the connection stays open. */
        STALLED,
        /** Half of the body, under the Content-Length of the whole plus much more; then a blank from time to time, as long as anybody reads. */
        DRIPPING,
        /** Nothing: the connection is closed. */
        NONE
    }

    static Answer of(int status, Map<String, String> headers, String body) {
        return new Answer(status, headers, body, Delivery.WHOLE, Duration.ZERO);
    }

    static Answer json(int status, JsonNode body) {
        try {
            return of(status, JSON, SpotifyJson.MAPPER.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Cannot write an answer", e);
        }
    }

    /** Returns the envelope of the Web API's errors. */
    static Answer error(int status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("status", status).put("message", message);
        return json(status, body);
    }

    Answer with(Delivery other) {
        return new Answer(status, headers, body, other, delay);
    }

    Answer after(Duration longer) {
        return new Answer(status, headers, body, delivery, delay.plus(longer));
    }
}
