package io.caravan.bench;

import io.caravan.TestApplication;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What grows day by day in a warehouse: the ledger and the items of 50 playlists of 2,000 songs, read each day, with ids of the songs
 * and playlists. The other tables are empty or for the load to create, and no song of a later load is among these.
 */
final class History {
    private static final int PLAYLISTS = 50;
    private static final int ENTRIES = 2_000;

    private History() {}

    /** Returns how many rows of items so many days have. */
    static long items(int days) {
        return (long) days * PLAYLISTS * ENTRIES;
    }

    /** Writes the warehouse, whose last day is the one before the load's; its ledger's rows are those without a raw key. */
    static void fill(Path database, int days) throws Exception {
        LocalDate first = LocalDate.ofInstant(TestApplication.START, ZoneOffset.UTC).minusDays(days);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("songs", "playlist", "playlist_items", "etl_load", "etl_migration")) {
                statement.execute(DuckDbLoad.sql("create_tbl_" + table));
            }
            statement.execute(
                    """
                    insert into tbl_songs (song_id, extracted_at, snapshot)
                    select left(md5('s' || n), 22), timestamp '%s', 'old' from range(%d) as t(n)"""
                            .formatted(first, PLAYLISTS * ENTRIES));
            statement.execute(
                    """
                    insert into tbl_playlist (playlist_id, extracted_at, snapshot)
                    select left(md5('p' || n), 22), timestamp '%s', 'old' from range(%d) as t(n)"""
                            .formatted(first, PLAYLISTS));
            for (int day = 0; day < days; day++) {
                statement.execute(
                        """
                        insert into etl_load (snapshot, raw_sha256, extracted_at, loaded_at, seen, playlist_items_rows,
                            skipped_null_item, skipped_local_file, skipped_episode, skipped_no_id, rejected)
                        select left(md5('p' || n), 22) || '_%2$d', 'old', day, day, %3$d, %3$d, 0, 0, 0, 0, 0
                        from range(%1$d) as t(n), (select timestamp '%4$s' as day)"""
                                .formatted(PLAYLISTS, day, ENTRIES, first.plusDays(day)));
                statement.execute(
                        """
                        insert into tbl_playlist_items (playlist_id, position, song_id, added_at, added_by, popularity, extracted_at, snapshot)
                        select playlist_id, n %% %3$d, left(md5('s' || n), 22), timestamp '2025-01-01', 'u', 50,
                            timestamp '%4$s', playlist_id || '_%2$d'
                        from (select n, left(md5('p' || n // %3$d), 22) as playlist_id from range(%1$d) as t(n))"""
                                .formatted(PLAYLISTS * ENTRIES, day, ENTRIES, first.plusDays(day)));
            }
        }
    }
}
