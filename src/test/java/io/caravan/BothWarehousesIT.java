package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input, carried into DuckDB and into Snowflake, is the same there cell for cell, and so are the answers of the views. */
class BothWarehousesIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final List<String> TABLES =
            List.of("tbl_album", "tbl_artists", "tbl_songs", "tbl_song_artists", "tbl_playlist", "tbl_playlist_items");
    private static final List<String> VIEWS =
            List.of("v_top_artists", "v_releases_per_year", "v_songs_added_per_month", "v_current_playlist_items");
    private static final String LEDGER =
            "(select snapshot, raw_sha256, extracted_at, consistent, album_rows, artists_rows, songs_rows, song_artists_rows,"
                    + " playlist_rows, playlist_items_rows, seen, skipped_null_item, skipped_local_file, skipped_episode,"
                    + " skipped_no_id, rejected from etl_load) as ledger";

    @TempDir
    Path folder;

    /** Captured answers where there are some, each with a time in its name, since the lakes tell different ones. */
    private static Map<String, byte[]> samples() throws IOException {
        var samples = new TreeMap<String, byte[]>();
        String folder = System.getProperty("caravan.samples", "");
        if (!folder.isEmpty()) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    samples.put("s%02d_20261101T060000000Z.json".formatted(samples.size()), Files.readAllBytes(file));
                }
            }
        }
        return samples;
    }

    private Map<String, List<String>> carried(String name, Map<String, String> settings, Connecting connecting)
            throws Exception {
        Path place = Files.createDirectories(folder.resolve(name));
        try (var app = TestApplication.start(place, Catalogue.of(7, 9, 60, DAY), settings)) {
            samples().forEach(app::drop);
            assertThat(app.once().findings()).isEmpty();
        }
        var all = new TreeMap<String, List<String>>();
        try (Connection connection = connecting.open()) {
            for (String from : Stream.of(TABLES, VIEWS, List.of(LEDGER))
                    .flatMap(List::stream)
                    .toList()) {
                all.put(from, rows(connection, "select * from " + from));
            }
        }
        return all;
    }

    private interface Connecting {
        Connection open() throws SQLException;
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (var result = connection.createStatement().executeQuery(sql)) {
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(text(result.getObject(i), result.getString(i)));
                }
                rows.add(row.toString());
            }
        }
        return rows.stream().sorted().toList();
    }

    /** One writes times with their zeros and the other without, and each prints a boolean in its own way. */
    private static String text(Object value, String text) {
        if (value instanceof Boolean) {
            return value.toString();
        }
        return value instanceof java.sql.Timestamp ? text.replaceFirst("(:\\d\\d(\\.\\d*[1-9])?)\\.?0*$", "$1") : text;
    }

    @Test
    void tablesAndViewsAgree() throws Exception {
        var account = Emulators.start().newAccount();
        String duckDb = "jdbc:duckdb:" + folder.resolve("duckdb/warehouse.duckdb");

        var expected = carried("duckdb", Map.of(), () -> DriverManager.getConnection(duckDb));
        var actual = carried("snowflake", account.settings(), account::connect);

        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((from, rows) -> {
            assertThat(rows).as(from).isNotEmpty();
            assertThat(actual.get(from)).as(from).isEqualTo(rows);
        });
    }
}
