package io.caravan.transform;

import io.caravan.model.Table;

/** What one entry of a playlist turned out to be. */
sealed interface Entry {

    /**
     * A track.
     *
     * @param item its row of {@link Table#PLAYLIST_ITEMS}, but for the playlist and the place there
     */
    record Added(Track track, Cells item) implements Entry {}

    /** No track of the catalogue. */
    record Skipped(SkipReason reason) implements Entry {}

    /** An entry with a value that does not fit. */
    record Misfit(String reason) implements Entry {}

    /** Nothing of what an entry of a playlist has. */
    record Foreign(String reason) implements Entry {}
}
