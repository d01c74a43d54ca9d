package io.caravan.transform;

import java.util.List;

/** A track as an entry of a playlist shows it; values are cells of the tables, null where Spotify gives none. */
record Track(
        String id,
        String name,
        String durationMs,
        String url,
        String popularity,
        String explicit,
        String isrc,
        Album album,
        List<Artist> artists) {

    /** The id is null for an album that Spotify does not have. */
    record Album(
            String id,
            String name,
            String releaseDate,
            String releaseDatePrecision,
            String totalTracks,
            String url,
            List<Artist> artists) {}

    /** The id is null for an artist whom Spotify does not have. */
    record Artist(String id, String name, String url) {}
}
