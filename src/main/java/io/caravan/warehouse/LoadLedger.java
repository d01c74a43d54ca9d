package io.caravan.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.RejectedException;
import io.caravan.lake.Manifest;
import io.caravan.run.Runs;
import io.caravan.transform.Timestamps;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The ledger {@code etl_load}, which knows each snapshot that was ever loaded. */
public final class LoadLedger {
    private final Runs runs;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    /** Creates the bean; the run and the clock say who loaded a snapshot and when. */
    public LoadLedger(Runs runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Returns the parameters of {@code stage_manifests.sql}.
     *
     * @throws RejectedException when the batch is a manifest that is unreadable
     */
    public Map<String, Object> parameters(@ExchangeProperty("batch") Batch batch) {
        for (InboxManifest entry : batch.entries()) {
            if (!entry.isReadable()) {
                throw new RejectedException("Cannot load from " + entry.key().replaceAll("\\p{Cntrl}", "?") + ": "
                        + entry.problem() + "; discard it and replay the snapshot that it is of");
            }
        }
        try {
            String manifests = json.writeValueAsString(
                    batch.entries().stream().map(InboxManifest::manifest).toList());
            return Map.of(
                    "manifests",
                    manifests,
                    "run_id",
                    runs.currentRunId(),
                    "loaded_at",
                    Timestamps.iso(clock.instant()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A manifest that was read from JSON can be written as JSON", e);
        }
    }

    /**
     * Returns the part of a batch that this load entered into the ledger; the rest was loaded before.
     *
     * @param rows what {@code select_entered.sql} answered
     * @throws RejectedException when a snapshot was loaded before from another raw object
     */
    public Batch entered(@ExchangeProperty("batch") Batch batch, @Body List<Map<String, Object>> rows) {
        Map<String, Manifest> manifests = batch.entries().stream()
                .map(InboxManifest::manifest)
                .collect(Collectors.toMap(Manifest::snapshot, Function.identity()));
        var entered = new HashSet<String>();
        for (Map<String, Object> row : rows) {
            String snapshot = (String) Rows.value(row, "snapshot");
            if (!manifests.get(snapshot).rawSha256().equals(Rows.value(row, "raw_sha256"))) {
                throw new RejectedException("The snapshot " + snapshot
                        + " was loaded before from a raw object with other bytes (etl_load.raw_sha256 is "
                        + Rows.value(row, "raw_sha256")
                        + "); put the raw object into raw_data/to_processed/ without its"
                        + " first line, so that it becomes a snapshot of its own");
            }
            if (Boolean.TRUE.equals(Rows.value(row, "entered"))) {
                entered.add(snapshot);
            }
        }
        return new Batch(batch.entries().stream()
                .filter(entry -> entered.contains(entry.manifest().snapshot()))
                .toList());
    }
}
