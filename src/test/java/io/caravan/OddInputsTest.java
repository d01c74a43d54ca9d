package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects with something odd in them that was seen in the field, from the inbox into the tables: rows and exit code. */
class OddInputsTest {
    private static final Path INPUTS = Path.of("src/test/resources/odd-inputs");

    @TempDir
    Path folder;

    private TestApplication app;

    @BeforeEach
    void start() {
        app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), Map.of());
    }

    @AfterEach
    void close() {
        app.close();
    }

    private void drop(String file, String name) throws IOException {
        app.drop(name, Files.readAllBytes(INPUTS.resolve(file)));
    }

    /** Transforms and loads what was dropped, without Spotify. */
    private RunSummary run() throws InterruptedException {
        app.runs().begin();
        app.drainInbox();
        app.request("direct:load-warehouse");
        RunSummary summary = app.runs().summary();
        app.clock.advance(Duration.ofMinutes(1));
        return summary;
    }

    /** Asks the warehouse, which is free again once the application has ended. */
    private List<String> rows(String select) throws SQLException {
        app.close();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement();
                var found = statement.executeQuery(select)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(Cells.of(found).toString());
            }
            return rows;
        }
    }

    @Test
    void anAccountsExportIsRefusedByWhatItIsAndMakesNoPlaylist() throws Exception {
        drop("account-export/Playlist1_part.json", "Playlist1_part.json");

        RunSummary run = run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("account data export"));
        assertThat(run.snapshotsLoaded()).isZero();
    }

    @Test
    void aTimeBeforeSpotifyIsNoneAtWhichASongWasAdded() throws Exception {
        drop("added-at-epoch/chart.json", "chart_2024-01-01.json");
        assertThat(run().exitCode()).isZero();
        drop("added-at-epoch/normal.json", "normal_2024-01-02.json");
        assertThat(run().exitCode()).isZero();

        assertThat(rows("select song_added from tbl_songs")).containsExactly("[2023-05-05 00:00:00]");
        assertThat(rows("select * from v_songs_added_per_month"))
                .singleElement()
                .asString()
                .contains("2023");
    }

    @Test
    void aPageWithoutThePlaylistsOwnFactsLeavesThemAsTheyWere() throws Exception {
        app.drop("known_2024-01-01.json", """
                {"id":"33ufcdkmo0P1CQ3M6QtdAG","name":"Morning Caravan","type":"playlist","snapshot_id":"s1","owner":{"id":"olga"},
                "external_urls":{"spotify":"u"},"tracks":{"total":0,"items":[]}}""");
        assertThat(run().exitCode()).isZero();
        drop("bare-page-over-known-playlist/barepage.json", "barepage_2024-01-02.json");
        assertThat(run().exitCode()).isZero();

        assertThat(rows("select playlist_name, snapshot_id, url, owner_id is null, total_items from tbl_playlist"))
                .containsExactly("[Morning Caravan, s1, u, false, 1]");
        assertThat(rows("select playlist_name, song_id from v_current_playlist_items"))
                .containsExactly("[Morning Caravan, pgname]");
    }

    @Test
    void chaptersAndAudiobooksAreNoSongs() throws Exception {
        drop("chapter-and-audiobook/list.json", "list.json");

        RunSummary run = run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.skipped()).containsEntry("not_track", 2L);
        assertThat(rows("select song_id from tbl_songs")).containsExactly("[ok1]");
        assertThat(rows("select reason, entries from etl_load_skipped where entries > 0"))
                .containsExactly("[not_track, 2]");
    }

    @Test
    void aFindingIsToldByTheRunThatBroughtItAlone() throws Exception {
        drop("finding-for-ever/bad.json", "bad.json");
        RunSummary bad = run();
        assertThat(bad.exitCode()).isEqualTo(3);
        assertThat(bad.findings()).anyMatch(finding -> finding.contains("popularity is 0 to 100"));

        drop("finding-for-ever/later.json", "later.json");
        RunSummary later = run();
        assertThat(later.exitCode()).isZero();
        assertThat(later.findings()).isEmpty();
    }

    @Test
    void wholeNumbersMayHaveAFractionOfNothing() throws Exception {
        drop("integers-as-floats/pandas.json", "pandas.json");

        RunSummary run = run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.rejected()).isZero();
        assertThat(rows("select song_id, popularity from v_current_playlist_items order by position")
                        .subList(0, 1))
                .containsExactly("[f1, 73]");
        assertThat(rows("select count(*) from tbl_playlist_items")).containsExactly("[3]");
    }

    @Test
    void anOffsetInANameMakesItsTimeAnInstant() throws Exception {
        drop("offset-in-name/raw_2024-01-05T09:30:00+05:30.json", "raw_2024-01-05T09:30:00+05:30.json");
        drop("offset-in-name/raw_2024-01-05T09-30-00+0530.json", "raw_2024-01-05T09-30-00+0530.json");

        assertThat(run().exitCode()).isZero();

        assertThat(rows("select distinct extracted_at from etl_load")).containsExactly("[2024-01-05 04:00:00]");
    }

    @Test
    void pagesOfOnePlaylistInAnObjectEachAreOneContent() throws Exception {
        drop("one-file-per-page/list_2024-05-01_page0.json", "list_2024-05-01_page0.json");
        drop("one-file-per-page/list_2024-05-01_page2.json", "list_2024-05-01_page2.json");
        RunSummary part = run();
        assertThat(part.exitCode()).isEqualTo(3);
        assertThat(part.findings()).allMatch(finding -> finding.contains("2 of 6 entries"));
        drop("one-file-per-page/list_2024-05-01_page1.json", "list_2024-05-01_page1.json");
        assertThat(run().exitCode()).isZero();

        assertThat(rows("select position from v_current_playlist_items order by position"))
                .containsExactly("[0]", "[1]", "[2]", "[3]", "[4]", "[5]");
    }

    @Test
    void anOddDateOfAnAlbumLeavesTheSongInItsPlaylist() throws Exception {
        drop("release-date-as-number/year.json", "year.json");

        RunSummary run = run();

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.repaired()).containsEntry("album.release_date", 1L);
        assertThat(rows("select song_id from v_current_playlist_items order by position"))
                .containsExactly("[y1]", "[y2]");
        assertThat(rows("select release_date, release_date_precision from tbl_album where album_id = 'aly1'"))
                .containsExactly("[2020-01-01, year]");
        assertThat(rows("select field, value_count from etl_load_repaired")).containsExactly("[album.release_date, 1]");
    }

    @Test
    void whatLiesInAFolderOfADayIsTaken() throws Exception {
        drop("subfolder-of-inbox/2024_11_sub.json", "2024/11/02/sub.json");

        assertThat(run().exitCode()).isZero();

        assertThat(rows("select playlist_id, extracted_at from tbl_playlist"))
                .containsExactly("[unknown:sub, 2024-11-02 00:00:00]");
    }
}
