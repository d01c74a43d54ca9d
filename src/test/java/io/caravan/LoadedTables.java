package io.caravan;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables of a warehouse, held against what they must hold. */
public final class LoadedTables {
    private static final DateTimeFormatter EXTRACTED_AT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int ID_LENGTH = 22;

    private LoadedTables() {}

    /** Compares the DuckDB file in a folder, whose snapshots are all of one day. */
    static Difference difference(Path folder, ExpectedTables expected, LocalDate day) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            return difference(connection, expected, extractedAt -> day);
        }
    }

    /**
     * Compares all tables. A playlist that was read twice on one day, since the process died before it could remember the first
     * read, has two snapshots, and each of them has to be whole.
     *
     * @param day on which calendar day of the simulator a snapshot was read, by its time of extraction
     */
    public static Difference difference(
            Connection connection, ExpectedTables expected, Function<Instant, LocalDate> day) throws SQLException {
        return items(connection, expected, day)
                .plus(
                        Difference.between(
                                expected.albums(),
                                rows(
                                        connection,
                                        "album_id, album_name, release_date, release_date_precision, total_tracks, url from tbl_album")))
                .plus(Difference.between(
                        expected.artists(), rows(connection, "artist_id, artist_name, url from tbl_artists")))
                .plus(Difference.between(
                        expected.songs(),
                        rows(
                                connection,
                                "song_id, song_name, duration_ms, url, popularity, explicit, isrc, song_added, album_id,"
                                        + " artist_id from tbl_songs")))
                .plus(Difference.between(
                        expected.songArtists(), rows(connection, "song_id, position, artist_id from tbl_song_artists")))
                .plus(
                        Difference.between(
                                expected.playlists(),
                                rows(
                                        connection,
                                        "playlist_id, playlist_name, owner_id, snapshot_id, total_items, url from tbl_playlist")))
                .plus(Difference.between(
                        expected.currentItems(),
                        rows(
                                connection,
                                "playlist_id, position, song_id, added_at, added_by, popularity from"
                                        + " v_current_playlist_items")));
    }

    private static Difference items(Connection connection, ExpectedTables expected, Function<Instant, LocalDate> day)
            throws SQLException {
        List<String> should = new ArrayList<>();
        var unseen = expected.readings();
        for (String snapshot : rows(connection, "snapshot from etl_load")) {
            String playlist = snapshot.substring(0, ID_LENGTH);
            LocalDate read = day.apply(EXTRACTED_AT.parse(snapshot.substring(ID_LENGTH + 1), Instant::from));
            unseen.remove(playlist + " " + read);
            expected.items(playlist, read).forEach(row -> should.add(snapshot + "|" + row));
        }
        for (String reading : unseen) {
            String[] parts = reading.split(" ", 2);
            expected.items(parts[0], LocalDate.parse(parts[1])).forEach(row -> should.add("no snapshot|" + row));
        }
        return Difference.between(
                should,
                rows(
                        connection,
                        "snapshot, playlist_id, position, song_id, added_at, added_by, popularity from"
                                + " tbl_playlist_items"));
    }

    private static List<String> rows(Connection connection, String select) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var result = connection.createStatement().executeQuery("select " + select)) {
            while (result.next()) {
                rows.add(String.join("|", Cells.of(result)));
            }
        }
        return rows;
    }
}
