package io.caravan.transform;

import java.util.Locale;

/** The names of fields that mean something to the transform, in Spotify's answers and in Caravan's own header. */
enum Name {
    ADDED_AT,
    ADDED_BY,
    ALBUM,
    ARTISTS,
    CARAVAN,
    CONSISTENT,
    DURATION_MS,
    ERROR,
    EXPLICIT,
    EXTERNAL_IDS,
    EXTERNAL_URLS,
    EXTRACTED_AT,
    HREF,
    ID,
    IS_LOCAL,
    ISRC,
    ITEM,
    ITEMS,
    NAME,
    OFFSET,
    OWNER,
    POPULARITY,
    RELEASE_DATE,
    RELEASE_DATE_PRECISION,
    RUN_ID,
    SHOW,
    SNAPSHOT_ID,
    SPOTIFY,
    TOTAL,
    TOTAL_TRACKS,
    TRACK,
    TRACKS,
    TYPE,
    URI,
    /** Any other. */
    OTHER;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Returns the name in JSON: {@code added_at}. */
    String text() {
        return text;
    }
}
