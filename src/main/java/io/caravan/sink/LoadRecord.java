package io.caravan.sink;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RejectedException;
import io.caravan.model.Table;
import io.caravan.run.CurrentRun;
import io.caravan.snapshot.Manifest;
import io.caravan.text.Timestamps;
import io.caravan.transform.SkipReason;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;

/** What a sink is told of snapshots: {@code etl_load} and the tables beside it. */
public final class LoadRecord {
    private final CurrentRun runs;
    private final Clock clock;

    /** Creates the bean; the run and the clock say who loaded a snapshot and when. */
    public LoadRecord(CurrentRun runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Looks whether a batch can be taken.
     *
     * @throws RejectedException when it is a manifest that is unreadable
     */
    public void check(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        for (InboxManifest entry : batch.entries()) {
            if (!entry.isReadable()) {
                throw new RejectedException("Cannot load from " + entry.key().replaceAll("\\p{Cntrl}", "?") + ": "
                        + entry.problem() + "; discard it and replay the snapshot that it is of");
            }
        }
    }

    /**
     * Returns what the manifests of a batch tell, table by table, without tables of which they tell nothing.
     *
     * @throws RejectedException when the batch is a manifest that is unreadable
     */
    public List<LedgerRows> rows(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        check(batch);
        List<Manifest> manifests =
                batch.entries().stream().map(InboxManifest::manifest).toList();
        String loadedAt = Timestamps.iso(clock.instant());
        return Stream.of(
                        new LedgerRows(
                                Table.ETL_LOAD,
                                manifests.stream()
                                        .map(manifest -> load(manifest, loadedAt))
                                        .toList()),
                        of(Table.ETL_LOAD_ROWS, manifests, LoadRecord::rowCounts),
                        of(Table.ETL_LOAD_SKIPPED, manifests, LoadRecord::skipped),
                        of(Table.ETL_LOAD_PLAYLISTS, manifests, LoadRecord::playlists),
                        of(Table.ETL_LOAD_WITHHELD, manifests, LoadRecord::withheld),
                        of(Table.ETL_LOAD_REPAIRED, manifests, LoadRecord::repaired))
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
}
