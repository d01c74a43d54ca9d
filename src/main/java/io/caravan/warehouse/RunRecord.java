package io.caravan.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.run.RunSummary;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/** The row of a run in {@code etl_run}. */
public final class RunRecord {
    private final ObjectMapper json = new ObjectMapper();

    /** Returns the parameters of {@code merge_etl_run.sql}. */
    public Map<String, Object> parameters(@ExchangeProperty("run") RunSummary run) {
        try {
            return Map.of(
                    "run_id", run.runId(),
                    "started_at", run.startedAt(),
                    "ended_at", run.endedAt(),
                    "outcome", run.outcome().label(),
                    "counts", json.writeValueAsString(run),
                    "message",
                            run.failures().stream()
                                    .map(failure -> failure.stage() + " " + failure.object() + ": " + failure.message())
                                    .collect(Collectors.joining("\n")));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A summary holds only text, numbers, lists and maps", e);
        }
    }
}
