package io.caravan.transform;

import java.util.Locale;

/** Why an entry of a playlist is no row: it is not a track of Spotify's catalogue. Looked at in this order. */
public enum SkipReason {
    /** The track is null or absent: Spotify took it away. */
    NULL_ITEM,
    /** A file on the disk of the user who added it. */
    LOCAL_FILE,
    /** An episode of a podcast. */
    EPISODE,
    /** A track without an id. */
    NO_ID,
    /** A chapter, an audiobook, an advertisement: something that is neither a track nor an episode. */
    NOT_TRACK;

    /** Returns the name in manifests and in the ledger: {@code null_item}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
