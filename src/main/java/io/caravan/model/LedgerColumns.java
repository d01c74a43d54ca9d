package io.caravan.model;

import static io.caravan.model.Column.flag;
import static io.caravan.model.Column.integer;
import static io.caravan.model.Column.longInteger;
import static io.caravan.model.Column.text;
import static io.caravan.model.Column.timestamp;

import java.util.List;

/** The columns of what manifests tell of the snapshots that were loaded. */
final class LedgerColumns {
    private LedgerColumns() {}

    /** Returns those of {@link Table#ETL_LOAD}. */
    static List<Column> load() {
        return List.of(
                text(1, "snapshot", Sentences.SNAPSHOT).key(),
                text(2, "raw_key", "Raw object in the lake"),
                text(3, "raw_sha256", "SHA-256 of its bytes, hexadecimal").required(),
                timestamp(4, "extracted_at", Sentences.EXTRACTED_AT).required(),
                text(5, "run_id", Sentences.RUN_ID),
                timestamp(6, "loaded_at", "When it was loaded, UTC").required(),
                flag(7, "consistent", "Whether the playlist stood still while it was read"),
                longInteger(8, "album_rows", Sentences.ROWS_OF + "album"),
                longInteger(9, "artists_rows", Sentences.ROWS_OF + "artists"),
                longInteger(10, "songs_rows", Sentences.ROWS_OF + "songs"),
                longInteger(11, "song_artists_rows", Sentences.ROWS_OF + "song_artists"),
                longInteger(12, "playlist_rows", Sentences.ROWS_OF + "playlist"),
                longInteger(13, "playlist_items_rows", Sentences.ROWS_OF + "playlist_items"),
                longInteger(14, "seen", "Entries in the raw object"),
                longInteger(15, "skipped_null_item", Sentences.SKIPPED_FOR + "null_item"),
                longInteger(16, "skipped_local_file", Sentences.SKIPPED_FOR + "local_file"),
                longInteger(17, "skipped_episode", Sentences.SKIPPED_FOR + "episode"),
                longInteger(18, "skipped_no_id", Sentences.SKIPPED_FOR + "no_id"),
                longInteger(19, "rejected", "Entries whose values do not fit"),
                integer(20, "transform_version", "Version of the transform that made the rows")
                        .migration(1),
                flag(21, "replay", "Whether it replaces what was loaded of the snapshot")
                        .onlyStaged(),
                flag(22, "tells_playlists", "Whether its manifest tells of playlists and of what was withheld")
                        .onlyStaged());
    }

    /** Returns those of {@link Table#ETL_LOAD_ROWS}. */
    static List<Column> rows() {
        return List.of(
                text(1, "snapshot", Sentences.SNAPSHOT).key().migration(2),
                text(2, "table_name", Sentences.TABLE_NAME).key(),
                longInteger(3, "row_count", "Rows in its CSV file").required());
    }

    /** Returns those of {@link Table#ETL_LOAD_SKIPPED}. */
    static List<Column> skipped() {
        return List.of(
                text(1, "snapshot", Sentences.SNAPSHOT).key().migration(2),
                text(2, "reason", "null_item, local_file, episode, no_id or not_track")
                        .key(),
                longInteger(3, "entries", "Entries skipped").required());
    }

    /** Returns those of {@link Table#ETL_LOAD_PLAYLISTS}. */
    static List<Column> playlists() {
        return List.of(
                text(1, "snapshot", Sentences.SNAPSHOT).key().migration(2),
                text(2, "playlist_id", Sentences.PLAYLIST_ID).key(),
                text(3, "playlist_name", Sentences.NAME),
                longInteger(
                        4, "first_position", "Position of its first entry; null where it has none or nobody noted it"),
                longInteger(5, "entries", "Its entries of all kinds; null where nobody noted it"),
                longInteger(6, "total", "Number of items that Spotify tells"),
                longInteger(7, "last_position", "Position of its last entry; null where it has none or nobody noted it")
                        .migration(3),
                flag(
                                8,
                                "whole",
                                "Whether this is all of the playlist and not a part; null where nobody noted it, which counts as yes")
                        .migration(3),
                longInteger(9, "missing", "Places of a whole read that Spotify told of and gave no entry for")
                        .migration(3),
                timestamp(
                                10,
                                "items_removed_at",
                                "When its items were removed as warehouse.history-days says, UTC; null where they are there")
                        .migration(4));
    }

    /** Returns those of {@link Table#ETL_LOAD_WITHHELD}. */
    static List<Column> withheld() {
        return List.of(
                text(1, "snapshot", Sentences.SNAPSHOT).key().migration(2),
                text(2, "playlist_id", "Playlist whose rows they are; empty where the column is of no playlist")
                        .key(),
                text(3, "table_name", Sentences.TABLE_NAME).key(),
                text(4, "column_name", "Column that was withheld").key());
    }

    /** Returns those of {@link Table#ETL_LOAD_REPAIRED}. */
    static List<Column> repaired() {
        return List.of(
                text(1, "snapshot", Sentences.SNAPSHOT).key().migration(3),
                text(2, "field", "Field in the answer of Spotify").key(),
                longInteger(3, "value_count", "Values repaired").required());
    }
}
