package io.caravan.transform;

/**
 * How much of a raw object the transform is willing to read. A playlist of 10,000 entries stays far below each of the
 * defaults; an object that passes one of them is refused as unreadable before it can exhaust the memory.
 *
 * @param maxBytes bytes after decompression
 * @param maxRatio decompressed bytes for each compressed one; looked at from 16 MiB on, as small objects harm nobody
 * @param maxDepth objects and lists inside each other
 * @param maxStringLength characters of one text
 * @param maxEntryBytes bytes of one entry of a playlist, and of one value beside the entries that is not used
 */
public record Limits(long maxBytes, int maxRatio, int maxDepth, int maxStringLength, int maxEntryBytes) {
    static final long RATIO_COUNTS_FROM = 16L << 20;

    public Limits {
        if (maxBytes < 1 || maxRatio < 1 || maxDepth < 1 || maxStringLength < 1 || maxEntryBytes < 1) {
            throw new IllegalArgumentException("Each limit must be 1 or more");
        }
    }

    /** Returns 512 MiB, 200 to 1, 100 levels, a million characters, 1 MiB an entry. */
    public static Limits defaults() {
        return new Limits(512L << 20, 200, 100, 1_000_000, 1 << 20);
    }
}
