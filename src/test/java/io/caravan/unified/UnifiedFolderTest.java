package io.caravan.unified;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Outcome;
import io.caravan.TestApplication;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the folder of {@code unified.folder}. */
class UnifiedFolderTest {
    private static final String CURRENT = "processed-data/spotify_clean_data.csv/part-00000.csv";
    private static final Catalogue PLAYLISTS = Catalogue.of(7, 2, 12, LocalDate.of(2026, 11, 21));

    @TempDir
    Path folder;

    private TestApplication start(String unifiedFolder) {
        return TestApplication.start(
                folder,
                PLAYLISTS,
                Map.of(
                        "unified.folder", unifiedFolder,
                        "unified.every", "1h",
                        "unified.keep", "2d",
                        "spotify.reread-after", "0s"));
    }

    /** The embedded server takes the times of objects from the machine's clock. */
    private void writtenNow(TestApplication app, String key) throws Exception {
        Files.setLastModifiedTime(folder.resolve("s3/lake").resolve(key), FileTime.from(app.clock.instant()));
    }

    private static List<String> history(TestApplication app) {
        return app.lake()
                .listDeep("processed-data/history/")
                .map(LakeObject::key)
                .toList();
    }

    /** Returns the rows of the CSV file as DuckDB reads it, and those of the view. */
    private List<List<String>> rows(String from) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement();
                var result = statement.executeQuery("select * from " + from + " order by playlist_id, position")) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getMetaData().getColumnName(i) + "=" + result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Test
    void aCycleWritesTheWholeViewAsOneObjectAndIntoTheHistory() throws Exception {
        byte[] file;
        try (var app = start("processed-data/")) {
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

            assertThat(app.lake()
                            .listDeep("processed-data/spotify_clean_data.csv/")
                            .map(LakeObject::key))
                    .containsExactly(CURRENT);
            file = app.lake().read(CURRENT);
            assertThat(history(app))
                    .singleElement()
                    .satisfies(key -> assertThat(app.lake().read(key)).isEqualTo(file));
        }
        assertThat(new String(file, StandardCharsets.UTF_8))
                .startsWith(
                        "\"playlist_id\",\"playlist_name\",\"position\",\"song_id\",\"song_name\",\"album_name\",\"release_date\","
                                + "\"artist_names\",\"added_at\",\"popularity\",\"duration_ms\",\"explicit\",\"extracted_at\"\n");
        Path copy = Files.write(folder.resolve("file.csv"), file);
        List<List<String>> view = rows("spotify_data");
        assertThat(view).hasSizeGreaterThan(100);
        assertThat(rows("read_csv('" + copy + "', allow_quoted_nulls = false, all_varchar = true, types ="
                        + " {'position': 'integer', 'added_at': 'timestamp', 'extracted_at': 'timestamp'})"))
                .isEqualTo(view);
    }

    @Test
    void itIsWrittenAtMostEverySoOftenAndOnlyAfterALoadAndHistoryGoesByAge() throws Exception {
        try (var app = start("processed-data/")) {
            app.once();
            writtenNow(app, CURRENT);
            app.clock.advance(Duration.ofMinutes(30));
            app.once();
            assertThat(history(app)).as("half an hour after").hasSize(1);

            app.clock.advance(Duration.ofMinutes(30));
            app.request("direct:publish-unified");
            assertThat(history(app)).as("loaded since").hasSize(2);
            writtenNow(app, CURRENT);
            app.clock.advance(Duration.ofHours(2));
            app.request("direct:publish-unified");
            assertThat(history(app)).as("nothing loaded since").hasSize(2);

            app.clock.advance(Duration.ofMinutes(45 * 60 + 30));
            RunSummary run = app.once();
            assertThat(run.outcome()).isEqualTo(Outcome.OK);
            assertThat(history(app)).as("the first is more than two days old").hasSize(2);
        }
    }

    @Test
    void aProcessThatDoesNotKnowOfLoadsBeforeItWrites() throws Exception {
        try (var app = start("processed-data/")) {
            app.once();
            writtenNow(app, CURRENT);
        }
        try (var app = start("processed-data/")) {
            app.clock.advance(Duration.ofHours(2));
            app.request("direct:publish-unified");
            assertThat(history(app)).hasSize(2);
        }
    }

    @Test
    void itIsNotEmptiedInSilence() throws Exception {
        byte[] before;
        try (var app = start("processed-data/")) {
            app.request("direct:publish-unified");
            assertThat(app.lake().listDeep("processed-data/")).as("nothing yet").isEmpty();
            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.OK);
            app.once();
            writtenNow(app, CURRENT);
            before = app.lake().read(CURRENT);
        }
        Files.delete(folder.resolve("warehouse.duckdb"));
        try (var app = start("processed-data/")) {
            app.clock.advance(Duration.ofDays(1));
            app.request("direct:publish-unified");

            assertThat(app.runs().summary().failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message()).contains("spotify_data", "not emptied"));
            assertThat(app.lake().read(CURRENT)).isEqualTo(before);
        }
    }

    @Test
    void itMayLieInABucketOfItsOwn() throws Exception {
        Files.createDirectories(folder.resolve("s3/files"));
        try (var app = start("s3://files/out/")) {
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            assertThat(app.lake().listDeep("out/")).isEmpty();
        }
        assertThat(folder.resolve("s3/files/out/spotify_clean_data.csv/part-00000.csv"))
                .isNotEmptyFile();
    }
}
