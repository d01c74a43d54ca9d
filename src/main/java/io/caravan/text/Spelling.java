package io.caravan.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What somebody probably meant who wrote a name that does not exist. */
public final class Spelling {
    private Spelling() {}

    /** Returns the names that are most like a word, the most like first; of those that are as near, the first. */
    public static List<String> nearest(String word, Collection<String> names, int count) {
        return names.stream()
                .sorted(Comparator.comparingInt(name -> distance(word, name)))
                .limit(count)
                .toList();
    }

    /** Returns the name that was probably meant; nothing where none is much like the word. */
    public static Optional<String> near(String word, Collection<String> names) {
        return nearest(word, names, 1).stream()
                .filter(name -> distance(word, name) <= Math.max(2, word.length() / 3))
                .findFirst();
    }

    /** Returns the words with which a sentence about a word begins: what was probably meant; empty where none is much like it. */
    public static String meant(String word, Collection<String> names) {
        return near(word, names)
                .map(near -> "%s: did you mean %s? ".formatted(word, near))
                .orElse("");
    }

    /** Returns Levenshtein's distance: how many letters have to be put in, left out or replaced. */
    public static int distance(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
