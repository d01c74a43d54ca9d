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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The same input, carried into DuckDB and into Snowflake, is the same there cell for cell, and so are the answers of the views. */
@Tag("long")
class BothWarehousesIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final List<String> VIEWS = List.of(
            "v_top_artists",
            "v_releases_per_year",
            "v_songs_added_per_month",
            "v_current_playlist_items",
            "spotify_data");
    private static final String LEDGER =
            "(select snapshot, raw_sha256, extracted_at, consistent, album_rows, artists_rows, songs_rows, song_artists_rows,"
                    + " playlist_rows, playlist_items_rows, seen, skipped_null_item, skipped_local_file, skipped_episode,"
                    + " skipped_no_id, rejected from etl_load) as ledger";

    @TempDir
    Path folder;

    /** Captured answers where there are some. */
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

    private static Map<String, List<String>> all(Connection connection) throws SQLException {
        var all = new TreeMap<String, List<String>>();
        for (String from : Stream.of(Tables.ROWS, VIEWS, List.of(LEDGER))
                .flatMap(List::stream)
                .toList()) {
            var rows = new ArrayList<String>();
            try (var result = connection.createStatement().executeQuery("select * from " + from)) {
                while (result.next()) {
                    rows.add(Cells.of(result).toString());
                }
            }
            all.put(from, rows.stream().sorted().toList());
        }
        return all;
    }

    /** Brings the files that a load has read, and their manifests, into the inbox of another. */
    static void replay(TestApplication from, TestApplication to) {
        S3Client source = from.bean("s3Client", S3Client.class);
        source.listObjectsV2Paginator(request -> request.bucket("lake").prefix("transformed_data/")).contents().stream()
                .map(S3Object::key)
                .sorted(Comparator.comparing(key -> key.contains("/loaded/")))
                .forEach(key -> to.lake()
                        .put(key.replace("/loaded/", "/to_load/"), from.lake().read(key), "application/octet-stream"));
    }

    @Test
    void tablesAndViewsAgree() throws Exception {
        var account = Emulators.start().newAccount();
        Path one = Files.createDirectories(folder.resolve("duckdb"));
        Path other = Files.createDirectories(folder.resolve("snowflake"));
        try (var duckDb = TestApplication.start(one, Catalogue.of(7, 9, 60, DAY), Map.of());
                var snowflake = TestApplication.start(other, Catalogue.of(1, 1, 1, DAY), account.settings())) {
            samples().forEach(duckDb::drop);
            List<String> findings = duckDb.once().findings();
            assertThat(findings).allMatch(finding -> finding.startsWith("not so: each playlist is read whole: "));
            replay(duckDb, snowflake);
            snowflake.request("direct:load-warehouse");
            assertThat(snowflake.runs().summary().findings()).containsExactlyInAnyOrderElementsOf(findings);
        }

        try (Connection inDuckDb = DriverManager.getConnection("jdbc:duckdb:" + one.resolve("warehouse.duckdb"));
                Connection inSnowflake = account.connect()) {
            var expected = all(inDuckDb);
            var actual = all(inSnowflake);
            expected.forEach((from, rows) -> {
                assertThat(rows).as(from).isNotEmpty();
                assertThat(actual.get(from)).as(from).isEqualTo(rows);
            });
        }
    }
}
