package io.caravan.transform;

/**
 * A playlist as far as one raw object holds it: all of it, or a part.
 *
 * @param id its id, or {@code unknown:<name of the object without its time>}
 * @param name as Spotify gives it; null where it does not
 * @param firstPosition the lowest position of its entries here, from 0: the offset of a page; null where there is no entry
 * @param lastPosition the highest position of its entries here; null where there is no entry
 * @param entries its entries of all kinds: item rows + skipped + rejected
 * @param goesOn whether it is told that more entries follow
 * @param total number of items that Spotify tells; null where it does not
 */
public record PlaylistRead(
        String id, String name, Long firstPosition, Long lastPosition, long entries, boolean goesOn, Integer total) {

    /**
     * Returns whether this is all of the playlist: entries from 0 on without a gap, as many as Spotify tells at least. A read of
     * Caravan's own is, where the playlist stood still meanwhile: what it lacks Spotify did not give.
     */
    public boolean isWhole(boolean stoodStill) {
        if (stoodStill) {
            return true;
        }
        if (entries == 0) {
            return total == null || total == 0;
        }
        return firstPosition == 0 && lastPosition == entries - 1 && (total == null ? !goesOn : entries >= total);
    }

    /** Returns how many places of a read during which the playlist stood still have no entry. */
    public long missing(boolean stoodStill) {
        return stoodStill && total != null ? Math.max(0, total - entries) : 0;
    }
}
