package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.SqlCopy;
import io.caravan.TestApplication;
import io.caravan.failure.ConfigurationException;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse and manifests of the first version, which goes on loading beside today's for a while. */
class UpgradeTest {
    private static final List<String> TABLES =
            List.of("tbl_album", "tbl_artists", "tbl_songs", "tbl_song_artists", "tbl_playlist", "tbl_playlist_items");
    private static final String FOREIGN = "friend-2026-11-01_1504f70a6fae";
    private static final String SMALL_1 = "37NHhNOKkwc0y28nriyHoI_20261129T094938820Z";
    private static final String BIG_1 = "33ufcdkmo0P1CQ3M6QtdAG_20261129T094938982Z";
    private static final String EMPTY_1 = "8lBP78FNftf0CECfnfkGEi_20261129T094938985Z";
    private static final String SMALL_2 = "37NHhNOKkwc0y28nriyHoI_20261129T095008296Z";
    private static final String BIG_2 = "33ufcdkmo0P1CQ3M6QtdAG_20261129T095008325Z";

    @TempDir
    Path folder;

    private FirstVersion first;
    private TestApplication app;

    @BeforeEach
    void start() throws IOException {
        first = new FirstVersion(folder.resolve("first"));
        startAnew();
    }

    private void startAnew() throws IOException {
        if (app != null) {
            app.close();
        }
        app = TestApplication.start(
                Files.createDirectories(folder.resolve("app")),
                Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)),
                Map.of("warehouse.url", "jdbc:duckdb:" + first.warehouse()));
        Path transformed = first.lake().resolve("transformed_data");
        try (var files = Files.walk(transformed)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String key = first.lake().relativize(file).toString();
                if (!key.contains("/to_load/")) {
                    app.lake().put(key, Files.readAllBytes(file), "text/csv");
                }
            }
        }
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private RunSummary load(List<Path> manifests) throws IOException {
        for (Path manifest : manifests) {
            app.lake()
                    .put(
                            "transformed_data/to_load/" + manifest.getFileName(),
                            Files.readAllBytes(manifest),
                            "application/json");
        }
        app.request("direct:load-warehouse");
        RunSummary summary = app.runs().summary();
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.findings()).isEmpty();
        assertThat(app.lake().list("transformed_data/to_load/"))
                .extracting(LakeObject::key)
                .isEmpty();
        return summary;
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + first.warehouse());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join("|", cells));
            }
            return lines;
        }
    }

    private void assertTablesAreThoseOfTheFirstVersion() throws SQLException {
        for (String table : TABLES) {
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + first.warehouse());
                    var statement = connection.createStatement()) {
                // With the types of the table, so that a time is compared as a time.
                statement.execute("create temporary table expected as select * from " + table + " where false");
                // Columns that came since are null there.
                statement.execute(
                        "insert into expected by name select * from read_csv('%s', header = true, nullstr = '', allow_quoted_nulls = false, all_varchar = true)"
                                .formatted(first.expected(table)));
                for (String difference :
                        List.of("expected except all from " + table, table + " except all from expected")) {
                    try (var rows = statement.executeQuery("from " + difference)) {
                        assertThat(rows.next()).as("%s", difference).isFalse();
                    }
                }
            }
        }
    }

    /** Typed off the rows of etl_load that the first version's query printed. */
    private void assertTheLedgerTellsOfAll() throws SQLException {
        assertThat(query("select snapshot, table_name, row_count from etl_load_rows where row_count > 0 order by all"))
                .contains(
                        FOREIGN + "|album|1",
                        FOREIGN + "|artists|1",
                        FOREIGN + "|songs|2",
                        FOREIGN + "|song_artists|2",
                        FOREIGN + "|playlist|2",
                        FOREIGN + "|playlist_items|2",
                        BIG_1 + "|song_artists|158",
                        BIG_1 + "|playlist_items|123",
                        EMPTY_1 + "|playlist|1",
                        SMALL_2 + "|songs|13",
                        BIG_2 + "|album|53",
                        BIG_2 + "|artists|29");
        assertThat(query("select count(*), sum(row_count) from etl_load_rows")).containsExactly("36|1112");
        assertThat(query("select snapshot, reason, entries from etl_load_skipped where entries > 0 order by all"))
                .containsExactly(
                        BIG_1 + "|episode|2",
                        BIG_1 + "|local_file|2",
                        BIG_1 + "|no_id|2",
                        BIG_1 + "|null_item|2",
                        BIG_2 + "|episode|3",
                        BIG_2 + "|local_file|2",
                        BIG_2 + "|no_id|2",
                        BIG_2 + "|null_item|2",
                        FOREIGN + "|null_item|1");
        assertThat(query("select count(*) from etl_load_skipped")).containsExactly("24");
        assertThat(query("select snapshot, playlist_id, first_position, entries from etl_load_playlists order by all"))
                .containsExactly(
                        BIG_1 + "|33ufcdkmo0P1CQ3M6QtdAG|0|131",
                        BIG_2 + "|33ufcdkmo0P1CQ3M6QtdAG|0|132",
                        SMALL_1 + "|37NHhNOKkwc0y28nriyHoI|0|15",
                        SMALL_2 + "|37NHhNOKkwc0y28nriyHoI|0|13",
                        EMPTY_1 + "|8lBP78FNftf0CECfnfkGEi|null|0",
                        FOREIGN + "|7aaaaaaaaaaaaaaaaaaaa1|0|null");
        assertThat(query("select snapshot, total from etl_load_playlists where playlist_name is not null order by all"))
                .contains(FOREIGN + "|3", SMALL_2 + "|13", BIG_2 + "|132", EMPTY_1 + "|0");
    }

    @Test
    void aWarehouseOfTheFirstVersionIsUpgradedInPlaceByTheNextLoad() throws Exception {
        assertThat(load(first.waiting()).snapshotsLoaded()).isEqualTo(2);

        assertTablesAreThoseOfTheFirstVersion();
        assertTheLedgerTellsOfAll();
        assertTheContentIsThatOfTheNewestReads();
        assertThat(
                        query(
                                "select count(*), sum(album_rows), sum(seen), max(skipped_episode), max(transform_version) from etl_load"))
                .as("what the first version reads is filled as well")
                .containsExactly("6|118|294|3|1");
        app.request("direct:record-run");
        assertThat(query("select exit_code, snapshots_loaded, duration_ms is null from etl_run"))
                .contains("null|null|true", "0|2|false");
    }

    @Test
    void theFirstVersionLoadsBesideThisOneAndTheNextLoadTellsOfWhatItLoaded() throws Exception {
        List<Path> waiting = first.waiting();
        load(waiting.subList(0, 1));
        first.load(waiting.subList(1, 2), "old-run", "2026-12-01T06:00:00.000Z");
        first.record("old-run");
        assertThat(query("select count(*) from etl_load")).containsExactly("6");
        assertThat(query("select count(distinct snapshot) from etl_load_rows")).containsExactly("5");
        assertTablesAreThoseOfTheFirstVersion();

        // What it has loaded is only moved here, and still its transaction fills what is missing.
        load(waiting);

        assertTablesAreThoseOfTheFirstVersion();
        assertTheLedgerTellsOfAll();
        assertTheContentIsThatOfTheNewestReads();
    }

    private void assertTheContentIsThatOfTheNewestReads() throws SQLException {
        assertThat(
                        query(
                                "select playlist_id, snapshot, first_position, last_position from tbl_playlist_content order by all"))
                .containsExactly(
                        "33ufcdkmo0P1CQ3M6QtdAG|" + BIG_2 + "|0|null",
                        "37NHhNOKkwc0y28nriyHoI|" + SMALL_2 + "|0|null",
                        "7aaaaaaaaaaaaaaaaaaaa1|" + FOREIGN + "|0|null",
                        "7aaaaaaaaaaaaaaaaaaaa2|" + FOREIGN + "|0|null",
                        "8lBP78FNftf0CECfnfkGEi|" + EMPTY_1 + "|0|null");
        assertThat(query("select playlist_id, count(*) from v_current_playlist_items group by all order by all"))
                .containsExactly("33ufcdkmo0P1CQ3M6QtdAG|123", "37NHhNOKkwc0y28nriyHoI|13", "7aaaaaaaaaaaaaaaaaaaa1|2");
    }

    /** The current content is there also where nothing is loaded. */
    @Test
    void theContentIsFilledByTheMigrationAlone() throws Exception {
        app.runs().playlistUnchanged("p1");
        app.request("direct:record-run");

        assertThat(query("select playlist_id, snapshot from tbl_playlist_content order by all"))
                .containsExactly(
                        "33ufcdkmo0P1CQ3M6QtdAG|" + BIG_1,
                        "37NHhNOKkwc0y28nriyHoI|" + SMALL_1,
                        "7aaaaaaaaaaaaaaaaaaaa1|" + FOREIGN,
                        "7aaaaaaaaaaaaaaaaaaaa2|" + FOREIGN,
                        "8lBP78FNftf0CECfnfkGEi|" + EMPTY_1);
    }

    /** As the version before leaves it, which had applied two migrations. */
    private void makeItOfTheVersionBefore() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + first.warehouse());
                var statement = connection.createStatement()) {
            for (String table : List.of("tbl_album", "tbl_artists", "tbl_songs", "tbl_playlist")) {
                statement.execute("alter table " + table + " drop column told_by");
            }
            for (String column : List.of("last_position", "whole", "missing")) {
                statement.execute("alter table etl_load_playlists drop column " + column);
            }
            statement.execute("drop table etl_load_repaired");
            statement.execute("drop table tbl_playlist_content");
            statement.execute("delete from etl_migration where migration_name like 'migrate_003%'");
        }
    }

    @Test
    void aWarehouseOfTheVersionBeforeIsUpgradedInPlace() throws Exception {
        load(first.waiting().subList(0, 1));
        makeItOfTheVersionBefore();
        startAnew();

        load(first.waiting());

        assertTablesAreThoseOfTheFirstVersion();
        assertTheLedgerTellsOfAll();
        assertTheContentIsThatOfTheNewestReads();
    }

    /** A song that was added at such a time and at no other, one that was added later too, and one in order. */
    @Test
    void aSongIsNoLongerAddedBeforeThereWasASpotify() throws Exception {
        List<String> songs = query("select song_id, cast(song_added as varchar) from tbl_songs order by 1 limit 3");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + first.warehouse());
                var statement = connection.createStatement()) {
            for (String song : songs.subList(0, 2)) {
                statement.execute("update tbl_songs set song_added = '1970-01-01' where song_id = '"
                        + song.substring(0, song.indexOf('|')) + "'");
            }
            String one = songs.get(0).substring(0, songs.get(0).indexOf('|'));
            String other = songs.get(1).substring(0, songs.get(1).indexOf('|'));
            statement.execute("update tbl_playlist_items set added_at = '0001-01-01' where song_id = '" + one + "'");
            statement.execute("update tbl_playlist_items set added_at = '2019-05-06' where song_id = '" + other + "'");
            statement.execute("insert into tbl_playlist_items select 'p', 0, '" + other
                    + "', '1970-01-01', null, null, '2020-01-01', 'p_x' union all select 'p', 1, '" + other
                    + "', '2020-05-06', null, null, '2020-01-01', 'p_x'");
            app.runs().playlistUnchanged("p1");
            app.request("direct:record-run");

            assertThat(query("select song_id, cast(song_added as varchar) from tbl_songs order by 1 limit 3"))
                    .containsExactly(one + "|null", other + "|2019-05-06 00:00:00", songs.get(2));
        }
    }

    @Test
    void whatTheFirstVersionLoadsAgainOfALaterLoadIsToldAnew() throws Exception {
        load(first.waiting());
        Path replayed = folder.resolve("replayed.json");
        Path original = first.waiting().get(1);
        assertThat(original).hasFileName(SMALL_2 + ".json");
        Files.writeString(
                replayed,
                Files.readString(original)
                        .replace("\"replay\":false", "\"replay\":true")
                        .replace("\"null_item\":0", "\"null_item\":70")
                        .replace("\"seen\":13", "\"seen\":83"));
        first.load(List.of(replayed), "old-replay", "2026-12-01T06:00:00.000Z");

        // That version notes nothing of playlists: what was noted before stays.
        load(first.waiting());

        assertThat(query("select count(*) from etl_load_playlists")).containsExactly("6");
        assertThat(query("select entries from etl_load_skipped where reason = 'null_item' and snapshot = '" + SMALL_2
                        + "'"))
                .containsExactly("70");
        assertTablesAreThoseOfTheFirstVersion();
    }

    /** Somebody may have edited it; what they did must not be passed over in silence. */
    @Test
    void theSqlFolderOfTheFirstVersionIsRefusedInOneSentence() throws IOException {
        Path sql = first.folder.resolve("sql");
        assertThatThrownBy(() -> new SqlFiles(sql.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(sql.toString(), "earlier version", ".sql, ", "warehouse.sql-folder");

        // In the place of today's folder, beside the statements that all engines share.
        SqlCopy.with(folder.resolve("mixed"), "duckdb", "merge_mine", "select 1");
        try (var files = Files.list(sql)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve("mixed/duckdb").resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThatThrownBy(() -> new SqlFiles(folder.resolve("mixed/duckdb").toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("mixed/duckdb/", "earlier version", "_etl_load.sql stands in its place");
    }

    /** A single statement of it, edited, goes on working: here one that says itself what it merges. */
    @Test
    void aMergeOfTheFirstVersionGoesOnWorking() throws Exception {
        app.close();
        String merge = Files.readString(first.folder.resolve("sql/merge_songs.sql"));
        app = TestApplication.start(
                Files.createDirectories(folder.resolve("app")),
                Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)),
                Map.of(
                        "warehouse.url",
                        "jdbc:duckdb:" + first.warehouse(),
                        "warehouse.sql-folder",
                        SqlCopy.with(folder.resolve("edited"), "duckdb", "merge_songs", merge)));

        load(first.waiting());

        assertTablesAreThoseOfTheFirstVersion();
    }
}
