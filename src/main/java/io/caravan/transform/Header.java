package io.caravan.transform;

import io.caravan.text.Timestamps;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** The first line of a raw object that Caravan wrote. */
record Header(String runId, Instant extractedAt, boolean consistent) {

    /**
     * Reads the value of {@code caravan} that the reader stands on.
     *
     * @throws IllegalArgumentException if a field is missing or does not fit; the message says which
     */
    static Header read(JsonReader json, JsonFields fields) throws IOException {
        String runId = null;
        String extractedAt = null;
        Boolean consistent = null;
        if (fields.opensObject("caravan")) {
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "run_id" -> runId = fields.text("caravan.run_id");
                    case "extracted_at" -> extractedAt = fields.text("caravan.extracted_at");
                    case "consistent" -> consistent = fields.flag("caravan.consistent");
                    default -> json.skip();
                }
            }
        }
        if (fields.misfit() != null) {
            throw new IllegalArgumentException(fields.misfit());
        }
        if (runId == null || extractedAt == null || consistent == null) {
            throw new IllegalArgumentException("its header lacks run_id, extracted_at or consistent");
        }
        try {
            return new Header(runId, Timestamps.parse(extractedAt), consistent);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "caravan.extracted_at is \"%s\", expected a time of ISO 8601"
                            .formatted(Excerpt.of(extractedAt, 60)),
                    e);
        }
    }
}
