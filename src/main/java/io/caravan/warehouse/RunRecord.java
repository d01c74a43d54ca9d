package io.caravan.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/** The row of a run in {@code etl_run}. */
public final class RunRecord {
    private static final int MOST_FAILURES = 20;

    private final ObjectMapper json = new ObjectMapper();

    /** Returns the parameters of {@code merge_etl_run.sql}; {@code message} is the first 20 failures. */
    public Map<String, Object> parameters(@ExchangeProperty("run") RunSummary run) {
        try {
            return Map.of(
                    "run_id", run.runId(),
                    "started_at", run.startedAt(),
                    "ended_at", run.endedAt(),
                    "outcome", run.outcome().label(),
                    "counts", json.writeValueAsString(run),
                    "message", message(run.failures()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A summary holds only text, numbers, lists and maps", e);
        }
    }

    /** A line a failure; a day on which everything failed is told by its first. */
    private static String message(List<Failure> failures) {
        String message = failures.stream()
                .limit(MOST_FAILURES)
                .map(failure -> failure.stage() + " " + failure.object() + ": " + failure.message())
                .collect(Collectors.joining("\n"));
        return failures.size() > MOST_FAILURES
                ? message + "\n… and " + (failures.size() - MOST_FAILURES) + " more"
                : message;
    }
}
