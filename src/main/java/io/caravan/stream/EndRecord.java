package io.caravan.stream;

import io.caravan.model.Table;
import io.caravan.snapshot.Manifest;
import io.caravan.snapshot.Manifest.TableFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The last record of a publication: all that the manifest says but where its files lie, and what has to have come before. */
final class EndRecord {
    private static final Schema END = RecordType.END.schema();

    /** Where files would lie, for who looks at manifests; the rows came by themselves. */
    private static final String KEY = "stream";

    private EndRecord() {}

    /**
     * Makes the record.
     *
     * @param records how many came before
     * @param digest of them
     */
    static GenericRecord of(Manifest manifest, String publication, long records, String digest) {
        var end = new GenericData.Record(END);
        end.put("publication", publication);
        end.put("snapshot", manifest.snapshot());
        end.put("extracted_at", manifest.extractedAt());
        end.put("raw_key", manifest.rawKey());
        end.put("raw_sha256", manifest.rawSha256());
        end.put("run_id", manifest.runId());
        end.put("consistent", manifest.consistent());
        end.put("seen", manifest.seen());
        end.put("skipped", manifest.skipped());
        end.put("rejected", manifest.rejected());
        end.put("transform_version", manifest.transformVersion());
        end.put("replay", manifest.replaces());
        end.put("model", manifest.model());
        end.put("table_rows", tableRows(manifest));
        Schema playlist = END.getField("playlist_reads").schema();
        end.put(
                "playlist_reads",
                manifest.playlists().stream()
                        .map(read -> playlist(playlist.getElementType(), read))
                        .toList());
        Schema withheld = END.getField("withheld").schema();
        end.put(
                "withheld",
                manifest.withheld().stream()
                        .map(column -> withheld(withheld.getElementType(), column))
                        .toList());
        end.put("repaired", manifest.repaired());
        end.put("records", records);
        end.put("digest", digest);
        return end;
    }

    private static Map<String, Long> tableRows(Manifest manifest) {
        return manifest.files().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, file -> file.getValue()
                .rows()));
    }

    private static GenericRecord playlist(Schema schema, Manifest.Playlist read) {
        var record = new GenericData.Record(schema);
        record.put("playlist_id", read.playlistId());
        record.put("playlist_name", read.playlistName());
        record.put("first_position", read.firstPosition());
        record.put("entries", read.entries());
        record.put("total", read.total());
        record.put("last_position", read.lastPosition());
        record.put("whole", read.whole());
        record.put("missing", read.missing());
        return record;
    }

    private static GenericRecord withheld(Schema schema, Manifest.Withheld column) {
        var record = new GenericData.Record(schema);
        record.put("playlist_id", column.playlistId());
        record.put("table_name", column.tableName());
        record.put("column_name", column.columnName());
        return record;
    }

    /** Returns the manifest that such a record tells; its files have rows and no places. */
    static Manifest manifest(GenericRecord end) {
        var files = new HashMap<String, TableFile>();
        counts(end, "table_rows").forEach((label, rows) -> files.put(label, new TableFile(KEY, rows)));
        Table.ofSnapshots().forEach(table -> files.putIfAbsent(table.label(), new TableFile(KEY, 0)));
        return new Manifest(
                text(end, "snapshot"),
                text(end, "raw_key"),
                text(end, "raw_sha256"),
                text(end, "extracted_at"),
                text(end, "run_id"),
                (boolean) end.get("consistent"),
                (long) end.get("seen"),
                counts(end, "skipped"),
                (long) end.get("rejected"),
                (Integer) end.get("transform_version"),
                (boolean) end.get("replay"),
                files,
                (Integer) end.get("model"),
                records(end, "playlist_reads").stream().map(EndRecord::playlist).toList(),
                records(end, "withheld").stream()
                        .map(column -> new Manifest.Withheld(
                                text(column, "playlist_id"), text(column, "table_name"), text(column, "column_name")))
                        .toList(),
                counts(end, "repaired"));
    }

    private static Manifest.Playlist playlist(GenericRecord read) {
        return new Manifest.Playlist(
                text(read, "playlist_id"),
                text(read, "playlist_name"),
                (Long) read.get("first_position"),
                (long) read.get("entries"),
                (Integer) read.get("total"),
                (Long) read.get("last_position"),
                (Boolean) read.get("whole"),
                (Long) read.get("missing"));
    }

    private static String text(GenericRecord record, String field) {
        Object text = record.get(field);
        return text == null ? null : text.toString();
    }

    private static Map<String, Long> counts(GenericRecord record, String field) {
        var counts = new HashMap<String, Long>();
        ((Map<?, ?>) record.get(field)).forEach((name, count) -> counts.put(name.toString(), (Long) count));
        return counts;
    }

    @SuppressWarnings("unchecked")
    private static List<GenericRecord> records(GenericRecord record, String field) {
        return (List<GenericRecord>) record.get(field);
    }
}
