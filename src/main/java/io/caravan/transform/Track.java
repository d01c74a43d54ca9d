package io.caravan.transform;

import io.caravan.model.Table;
import java.util.List;

/**
 * A track as an entry of a playlist shows it.
 *
 * @param song its row of {@link Table#SONGS}, but for {@code song_added}
 * @param album null where there is none
 * @param artists their rows of {@link Table#ARTISTS}; one without an id is an artist whom Spotify does not have
 */
record Track(Cells song, Album album, List<Cells> artists) {

    /**
     * An album.
     *
     * @param row its row of {@link Table#ALBUM}; one without an id is an album that Spotify does not have
     * @param artists their rows of {@link Table#ARTISTS}
     */
    record Album(Cells row, List<Cells> artists) {}
}
