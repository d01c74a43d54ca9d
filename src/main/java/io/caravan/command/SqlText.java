package io.caravan.command;

import java.util.regex.Pattern;

/** What can be said of a text in SQL without a parser. */
final class SqlText {
    /** What may hold a semicolon that ends nothing: strings, names, dollar quotes, comments. */
    private static final Pattern QUOTED = Pattern.compile(
            "'(?:[^']|'')*+'?|\"(?:[^\"]|\"\")*+\"?|\\$(\\w*+)\\$.*?(?:\\$\\1\\$|\\z)|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)",
            Pattern.DOTALL);

    private SqlText() {}

    /** Returns how many statements a text holds; one that ends in a semicolon is one. */
    static int statements(String sql) {
        String bare = QUOTED.matcher(sql).replaceAll(match -> match.group().matches("(?s)(--|/\\*).*") ? " " : "x");
        return (int) Pattern.compile(";")
                .splitAsStream(bare)
                .filter(part -> !part.isBlank())
                .count();
    }
}
