package io.caravan.transform;

import java.util.Arrays;

/**
 * What was made of values that came before, by their bytes: artists, albums and users come again and again, and a value of the same
 * bytes needs to be compared only, at many times the speed of reading it. Of values that share a slot the last one is kept.
 */
final class Repeats<T> {
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final byte[][] bytes;
    private final int[] lengths;
    private final int[] depths;
    private final Object[] values;

    /**
     * Creates an empty memory.
     *
     * @param slots a power of 2
     */
    Repeats(int slots) {
        this.bytes = new byte[slots][];
        this.lengths = new int[slots];
        this.depths = new int[slots];
        this.values = new Object[slots];
    }

    /** Returns the slot of values of which some bytes are these. */
    int slot(long sample) {
        return (int) ((sample * MIX) >>> 32) & (bytes.length - 1);
    }

    /**
     * Returns how many bytes the value in a slot has, if the same bytes stand here, else 0.
     *
     * @param depth how deep the value stands; what was read deeper outside can be no deeper inside than is allowed
     */
    int length(int slot, byte[] buffer, int from, int end, int depth) {
        int length = lengths[slot];
        return length > 0
                        && depth <= depths[slot]
                        && length <= end - from
                        && Arrays.equals(bytes[slot], 0, length, buffer, from, from + length)
                ? length
                : 0;
    }

    @SuppressWarnings("unchecked")
    T value(int slot) {
        return (T) values[slot];
    }

    void put(int slot, byte[] buffer, int from, int to, int depth, T value) {
        int length = to - from;
        if (bytes[slot] == null || bytes[slot].length < length) {
            bytes[slot] = new byte[length + length / 4];
        }
        System.arraycopy(buffer, from, bytes[slot], 0, length);
        lengths[slot] = length;
        depths[slot] = depth;
        values[slot] = value;
    }
}
