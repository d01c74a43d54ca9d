package io.caravan.transform;

/**
 * The names of fields that came, and words that come again and again, each as one String, so that the same bytes need not become one
 * again. Its Strings are those of literals, which makes a {@code switch} over them as quick as one over numbers.
 */
final class Names {
    /** Bytes that are looked at; the longest name that is kept is shorter by one. */
    private static final int LONGEST = 3 * Long.BYTES;

    private static final int SLOTS = 256;
    /** Names that are tried before one that is new is not kept: an object may have ids as names. */
    private static final int TRIES = 8;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final String[] names = new String[SLOTS];
    private final long[] keys = new long[4 * SLOTS];

    /**
     * Takes the name that stands next in a window, and the quote behind it.
     *
     * @return null where it is long, holds more than printable ASCII, or stands where the window ends: it was not taken then
     */
    String take(ByteWindow window) {
        int at = window.at;
        if (window.end - at >= LONGEST) {
            long first = window.eight(at);
            long specials = ByteWindow.specials(first);
            if (specials != 0) {
                return take(window, first & before(specials), 0, 0, specials, 0);
            }
            long second = window.eight(at + 8);
            specials = ByteWindow.specials(second);
            if (specials != 0) {
                return take(window, first, second & before(specials), 0, specials, 8);
            }
            long third = window.eight(at + 16);
            specials = ByteWindow.specials(third);
            if (specials != 0) {
                return take(window, first, second, third & before(specials), specials, 16);
            }
        }
        return null;
    }

    private String take(ByteWindow window, long first, long second, long third, long specials, int before) {
        int length = before + (Long.numberOfTrailingZeros(specials) >>> 3);
        if (window.buffer[window.at + length] != '"') {
            return null;
        }
        window.at += length + 1;
        return find(first, second, third);
    }

    /** Returns a mask of the bytes before the first that is marked. */
    private static long before(long specials) {
        return ((specials & -specials) - 1) >>> 7;
    }

    /**
     * Returns the name of these bytes.
     *
     * @param first its bytes as three numbers, the first byte lowest, zeros behind the last
     */
    private String find(long first, long second, long third) {
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
