package io.caravan.transform;

/**
 * The names of fields that came, and words that come again and again, each as one String, so that the same bytes need not become one
 * again. Its Strings are those of literals, which makes a {@code switch} over them as quick as one over numbers.
 */
final class Names {
    /** Bytes that are looked at; the longest name that is kept is shorter by one. */
    static final int LONGEST = 3 * Long.BYTES;

    private static final int SLOTS = 256;
    /** Names that are tried before one that is new is not kept: an object may have ids as names. */
    private static final int TRIES = 8;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final String[] names = new String[SLOTS];
    private final long[] keys = new long[4 * SLOTS];

    /**
     * Returns the name of these bytes.
     *
     * @param first its bytes as three numbers, the first byte lowest, zeros behind the last
     */
    String find(long first, long second, long third) {
        int slot = (int) (((first ^ Long.rotateLeft(second, 21) ^ Long.rotateLeft(third, 42)) * MIX) >>> 56);
        String name = names[slot];
        return name != null && isAt(slot, first, second, third) ? name : search(slot, first, second, third);
    }

    private boolean isAt(int slot, long first, long second, long third) {
        int key = 4 * slot;
        return keys[key] == first && keys[key + 1] == second && keys[key + 2] == third;
    }

    private String search(int from, long first, long second, long third) {
        for (int slot = from; slot < from + TRIES; slot++) {
            int at = slot % SLOTS;
            if (names[at] == null) {
                names[at] = text(first, second, third).intern();
                keys[4 * at] = first;
                keys[4 * at + 1] = second;
                keys[4 * at + 2] = third;
            }
            if (isAt(at, first, second, third)) {
                return names[at];
            }
        }
        return text(first, second, third);
    }

    private static String text(long first, long second, long third) {
        StringBuilder text = new StringBuilder(LONGEST);
        for (long eight : new long[] {first, second, third}) {
            for (long rest = eight; rest != 0; rest >>>= Byte.SIZE) {
                text.append((char) (rest & 0x7f));
            }
        }
        return text.toString();
    }
}
