package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of the history a question reads: what it asks for, not all that is there. Counted by the engine itself. */
class ViewScansTest {
    private static final String ONE_PLAYLIST = " where playlist_id = 'p7'";
    private static final String LAST_DAYS = " where extracted_at >= timestamp '2025-11-21'";
    private static final int PLAYLISTS = 60;
    private static final int DAYS = 40;
    private static final int ENTRIES = 1_000;

    @TempDir
    static Path folder;

    private static Connection warehouse;

    /** A history written in the order of the days, so long that a day is less than what the engine skips as a whole. */
    @BeforeAll
    static void makeHistory() throws SQLException {
        warehouse = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
        var files = new SqlFiles("sql/duckdb");
        for (String name : new LoadOrder(files).lasting()) {
            run(files.statement(name));
        }
        run("create table reads as select 'p' || p as playlist_id, 'p' || p || '_' || d as snapshot,"
                + " timestamp '2025-11-11 06:00:00' + to_days(d::integer) + to_seconds(p) as extracted_at, p, d"
                + " from range(" + PLAYLISTS + ") as a(p), range(" + DAYS + ") as b(d)");
        run("insert into etl_load (snapshot, extracted_at) select snapshot, extracted_at from reads");
        run("insert into etl_load_playlists (snapshot, playlist_id, entries, whole) select snapshot, playlist_id, "
                + ENTRIES + ", true from reads");
        run("insert into tbl_playlist_items (playlist_id, position, song_id, popularity, extracted_at, snapshot)"
                + " select playlist_id, i, 's' || (i + d // 3), i, extracted_at, snapshot from reads, range(" + ENTRIES
                + ") as c(i) order by d, p, i");
        run(
                "insert into tbl_song_artists (song_id, position, artist_id) select 's' || i, 0, 'a' from range(2000) as d(i)");
    }

    @AfterAll
    static void close() throws SQLException {
        warehouse.close();
    }

    private static void run(String sql) throws SQLException {
        try (var statement = warehouse.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v_playlist_moves",
                "v_playlist_churn",
                "v_playlist_stays",
                "v_playlist_songs",
                "v_popularity_points",
                "v_popularity_trends",
                "v_popularity_forecasts",
                "v_artist_shares"
            })
    void aQuestionForOnePlaylistReadsItsHistoryAlone(String view) throws Exception {
        assertThat(scanned("select * from " + view + ONE_PLAYLIST)).isBetween(1L, DAYS * ENTRIES * 11L / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v_playlist_moves", "v_playlist_churn", "v_artist_shares"})
    void aQuestionForThirtyDaysReadsThese(String view) throws Exception {
        assertThat(scanned("select * from " + view + LAST_DAYS)).isBetween(1L, 30L * PLAYLISTS * ENTRIES * 11 / 10);
    }

    private static long scanned(String query) throws Exception {
        try (var statement = warehouse.createStatement();
                var plan = statement.executeQuery("explain (analyze, format json) " + query)) {
            plan.next();
            return scanned(new ObjectMapper().readTree(plan.getString(2)).at("/operator/0"));
        }
    }

    private static long scanned(JsonNode operator) {
        boolean isHistory = operator.at("/extra_info/Table").asText().endsWith("tbl_playlist_items");
        long rows = isHistory ? operator.path("intermediate_rows").asLong() : 0;
        for (JsonNode child : operator.path("children")) {
            rows += scanned(child);
        }
        return rows;
    }
}
