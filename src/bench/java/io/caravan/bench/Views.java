package io.caravan.bench;

import io.caravan.TestApplication;
import io.caravan.warehouse.LoadOrder;
import io.caravan.warehouse.SqlFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * What views take beside two years of items: all of them, those of one playlist and those of the last 30 days, the latter two beside a bare scan
 * of the rows of that filter. Each answer is read whole, every column of it, and as a line of maxima handed over.
 */
final class Views {
    private static final int DAYS = Integer.getInteger("bench.days", 730);
    private static final int ROUNDS = 3;
    private static final double GOAL = 2;
    /** Seconds after which a question about all of the history is given up. */
    private static final int PATIENCE = 120;

    private static final String ALL_OF = "select max(columns(*)) from ";

    /** Views over the history, and the column that tells of which day a row is; none where it tells of now or of all days. */
    private static final Map<String, String> DAY_OF = Map.of(
            "v_playlist_reads", "extracted_at",
            "v_playlist_days", "observed_on",
            "v_playlist_moves", "extracted_at",
            "v_playlist_churn", "extracted_at",
            "v_popularity_points", "extracted_at",
            "v_artist_shares", "extracted_at",
            "v_playlist_stays", "last_on",
            "v_playlist_songs", "last_on");

    private static final List<String> OF_PLAYLISTS = List.of(
            "v_playlist_reads",
            "v_playlist_days",
            "v_playlist_names",
            "v_playlist_moves",
            "v_playlist_churn",
            "v_playlist_stays",
            "v_playlist_songs",
            "v_popularity_points",
            "v_popularity_trends",
            "v_popularity_forecasts",
            "v_artist_shares",
            "v_playlist_summary",
            "v_playlist_decades",
            "v_current_playlist_items",
            "spotify_data");
    private static final List<String> OF_ALL =
            List.of("v_artists_by_entries", "v_songs_on_several_playlists", "v_album_performance");

    private final Statement warehouse;
    private final Goals goals;
    private final String playlist;
    private final String days;

    private Views(Statement warehouse, Goals goals, String playlist, String newest) {
        this.warehouse = warehouse;
        this.goals = goals;
        this.playlist = " where playlist_id = '" + playlist + "'";
        this.days = " >= timestamp '" + newest + "' - interval '29 days'";
    }

    /** Fills a warehouse, measures and deletes it. */
    static void print(Goals goals) throws Exception {
        Path database = Files.createDirectories(Path.of("target/bench")).resolve("views.duckdb");
        Files.deleteIfExists(database);
        try {
            fill(database);
            measure(database, goals);
        } finally {
            Files.deleteIfExists(database);
        }
    }

    private static void fill(Path database) throws Exception {
        History.fill(database, DAYS);
        LocalDate last = LocalDate.ofInstant(TestApplication.START, ZoneOffset.UTC).minusDays(1);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            run(statement, "create_tbl_");
            for (String sql : List.of(
                    """
                    insert into etl_load_playlists (snapshot, playlist_id, playlist_name, entries, whole)
                    select snapshot, left(snapshot, 22), 'A list', seen, true from etl_load""",
                    """
                    update tbl_playlist set playlist_name = 'A list', items_extracted_at = timestamp '%s'"""
                            .formatted(last),
                    """
                    insert into tbl_playlist_content (playlist_id, snapshot, first_position, extracted_at)
                    select left(snapshot, 22), snapshot, 0, extracted_at from etl_load where extracted_at = timestamp '%s'"""
                            .formatted(last),
                    """
                    update tbl_songs set song_name = 'Song ' || song_id, duration_ms = 200000, explicit = false,
                        album_id = left(song_id, 3), artist_id = left(song_id, 3)""",
                    """
                    insert into tbl_song_artists (song_id, position, artist_id) select song_id, 0, artist_id from tbl_songs""",
                    """
                    insert into tbl_artists (artist_id, artist_name)
                    select distinct artist_id, 'Artist ' || artist_id from tbl_songs""",
                    """
                    insert into tbl_album (album_id, album_name, release_date, total_tracks)
                    select distinct album_id, 'Album ' || album_id, date '1999-01-01', 12 from tbl_songs""")) {
                statement.execute(sql);
            }
        }
    }

    private static void run(Statement statement, String prefix) throws IOException, SQLException {
        var files = new SqlFiles("sql/duckdb");
        for (String name : new LoadOrder(files).lasting()) {
            if (name.startsWith(prefix)) {
                statement.execute(files.statement(name));
            }
        }
    }

    private static void measure(Path database, Goals goals) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            run(statement, "create_view_");
            statement.execute("set memory_limit = '8GB'");
            String playlist = text(statement, "select min(playlist_id) from tbl_playlist");
            String newest = text(statement, "select cast(cast(max(extracted_at) as date) as varchar) from etl_load");
            new Views(statement, goals, playlist, newest).measure();
        }
    }

    private void measure() throws SQLException {
        double ofPlaylist = scan(playlist);
        double ofDays = scan(" where extracted_at" + days);
        System.out.printf(
                "%nViews beside %s items, milliseconds: medians of %d%n%-32s %14s %8s %12s %8s%n",
                text(warehouse, "select format('{:,}', count(*)) from tbl_playlist_items"),
                ROUNDS,
                "",
                "one playlist",
                "× scan",
                "30 days",
                "× scan");
        System.out.printf("%-32s %14.0f %8s %12.0f%n", "a bare scan", ofPlaylist, "", ofDays);
        for (String view : OF_PLAYLISTS) {
            double one = time(ALL_OF + view + playlist, ROUNDS);
            goals.atMost(view + " of one playlist / a bare scan", one / ofPlaylist, GOAL);
            String column = DAY_OF.get(view);
            if (column == null) {
                System.out.printf("%-32s %14.0f %8.2f%n", view, one, one / ofPlaylist);
                continue;
            }
            double recent = time(ALL_OF + view + " where " + column + days, ROUNDS);
            goals.atMost(view + " of 30 days / a bare scan", recent / ofDays, GOAL);
            System.out.printf("%-32s %14.0f %8.2f %12.0f %8.2f%n", view, one, one / ofPlaylist, recent, recent / ofDays);
        }
        System.out.printf("%nAll of each, seconds, once%n%-32s %14.1f%n", "a bare scan", scan("") / 1e3);
        for (String view : Stream.concat(OF_PLAYLISTS.stream(), OF_ALL.stream()).toList()) {
            System.out.printf("%-32s %14s%n", view, whole(view));
        }
    }

    /** Returns seconds; what is over the memory or takes too long is told as such. */
    private String whole(String view) {
        var end = new Timer(true);
        end.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        try {
                            warehouse.cancel();
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                },
                PATIENCE * 1000L);
        try {
            return "%.1f".formatted(time(ALL_OF + view, 1) / 1e3);
        } catch (SQLException e) {
            return e.getMessage().lines().findFirst().orElse("").contains("Memory") ? "over 8 GB" : "over " + PATIENCE;
        } finally {
            end.cancel();
        }
    }

    /** The columns that views read, and no more. */
    private double scan(String filter) throws SQLException {
        return time(
                "select max(columns(*)) from (select playlist_id, extracted_at, snapshot, position, song_id, popularity"
                        + " from tbl_playlist_items" + filter + ")",
                ROUNDS);
    }

    /** Returns milliseconds, the median of some rounds behind one that warms the file's pages. */
    private double time(String sql, int rounds) throws SQLException {
        var times = new double[rounds];
        for (int round = rounds == 1 ? 0 : -1; round < rounds; round++) {
            long start = System.nanoTime();
            try (var rows = warehouse.executeQuery(sql)) {
                rows.next();
            }
            if (round >= 0) {
                times[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[rounds / 2];
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Measures in a file that is there already. */
    public static void main(String[] arguments) throws Exception {
        var goals = new Goals();
        measure(Path.of(arguments[0]), goals);
        goals.print();
    }
}
