package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real answers of Spotify, dropped into the inbox as other programs left them, all the way into the warehouse. */
class SamplesInWarehouseTest {
    /** Whoever wrote these left out the ids of the tracks, or one of two tracks. */
    private static final Set<String> FOREIGN =
            Set.of("go-playlist-fields-no-ids.json", "java-entry-without-track-key.json");

    @TempDir
    Path folder;

    private static int entries(JsonNode node) {
        int count = 0;
        if (node.isArray()) {
            for (JsonNode element : node) {
                boolean isEntry = element.has("added_at")
                        || element.path("track").isContainerNode()
                        || element.path("track").isNull()
                        || element.has("item");
                count += isEntry ? 1 : entries(element);
            }
        } else if (node.isObject()) {
            // Where both names are there they hold the same entries.
            JsonNode items = node.has("items") ? node.get("items") : node.path("tracks");
            count += entries(items);
        }
        return count;
    }

    @Test
    void everyEntryOfEverySampleIsARowOrCountedByItsReason() throws Exception {
        Map<String, Integer> expected = new TreeMap<>();
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), Map.of())) {
            for (Path file : CapturedAnswers.files()) {
                byte[] bytes = Files.readAllBytes(file);
                String name = "n%02d-%s".formatted(expected.size(), file.getFileName());
                expected.put(name, entries(new ObjectMapper().readTree(bytes)));
                app.drop(name, bytes);
            }
            RunSummary run = app.once();
            long holding = expected.values().stream().filter(count -> count > 0).count();
            // One sample is an empty playlist; the others without entries are no playlists at all, and of two the
            // entries are none.
            assertThat(deadLetters()).isEqualTo(expected.size() - holding - 1 + FOREIGN.size());
            // These samples are a part of a playlist; all others are whole.
            assertThat(run.findings())
                    .allMatch(finding -> finding.startsWith("not so: each playlist is read whole: "))
                    .extracting(finding -> finding.replaceFirst(".*, (\\d+ of \\d+) entries in .*", "$1"))
                    .containsExactlyInAnyOrder("20 of 133", "3 of 4", "100 of 1029");
        }

        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            int all = 0;
            for (var sample : expected.entrySet()) {
                String slug = sample.getKey().replace(".json", "").toLowerCase(java.util.Locale.ROOT);
                List<List<String>> ledger = rows(
                        connection,
                        "select seen, playlist_items_rows + skipped_null_item + skipped_local_file + skipped_episode"
                                + " + skipped_no_id, rejected, snapshot from etl_load where snapshot like '" + slug
                                + "\\_%' escape '\\'");
                if (FOREIGN.stream().anyMatch(sample.getKey()::endsWith)) {
                    assertThat(ledger).as(sample.getKey()).isEmpty();
                    all += sample.getValue();
                } else if (sample.getValue() > 0) {
                    assertThat(ledger).as(sample.getKey()).hasSize(1);
                    assertThat(ledger.get(0).subList(0, 3))
                            .as(sample.getKey())
                            .containsExactly(
                                    sample.getValue().toString(),
                                    sample.getValue().toString(),
                                    "0");
                    all += sample.getValue();
                }
            }
            assertThat(all).isEqualTo(1333);
            assertThat(rows(connection, "select count(*) from tbl_playlist_items where snapshot like 'n%'"))
                    .isEqualTo(
                            rows(connection, "select sum(playlist_items_rows) from etl_load where snapshot like 'n%'"));
        }
    }

    private long deadLetters() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("s3/lake/dead_letter"))) {
            return files.filter(file -> file.toString().endsWith(".error.json")).count();
        }
    }

    @Test
    void anotherProgramsTransformOfTheSamePageHasTheSameAlbumsAndItsArtists() throws Exception {
        Path pair = CapturedAnswers.folder().resolve("pairs/vinay-sapare");
        try (var app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), Map.of())) {
            app.drop("page.json", Files.readAllBytes(pair.resolve("spotify_raw.json")));
            app.once();
        }

        Set<List<String>> albums = new TreeSet<>(java.util.Comparator.comparing(Object::toString));
        for (CSVRecord row : csv(pair.resolve("album_data.csv"))) {
            albums.add(List.of(
                    row.get("ID"), row.get("Name"), row.get("Release_date"), row.get("URL"), row.get("Total_tracks")));
        }
        Set<String> artists = new TreeSet<>();
        csv(pair.resolve("artist_data.csv")).forEach(row -> artists.add(row.get("Id")));
        assertThat(artists).hasSize(77);
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            assertThat(rows(
                            connection,
                            "select album_id, album_name, release_date, url, total_tracks from tbl_album"
                                    + " where snapshot like 'page\\_%' escape '\\'"))
                    .containsExactlyInAnyOrderElementsOf(albums);
            List<String> ours =
                    rows(connection, "select artist_id from tbl_artists where snapshot like 'page\\_%' escape '\\'")
                            .stream()
                            .map(row -> row.get(0))
                            .toList();
            assertThat(ours).hasSize(84).containsAll(artists);
            assertThat(rows(
                            connection,
                            "select count(distinct artist_id) from tbl_song_artists"
                                    + " where snapshot like 'page\\_%' escape '\\'"))
                    .containsExactly(List.of("77"));
        }
    }

    private static List<CSVRecord> csv(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }

    private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (var result = connection.createStatement().executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
