package io.caravan.warehouse;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.RejectedException;
import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import io.caravan.snapshot.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The ledger {@code etl_load}, which knows each snapshot that was ever loaded. */
public final class LoadLedger {
    /**
     * Returns the part of a batch that this load entered into the ledger; the rest was loaded before.
     *
     * @param rows what {@code select_entered.sql} answered
     * @throws RejectedException when a snapshot was loaded before from another raw object
     * @throws ConfigurationException when the ledger does not know a snapshot that was to be entered
     */
    public Batch entered(
            @ExchangeProperty(ExchangeProperties.BATCH) Batch batch, @Body List<Map<String, Object>> rows) {
        Map<String, Manifest> manifests = batch.entries().stream()
                .map(InboxManifest::manifest)
                .collect(Collectors.toMap(Manifest::snapshot, Function.identity()));
        var entered = new HashSet<String>();
        var missing = new HashSet<>(manifests.keySet());
        for (Map<String, Object> row : rows) {
            String snapshot = (String) JdbcRows.value(row, "snapshot");
            missing.remove(snapshot);
            if (!manifests.get(snapshot).rawSha256().equals(JdbcRows.value(row, "raw_sha256"))) {
                throw new RejectedException("The snapshot " + snapshot
                        + " was loaded before from a raw object with other bytes (etl_load.raw_sha256 is "
                        + JdbcRows.value(row, "raw_sha256")
                        + "); put the raw object into raw_data/to_processed/ without its"
                        + " first line, so that it becomes a snapshot of its own");
            }
            if (Boolean.TRUE.equals(JdbcRows.value(row, "entered"))) {
                entered.add(snapshot);
            }
        }
        if (!missing.isEmpty()) {
            // Else their manifests would leave the inbox without a row of theirs being loaded.
            throw new ConfigurationException("The statements in warehouse.sql-folder did not enter "
                    + missing.iterator().next()
                    + " into etl_load; see winner_etl_load.sql, merge_etl_load.sql and select_entered.sql there");
        }
        return new Batch(batch.entries().stream()
                .filter(entry -> entered.contains(entry.manifest().snapshot()))
                .toList());
    }

    /** Returns what a load has added: the names of {@code snapshots} and the {@code rows} of each table; none where that is nothing. */
    public List<Map<String, Object>> event(@ExchangeProperty(ExchangeProperties.ENTERED) Batch entered) {
        List<String> snapshots = entered.entries().stream()
                .map(entry -> entry.manifest().snapshot())
                .toList();
        return snapshots.isEmpty() ? List.of() : List.of(Map.of("snapshots", snapshots, "rows", entered.rows()));
    }
}
