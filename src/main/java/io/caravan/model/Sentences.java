package io.caravan.model;

/** Sentences that several columns share. */
final class Sentences {
    static final String ALBUM_ID = "Id of the album at Spotify";
    static final String ARTIST_ID = "Id of the artist at Spotify";
    static final String PLAYLIST_ID = "Id of the playlist at Spotify";
    static final String SONG_ID = "Id of the track at Spotify";
    static final String NAME = "Name, as Spotify gives it";
    static final String URL = "Page at Spotify";
    static final String POPULARITY = "0 to 100, null where Spotify gives none";
    static final String POSITION = "Place, from 0";
    static final String EXTRACTED_AT = "When the read began that the row comes from, UTC";
    static final String SNAPSHOT = "Snapshot that the row comes from; etl_load tells more of it";
    static final String TOLD_BY =
            "Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out,"
                    + " nothing, a hyphen where no snapshot told it, or time and name of the one that did";
    static final String RUN_ID = "Run that did it";
    static final String ROWS_OF = "Rows in the snapshot of tbl_";
    static final String SKIPPED_FOR = "Entries skipped: ";
    static final String TABLE_NAME =
            "Label of the table: album, artists, songs, song_artists, playlist or playlist_items";

    private Sentences() {}
}
