package io.caravan.redshift;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A statement in parts, without its comments.
 *
 * @param all texts in quotes as they are, words in small letters
 */
record RedshiftTokens(List<String> all) {
    private static final Pattern TOKEN = Pattern.compile(
            "(--[^\n]*)|'(?:[^']|'')*'|\"[^\"]*\"|\\$\\$|\\$\\d+|[A-Za-z_]\\w*|\\d[\\w.]*|::|=>|->|<>|[<>!]=|\\|\\||\\S");

    static RedshiftTokens of(String sql) {
        return new RedshiftTokens(TOKEN.matcher(sql)
                .results()
                .map(MatchResult::group)
                .filter(token -> !token.startsWith("--"))
                .map(token -> isWord(token) ? token.toLowerCase(Locale.ROOT) : token)
                .toList());
    }

    static boolean isWord(String token) {
        return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
    }

    int size() {
        return all.size();
    }

    /** Returns a token, an empty one where there is none. */
    String get(int index) {
        return index >= 0 && index < all.size() ? all.get(index) : "";
    }

    /** Returns them with one space between two, texts left out. */
    String words() {
        return String.join(" ", all).replaceAll("'(?:[^']|'')*'", "''");
    }
}
