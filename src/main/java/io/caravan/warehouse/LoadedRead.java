package io.caravan.warehouse;

import java.time.Instant;
import java.util.Comparator;

/**
 * A read of a playlist that was loaded.
 *
 * @param snapshot the snapshot that it is in
 * @param extractedAt when it began
 * @param whole whether it is all of the playlist
 * @param first the lowest position of its entries; null where there is none or nobody noted it
 * @param last the highest position of its entries; null where there is none or nobody noted it
 * @param entries how many it has; null where nobody noted it
 * @param total number of items that Spotify told; null where it did not
 */
record LoadedRead(
        String snapshot, Instant extractedAt, boolean whole, Long first, Long last, Long entries, Long total) {
    static final Comparator<LoadedRead> OLDEST_FIRST =
            Comparator.comparing(LoadedRead::extractedAt).thenComparing(LoadedRead::snapshot);

    /** Returns whether it can be content together with others: of one with gaps nobody knows what belongs into them. */
    boolean isPart() {
        return !whole
                && first != null
                && last != null
                && entries != null
                && total != null
                && last - first + 1 == entries;
    }
}
