package io.caravan.routes;

import io.caravan.text.Spelling;
import java.util.Collection;

/** What cannot be meant, where it stands, and how to mend it. */
record Mistake(Place place, String sentence) {
    /** Returns what to write in place of a word that nothing knows, as the end of a sentence; empty where nothing is like it. */
    static String instead(String word, Collection<String> names) {
        return Spelling.near(word, names)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }
}
