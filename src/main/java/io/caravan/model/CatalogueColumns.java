package io.caravan.model;

import static io.caravan.model.Column.date;
import static io.caravan.model.Column.flag;
import static io.caravan.model.Column.integer;
import static io.caravan.model.Column.longInteger;
import static io.caravan.model.Column.text;
import static io.caravan.model.Column.timestamp;

import java.util.List;

/** The columns of what playlists hold: albums, artists and songs. */
final class CatalogueColumns {
    private CatalogueColumns() {}

    /** Returns those of {@link Table#ALBUM}. */
    static List<Column> album() {
        return List.of(
                text(1, "album_id", Sentences.ALBUM_ID).key(),
                text(2, "album_name", Sentences.NAME),
                date(3, "release_date", "Day of release; the first of the month or year where the precision says so"),
                text(4, "release_date_precision", "year, month or day").toldWith("release_date"),
                integer(5, "total_tracks", "Number of tracks"),
                text(6, "url", Sentences.URL),
                timestamp(7, "extracted_at", Sentences.EXTRACTED_AT).required(),
                text(8, "snapshot", Sentences.SNAPSHOT).required(),
                text(9, "told_by", Sentences.TOLD_BY).onlyInTable().migration(3));
    }

    /** Returns those of {@link Table#ARTISTS}. */
    static List<Column> artists() {
        return List.of(
                text(1, "artist_id", Sentences.ARTIST_ID).key(),
                text(2, "artist_name", Sentences.NAME),
                text(3, "url", Sentences.URL),
                timestamp(4, "extracted_at", Sentences.EXTRACTED_AT).required(),
                text(5, "snapshot", Sentences.SNAPSHOT).required(),
                text(6, "told_by", Sentences.TOLD_BY).onlyInTable().migration(3));
    }

    /** Returns those of {@link Table#SONGS}. */
    static List<Column> songs() {
        return List.of(
                text(1, "song_id", Sentences.SONG_ID).key(),
                text(2, "song_name", Sentences.NAME),
                longInteger(3, "duration_ms", "Length in milliseconds"),
                text(4, "url", Sentences.URL),
                integer(5, "popularity", Sentences.POPULARITY),
                flag(6, "explicit", "Whether the lyrics are"),
                text(7, "isrc", "International Standard Recording Code"),
                timestamp(8, "song_added", "Earliest time at which any playlist had it, UTC")
                        .earliest(),
                text(9, "album_id", Sentences.ALBUM_ID).in("album"),
                text(10, "artist_id", Sentences.ARTIST_ID).in("artists"),
                timestamp(11, "extracted_at", Sentences.EXTRACTED_AT).required(),
                text(12, "snapshot", Sentences.SNAPSHOT).required(),
                text(13, "told_by", Sentences.TOLD_BY).onlyInTable().migration(3));
    }

    /** Returns those of {@link Table#SONG_ARTISTS}. */
    static List<Column> songArtists() {
        return List.of(
                text(1, "song_id", Sentences.SONG_ID).key().in("songs"),
                integer(2, "position", Sentences.POSITION).key(),
                text(3, "artist_id", Sentences.ARTIST_ID).required().in("artists"),
                timestamp(4, "extracted_at", Sentences.EXTRACTED_AT).required(),
                text(5, "snapshot", Sentences.SNAPSHOT).required());
    }
}
