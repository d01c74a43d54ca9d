package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of objects that hold a part of a playlist, or that leave something of it out. */
class PartsOfPlaylistsTest {
    private static final String PLAYLIST = "pagesxxxxxxxxxxxxxxxxx";

    @TempDir
    Path folder;

    private TestApplication app;

    @BeforeEach
    void start() {
        app = TestApplication.start(folder, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), Map.of());
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private static String track(int number, String more) {
        return """
                {"added_at":"2024-01-02T03:04:05Z","is_local":false,"track":{"id":"pg%d","name":"Song %d","type":"track",
                "duration_ms":180000,"explicit":false,"album":{"id":"al","name":"Album"}%s}}""".formatted(number, number, more);
    }

    private static String page(int offset, int entries, int total, String more) {
        return """
                {"href":"https://api.spotify.com/v1/playlists/%s/tracks?offset=%d","offset":%d,"total":%d,"items":[%s]}""".formatted(
                        PLAYLIST,
                        offset,
                        offset,
                        total,
                        IntStream.range(offset, offset + entries)
                                .mapToObj(number -> track(number, more))
                                .collect(Collectors.joining(",")));
    }

    private RunSummary load() throws InterruptedException {
        app.runs().begin();
        app.drainInbox();
        app.request("direct:load-warehouse");
        return app.runs().summary();
    }

    private List<String> query(String sql) throws SQLException {
        try (var warehouse = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            return Tables.rows(warehouse, sql);
        }
    }

    @Test
    void pagesOfOnePlaylistInAnObjectEachBecomeOneContentAndUntilThenTheRunsEndPartlyDone() throws Exception {
        app.drop("list_2024-05-01_page0.json", page(0, 2, 6, ""));
        app.drop("list_2024-05-01_page2.json", page(4, 2, 6, ""));
        RunSummary first = load();
        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(first.findings()).hasSize(2).allMatch(finding -> finding.contains("2 of 6 entries"));
        assertThat(query("select song_id from v_current_playlist_items")).isEmpty();

        app.drop("list_2024-05-01_page1.json", page(2, 2, 6, ""));
        assertThat(load().exitCode()).isZero();
        assertThat(query("select position, song_id from v_current_playlist_items"))
                .containsExactly("0|pg0", "1|pg1", "2|pg2", "3|pg3", "4|pg4", "5|pg5");

        app.drop("list_2024-05-02_page0.json", page(0, 2, 5, ""));
        assertThat(load().exitCode()).isEqualTo(3);
        assertThat(query("select count(*) from v_current_playlist_items")).containsExactly("6");
        assertThat(load().exitCode()).as("nothing was loaded").isZero();
    }

    @Test
    void whatAnObjectLeavesOutStaysAsItWasToldBefore() throws Exception {
        String told =
                ",\"popularity\":50,\"artists\":[{\"id\":\"ar1\",\"name\":\"A\"},{\"id\":\"ar2\",\"name\":\"B\"}]";
        app.drop("a_2024-05-01.json", """
                {"id":"%s","name":"Morning","snapshot_id":"v1","owner":{"id":"anna"},"external_urls":{"spotify":"https://p"},
                "tracks":%s}""".formatted(PLAYLIST, page(0, 2, 2, told)));
        assertThat(load().exitCode()).isZero();
        List<String> before = query("select playlist_name, owner_id, snapshot_id, url from tbl_playlist");
        assertThat(before).singleElement().asString().startsWith("Morning|").endsWith("|v1|https://p");

        app.drop("b_2024-05-02.json", page(0, 1, 1, ""));
        assertThat(load().exitCode()).isZero();

        assertThat(query("select playlist_name, owner_id, snapshot_id, url from tbl_playlist"))
                .isEqualTo(before);
        assertThat(query("select total_items, cast(items_extracted_at as varchar) from tbl_playlist"))
                .containsExactly("1|2024-05-02 00:00:00");
        assertThat(query("select playlist_name, song_id from v_current_playlist_items"))
                .containsExactly("Morning|pg0");
        assertThat(query("select song_id, popularity, artist_id from tbl_songs"))
                .containsExactly("pg0|50|ar1", "pg1|50|ar1");
        assertThat(query("select song_id, position, artist_id from tbl_song_artists"))
                .containsExactly("pg0|0|ar1", "pg0|1|ar2", "pg1|0|ar1", "pg1|1|ar2");
    }
}
