package io.caravan.transform;

import java.util.List;

/** A track as an entry of a playlist shows it; values are {@link Cell cells}, null where Spotify gives none. */
record Track(
        Cell id,
        Cell name,
        Cell durationMs,
        Cell url,
        Cell popularity,
        Cell explicit,
        Cell isrc,
        Album album,
        List<Artist> artists) {

    /** The id is null for an album that Spotify does not have. */
    record Album(
            Cell id,
            Cell name,
            Cell releaseDate,
            Cell releaseDatePrecision,
            Cell totalTracks,
            Cell url,
            List<Artist> artists) {}

    /** The id is null for an artist whom Spotify does not have. */
    record Artist(Cell id, Cell name, Cell url) {}
}
