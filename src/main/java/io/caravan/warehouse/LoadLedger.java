package io.caravan.warehouse;

import io.caravan.ConfigurationException;
import io.caravan.RejectedException;
import io.caravan.lake.Manifest;
import io.caravan.model.Table;
import io.caravan.run.Runs;
import io.caravan.transform.SkipReason;
import io.caravan.transform.Timestamps;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The ledger {@code etl_load}, which knows each snapshot that was ever loaded. */
public final class LoadLedger {
    private final Runs runs;
    private final Clock clock;

    /** Creates the bean; the run and the clock say who loaded a snapshot and when. */
    public LoadLedger(Runs runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Returns what the manifests of a batch tell, table by table, without tables of which they tell nothing.
     *
     * @throws RejectedException when the batch is a manifest that is unreadable
     */
    public List<LedgerRows> rows(@ExchangeProperty("batch") Batch batch) {
        for (InboxManifest entry : batch.entries()) {
            if (!entry.isReadable()) {
                throw new RejectedException("Cannot load from " + entry.key().replaceAll("\\p{Cntrl}", "?") + ": "
                        + entry.problem() + "; discard it and replay the snapshot that it is of");
            }
        }
        List<Manifest> manifests =
                batch.entries().stream().map(InboxManifest::manifest).toList();
        String loadedAt = Timestamps.iso(clock.instant());
        return Stream.of(
                        new LedgerRows(
                                Table.ETL_LOAD,
                                manifests.stream()
                                        .map(manifest -> load(manifest, loadedAt))
                                        .toList()),
                        of(Table.ETL_LOAD_ROWS, manifests, LoadLedger::rowCounts),
                        of(Table.ETL_LOAD_SKIPPED, manifests, LoadLedger::skipped),
                        of(Table.ETL_LOAD_PLAYLISTS, manifests, LoadLedger::playlists),
                        of(Table.ETL_LOAD_WITHHELD, manifests, LoadLedger::withheld),
                        of(Table.ETL_LOAD_REPAIRED, manifests, LoadLedger::repaired))
                .filter(part -> !part.rows().isEmpty())
                .toList();
    }

    private static LedgerRows of(
            Table table, List<Manifest> manifests, Function<Manifest, Stream<Map<String, Object>>> rows) {
        return new LedgerRows(
                table,
                manifests.stream()
                        .flatMap(manifest -> rows.apply(manifest).map(row -> {
                            row.put("snapshot", manifest.snapshot());
                            return row;
                        }))
                        .toList());
    }

    /** The counts stand in the tables beside it as well: versions before those read and write them here alone. */
    private Map<String, Object> load(Manifest manifest, String loadedAt) {
        var row = new HashMap<String, Object>();
        row.put("snapshot", manifest.snapshot());
        row.put("raw_key", manifest.rawKey());
        row.put("raw_sha256", manifest.rawSha256());
        row.put("extracted_at", manifest.extractedAt());
        row.put("run_id", runs.currentRunId());
        row.put("loaded_at", loadedAt);
        row.put("consistent", manifest.consistent());
        row.put("seen", manifest.seen());
        row.put("rejected", manifest.rejected());
        row.put("transform_version", manifest.transformVersion());
        row.put("replay", manifest.replaces());
        row.put("tells_playlists", manifest.model() != null);
        Table.ofSnapshots().forEach(table -> row.put(table.label() + "_rows", manifest.rows(table)));
        for (SkipReason reason : SkipReason.values()) {
            row.put("skipped_" + reason.label(), manifest.skipped().getOrDefault(reason.label(), 0L));
        }
        return row;
    }

    private static Stream<Map<String, Object>> rowCounts(Manifest manifest) {
        return Table.ofSnapshots().stream()
                .map(table -> row("table_name", table.label(), "row_count", manifest.rows(table)));
    }

    private static Stream<Map<String, Object>> skipped(Manifest manifest) {
        return manifest.skipped().entrySet().stream()
                .map(reason -> row("reason", reason.getKey(), "entries", reason.getValue()));
    }

    private static Stream<Map<String, Object>> playlists(Manifest manifest) {
        return manifest.playlists().stream().map(playlist -> {
            Map<String, Object> row =
                    row("playlist_id", playlist.playlistId(), "playlist_name", playlist.playlistName());
            row.put("first_position", playlist.firstPosition());
            row.put("entries", playlist.entries());
            row.put("total", playlist.total());
            row.put("last_position", playlist.lastPosition());
            row.put("whole", playlist.whole());
            row.put("missing", playlist.missing());
            return row;
        });
    }

    private static Stream<Map<String, Object>> withheld(Manifest manifest) {
        return manifest.withheld().stream().map(column -> {
            Map<String, Object> row = row("table_name", column.tableName(), "column_name", column.columnName());
            row.put("playlist_id", column.playlistId());
            return row;
        });
    }

    private static Stream<Map<String, Object>> repaired(Manifest manifest) {
        return manifest.repaired().entrySet().stream()
                .map(field -> row("field", field.getKey(), "value_count", field.getValue()));
    }

    private static Map<String, Object> row(String one, Object value, String other, Object otherValue) {
        var row = new HashMap<String, Object>();
        row.put(one, value);
        row.put(other, otherValue);
        return row;
    }

    /**
     * Returns the part of a batch that this load entered into the ledger; the rest was loaded before.
     *
     * @param rows what {@code select_entered.sql} answered
     * @throws RejectedException when a snapshot was loaded before from another raw object
     * @throws ConfigurationException when the ledger does not know a snapshot that was to be entered
     */
    public Batch entered(@ExchangeProperty("batch") Batch batch, @Body List<Map<String, Object>> rows) {
        Map<String, Manifest> manifests = batch.entries().stream()
                .map(InboxManifest::manifest)
                .collect(Collectors.toMap(Manifest::snapshot, Function.identity()));
        var entered = new HashSet<String>();
        var missing = new HashSet<>(manifests.keySet());
        for (Map<String, Object> row : rows) {
            String snapshot = (String) Rows.value(row, "snapshot");
            missing.remove(snapshot);
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
}
