package io.caravan.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.model.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** What the tests of this package say often: texts in, a snapshot or a column out. */
final class Transforming {
    static final Instant SEEN = Instant.parse("2025-02-03T04:05:06.789Z");
    static final String KEY = "raw_data/to_processed/some name.json";
    static final String HEADER = """
            {"caravan":{"run_id":"run-1","extracted_at":"2026-11-01T02:03:04.005Z","app_class":"extended","consistent":true}}
            """;

    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setNullString("")
            .setIgnoreEmptyLines(false)
            .get();

    private Transforming() {}

    static Snapshot read(String json) {
        return read(KEY, json.getBytes(StandardCharsets.UTF_8));
    }

    static Snapshot read(String key, String json) {
        return read(key, json.getBytes(StandardCharsets.UTF_8));
    }

    static Snapshot read(String key, byte[] bytes) {
        return read(key, bytes, Limits.defaults());
    }

    static Snapshot read(String key, byte[] bytes, Limits limits) {
        try {
            return new SnapshotTransform(UserIds.KEEP, limits)
                    .read(new RawSource(key, SEEN), new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a page without href and offset. */
    static String page(String... entries) {
        return "{\"items\":[" + String.join(",", entries) + "]}";
    }

    /** Returns an entry with a whole track. */
    static String entry(String id) {
        return entry(id, "2024-05-15T00:00:00Z");
    }

    static String entry(String id, String addedAt) {
        return "{\"added_at\":\"%s\",\"is_local\":false,\"track\":%s}".formatted(addedAt, track(id));
    }

    static String track(String id) {
        return """
                {"album":{"album_type":"album","artists":[{"external_urls":{"spotify":"u:other"},"id":"other","name":"Other"}],
                "available_markets":["AR","AU"],"external_urls":{"spotify":"u:al-%1$s"},"id":"al-%1$s","images":[{"height":640}],
                "name":"Album %1$s","release_date":"1981-12-15","release_date_precision":"day","total_tracks":12},
                "artists":[{"external_urls":{"spotify":"u:a1"},"id":"a1","name":"First"},
                {"external_urls":{"spotify":"u:a2"},"id":"a2","name":"Second"}],"disc_number":1,"duration_ms":1234,
                "explicit":true,"external_ids":{"isrc":"ISRC1"},"external_urls":{"spotify":"u:%1$s"},"id":"%1$s",
                "is_local":false,"name":"Song %1$s","popularity":77,"track":true,"type":"track"}""".formatted(id);
    }

    /** Returns the rows of a table's CSV file, as another program reads it: null where nothing at all stands, {@code ""} where quotes do. */
    static List<List<String>> rows(Snapshot snapshot, Table table) {
        var csv = new ByteArrayOutputStream();
        try {
            snapshot.rows().get(table).writeCsv(csv);
            List<List<String>> rows = new ArrayList<>();
            CSV.parse(new StringReader(csv.toString(StandardCharsets.UTF_8))).forEach(row -> rows.add(row.toList()));
            assertThat(rows.remove(0)).isEqualTo(table.columnNames());
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the values of one column from top to bottom. */
    static List<String> column(Snapshot snapshot, Table table, String column) {
        int index = table.columnNames().indexOf(column);
        List<String> values = new ArrayList<>();
        rows(snapshot, table).forEach(row -> values.add(row.get(index)));
        return values;
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
