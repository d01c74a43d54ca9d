package io.caravan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds <code>{{key}}</code> in a text. */
public final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}");

    private Placeholders() {}

    /** Returns what stands between the braces, as often as it stands there. */
    public static List<String> in(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** Puts one value in place of all. */
    static String fill(String text, String value) {
        return PLACEHOLDER.matcher(text).replaceAll(Matcher.quoteReplacement(value));
    }
}
