package io.caravan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that a warehouse holds, cell by cell. */
public final class Tables {
    /** The six that hold rows. */
    public static final List<String> ROWS =
            List.of("tbl_album", "tbl_artists", "tbl_songs", "tbl_song_artists", "tbl_playlist", "tbl_playlist_items");
    /** The six, and the ledger. */
    public static final List<String> LOADED =
            Stream.concat(ROWS.stream(), Stream.of("etl_load")).toList();
    /** The ledger but for which run loaded a snapshot and when. */
    private static final String LEDGER =
            "snapshot, raw_key, raw_sha256, extracted_at, consistent, album_rows, artists_rows, songs_rows,"
                    + " song_artists_rows, playlist_rows, playlist_items_rows, seen, skipped_null_item, skipped_local_file,"
                    + " skipped_episode, skipped_no_id, rejected, transform_version from etl_load";

    private Tables() {}

    /** Returns the rows of each table, sorted as texts; of the ledger all but {@code run_id} and {@code loaded_at}. */
    public static Map<String, List<String>> all(Connection connection) throws SQLException {
        var all = new TreeMap<String, List<String>>();
        for (String table : ROWS) {
            all.put(table, rows(connection, "select * from " + table));
        }
        all.put("etl_load", rows(connection, "select " + LEDGER));
        return all;
    }

    /** Returns the rows of a query, sorted as texts. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(String.join("|", Cells.of(result)));
            }
        }
        return rows.stream().sorted().toList();
    }
}
