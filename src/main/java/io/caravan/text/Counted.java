package io.caravan.text;

/** How many of something, in words. */
public final class Counted {
    private Counted() {}

    /** Returns the number with the word that goes with it: 1 row, 2 rows. */
    public static String of(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }

    /** The same of a word that gets an s. */
    public static String of(long count, String one) {
        return of(count, one, one + "s");
    }
}
