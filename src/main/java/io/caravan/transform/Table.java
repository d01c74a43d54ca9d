package io.caravan.transform;

import java.util.List;
import java.util.stream.Stream;

/**
 * The six tables that a snapshot fills, each with the columns of its CSV file in their order. Every table ends in {@code
 * extracted_at} (UTC, {@code yyyy-MM-dd HH:mm:ss.SSS}) and {@code snapshot} (the name of the snapshot a row comes from).
 */
public enum Table {
    ALBUM("album", "album_id", "album_name", "release_date", "release_date_precision", "total_tracks", "url"),
    ARTISTS("artist", "artist_id", "artist_name", "url"),
    SONGS(
            "songs",
            "song_id",
            "song_name",
            "duration_ms",
            "url",
            "popularity",
            "explicit",
            "isrc",
            "song_added",
            "album_id",
            "artist_id"),
    SONG_ARTISTS("song_artists", "song_id", "position", "artist_id"),
    PLAYLIST(
            "playlist",
            "playlist_id",
            "playlist_name",
            "owner_id",
            "snapshot_id",
            "total_items",
            "url",
            "items_extracted_at"),
    PLAYLIST_ITEMS("playlist_items", "playlist_id", "position", "song_id", "added_at", "added_by", "popularity");

    private final String folder;
    private final List<String> columns;

    Table(String folder, String... columns) {
        this.folder = folder + "_data";
        this.columns = Stream.concat(Stream.of(columns), Stream.of("extracted_at", "snapshot"))
                .toList();
    }

    /** Returns the name without {@code tbl_}, as SQL files and stage tables use it: {@code playlist_items}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns the folder of the table's CSV files under {@code transformed_data/}: {@code playlist_items_data}. */
    public String folder() {
        return folder;
    }

    /** Returns the columns of the CSV file, in their order. */
    public List<String> columns() {
        return columns;
    }
}
