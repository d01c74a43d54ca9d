package io.caravan.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.model.Table;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import io.caravan.text.Timestamps;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** What the warehouse is told of runs: {@code etl_run} and {@code etl_observation}. */
public final class RunRecord {
    private static final int MOST_FAILURES = 20;

    private final ObjectMapper json = new ObjectMapper();

    /** Returns the rows of runs and of what came of their playlists; {@code message} is the first 20 failures. */
    public List<LedgerRows> rows(@ExchangeProperty(ExchangeProperties.RUNS_TO_RECORD) List<RunSummary> runs) {
        return Stream.of(
                        new LedgerRows(
                                Table.ETL_RUN, runs.stream().map(this::row).toList()),
                        new LedgerRows(
                                Table.ETL_OBSERVATION,
                                runs.stream().flatMap(RunRecord::observations).toList()))
                .filter(part -> !part.rows().isEmpty())
                .toList();
    }

    /** Returns the manifests of runs. */
    public List<RunManifest> manifests(@ExchangeProperty(ExchangeProperties.RUNS_TO_RECORD) List<RunSummary> runs) {
        return runs.stream()
                .map(run -> new RunManifest(
                        run.runId(),
                        run.startedAt(),
                        run.endedAt(),
                        rows(List.of(run)).stream()
                                .collect(Collectors.toMap(part -> part.table().label(), LedgerRows::rows))))
                .toList();
    }

    /** Returns where a manifest of a run goes. */
    public String manifestKey(@Body String inbox, @ExchangeProperty(ExchangeProperties.RUN) RunManifest run) {
        return inbox + run.fileName();
    }

    private Map<String, Object> row(RunSummary run) {
        var row = new HashMap<String, Object>();
        row.put("run_id", run.runId());
        row.put("started_at", run.startedAt());
        row.put("ended_at", run.endedAt());
        row.put("outcome", run.state());
        row.put("message", message(run.failures()));
        row.put("exit_code", run.exitCode());
        row.put(
                "duration_ms",
                Duration.between(Instant.parse(run.startedAt()), Instant.parse(run.endedAt()))
                        .toMillis());
        row.put("playlists_read", run.playlistsRead());
        row.put("playlists_unchanged", run.playlistsUnchanged());
        row.put("playlists_failed", run.playlistsFailed());
        row.put("pages", run.pages());
        row.put("snapshots_transformed", run.snapshotsTransformed());
        row.put("snapshots_loaded", run.snapshotsLoaded());
        row.put("dead_letters", run.deadLetters());
        row.put("seen", run.seen());
        row.put("rejected", run.rejected());
        try {
            row.put("counts", json.writeValueAsString(run));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A summary holds only text, numbers, lists and maps", e);
        }
        return row;
    }

    private static Stream<Map<String, Object>> observations(RunSummary run) {
        return run.observations().stream()
                .map(observation -> Map.of(
                        "playlist_id",
                        observation.playlistId(),
                        "observed_at",
                        Timestamps.iso(observation.observedAt()),
                        "outcome",
                        observation.outcome().label(),
                        "run_id",
                        run.runId()));
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
