package io.caravan.transform;

/**
 * A playlist as far as one raw object holds it: all of it, or a part.
 *
 * @param id its id, or {@code unknown:<snapshot>}
 * @param name as Spotify gives it; null where it does not
 * @param firstPosition the lowest position of its entries here, from 0: the offset of a page; null where there is no entry
 * @param entries its entries of all kinds: item rows + skipped + rejected
 * @param total number of items that Spotify tells; null where it does not
 */
public record PlaylistRead(String id, String name, Long firstPosition, long entries, Integer total) {}
