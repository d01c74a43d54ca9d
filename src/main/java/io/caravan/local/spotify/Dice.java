package io.caravan.local.spotify;

/** Numbers and ids that look random and depend on nothing but a seed and the coordinates asked for. */
record Dice(long seed) {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Mixes as splitmix64 does. */
    long at(long... coordinates) {
        long mixed = seed;
        for (long coordinate : coordinates) {
            mixed += coordinate + 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }

    int below(int bound, long... coordinates) {
        return (int) Math.floorMod(at(coordinates), (long) bound);
    }

    /** Returns 22 base62 characters, as every Spotify id is. */
    String id(char kind, long index) {
        return base62(at(kind, index, 1), at(kind, index, 2));
    }

    static String base62(long high, long low) {
        char[] id = new char[22];
        fill(id, 0, high >>> 1);
        fill(id, 11, low >>> 1);
        return new String(id);
    }

    private static void fill(char[] id, int from, long value) {
        long rest = value;
        for (int i = from + 10; i >= from; i--) {
            id[i] = BASE62.charAt((int) (rest % 62));
            rest /= 62;
        }
    }
}
