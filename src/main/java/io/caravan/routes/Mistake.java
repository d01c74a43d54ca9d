package io.caravan.routes;

import io.caravan.text.Spelling;
import java.util.Collection;
import java.util.List;

/** What cannot be meant, where it stands, and how to mend it. */
record Mistake(Place place, String sentence) {
    /** Returns what to write in place of a word that nothing knows, as the end of a sentence; empty where nothing is like it. */
    static String instead(String word, Collection<String> names) {
        List<String> nearest = Spelling.nearest(word, names, 1);
        boolean near = !nearest.isEmpty() && Spelling.distance(word, nearest.get(0)) <= Math.max(2, word.length() / 3);
        return near ? "; did you mean " + nearest.get(0) + "?" : "";
    }
}
