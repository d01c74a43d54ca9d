package io.caravan.unified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.TestApplication;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
            app.clock.advance(Duration.ofMinutes(30));
            app.once();
            assertThat(history(app)).as("half an hour after").hasSize(1);

            app.clock.advance(Duration.ofMinutes(30));
            app.request("direct:publish-unified");
            assertThat(history(app)).as("loaded since").hasSize(2);
            app.clock.advance(Duration.ofHours(2));
            app.request("direct:publish-unified");
            assertThat(history(app)).as("nothing loaded since").hasSize(2);
            app.lake().put("processed-data/history/notes/part-00000.csv", new byte[0], "text/csv");

            app.clock.advance(Duration.ofMinutes(45 * 60 + 30));
            RunSummary run = app.once();
            assertThat(run.outcome()).isEqualTo(Outcome.OK);
            assertThat(history(app))
                    .as("the first is more than two days old; the one of another program stays")
                    .hasSize(3);
        }
    }

    @Test
    void aProcessThatDoesNotKnowOfLoadsBeforeItWrites() throws Exception {
        try (var app = start("processed-data/")) {
            app.once();
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

    /** What is loaded while it is written is in the next one. */
    @Test
    void aLoadWhileItIsWrittenIsNews() throws Exception {
        try (var app = start("processed-data/")) {
            app.once();
            var unified = app.bean("unifiedFolder", UnifiedFolder.class);
            app.clock.advance(Duration.ofHours(2));
            app.runs().loaded(1, Map.of());
            Instant begun = unified.begin();
            app.clock.advance(Duration.ofMinutes(2));
            app.runs().loaded(1, Map.of());
            app.clock.advance(Duration.ofMinutes(2));
            unified.publish(Files.writeString(folder.resolve("part.csv"), "rows"), begun);

            app.clock.advance(Duration.ofHours(1));
            assertThat(unified.begin()).isNotNull();
        }
    }

    @Test
    void whatAnotherProcessHasReadLaterStays() throws Exception {
        try (var app = start("processed-data/")) {
            app.once();
            byte[] later = app.lake().read(CURRENT);
            var unified = app.bean("unifiedFolder", UnifiedFolder.class);
            unified.publish(
                    Files.writeString(folder.resolve("part.csv"), "rows"),
                    app.clock.instant().minus(Duration.ofHours(1)));

            assertThat(app.lake().read(CURRENT)).isEqualTo(later);
            assertThat(history(app)).hasSize(2);
        }
    }

    @Test
    void whereCaravanKeepsOtherThingsIsNoPlaceForIt() {
        assertThatThrownBy(() -> start("s3://lake/raw_data/to_processed/"))
                .rootCause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("s3://lake/raw_data/to_processed/")
                .hasMessageContaining("processed-data/");
    }

    @Test
    void aBucketThatIsNotThereIsAConfigurationError() {
        try (var app = start("s3://nowhere/out/")) {
            RunSummary run = app.once();
            assertThat(run.outcome()).isEqualTo(Outcome.CONFIGURATION);
            assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                    .contains("unified.folder"));
            assertThat(run.snapshotsLoaded()).isEqualTo(2);
        }
    }

    @Test
    void aWriteThatIsBrokenOffLeavesNothingOnThisMachine() throws Exception {
        try (var app = start("processed-data/")) {
            Iterator<Map<String, Object>> broken = Stream.<Map<String, Object>>generate(() -> {
                        throw new IllegalStateException("The connection is gone");
                    })
                    .iterator();
            assertThatThrownBy(
                            () -> app.bean("unifiedFolder", UnifiedFolder.class).write(broken))
                    .isInstanceOf(IllegalStateException.class);
            try (var left = Files.walk(folder)) {
                assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("files-"));
            }
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
