package io.caravan.model;

import static io.caravan.model.Column.integer;
import static io.caravan.model.Column.longInteger;
import static io.caravan.model.Column.text;
import static io.caravan.model.Column.timestamp;

import java.util.List;

/** The columns of playlists and of what they hold at which time. */
final class PlaylistColumns {
    private PlaylistColumns() {}

    /** Returns those of {@link Table#PLAYLIST}. */
    static List<Column> playlist() {
        return List.of(
                text(1, "playlist_id", Sentences.PLAYLIST_ID).key(),
                text(2, "playlist_name", Sentences.NAME),
                text(3, "owner_id", "Owner, hashed unless lake.user-ids is keep"),
                text(4, "snapshot_id", "Version of the playlist at Spotify"),
                integer(5, "total_items", "Number of items that Spotify tells"),
                text(6, "url", Sentences.URL),
                timestamp(
                        7,
                        "items_extracted_at",
                        "Time of the newest snapshot of its current content, tbl_playlist_content; null where it has none"),
                timestamp(8, "extracted_at", Sentences.EXTRACTED_AT).required(),
                text(9, "snapshot", Sentences.SNAPSHOT).required(),
                text(10, "told_by", Sentences.TOLD_BY).onlyInTable().migration(3));
    }

    /** Returns those of {@link Table#PLAYLIST_ITEMS}. */
    static List<Column> items() {
        return List.of(
                text(1, "playlist_id", Sentences.PLAYLIST_ID).key().in("playlist"),
                integer(2, "position", Sentences.POSITION).key(),
                text(3, "song_id", Sentences.SONG_ID).required().in("songs"),
                timestamp(4, "added_at", "When the item was added, UTC"),
                text(5, "added_by", "Who added it, hashed unless lake.user-ids is keep"),
                integer(6, "popularity", Sentences.POPULARITY),
                timestamp(7, "extracted_at", Sentences.EXTRACTED_AT).required(),
                text(8, "snapshot", Sentences.SNAPSHOT).key());
    }

    /** Returns those of {@link Table#PLAYLIST_CONTENT}. */
    static List<Column> content() {
        return List.of(
                text(1, "playlist_id", Sentences.PLAYLIST_ID).key().migration(3),
                text(2, "snapshot", "Snapshot whose items they are; etl_load tells more of it")
                        .key(),
                longInteger(3, "first_position", "First of these positions, from 0")
                        .key(),
                longInteger(
                        4, "last_position", "Last of these positions; null where the snapshot is the whole content"),
                timestamp(5, "extracted_at", "When the read of that snapshot began, UTC"));
    }
}
