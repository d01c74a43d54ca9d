package io.caravan.sink;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * What a run did, for sinks that take no statements: a manifest without files. It is written anew under its name when more of the run is known.
 *
 * @param runId name of the run
 * @param startedAt ISO 8601, UTC
 * @param endedAt ISO 8601, UTC
 * @param rows rows of {@code etl_run} and {@code etl_observation}, by label of the table; values by column, times as ISO 8601 in UTC
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RunManifest(String runId, String startedAt, String endedAt, Map<String, List<Map<String, Object>>> rows) {
    /** How the names of such objects begin, which no snapshot's does. */
    private static final String PREFIX = "run_";

    /** Returns what it is called. */
    public String fileName() {
        return PREFIX + runId + ".json";
    }

    /** Returns whether the object of a key is one. */
    static boolean isOne(String key) {
        return key.substring(key.lastIndexOf('/') + 1).startsWith(PREFIX);
    }
}
