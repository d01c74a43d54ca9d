package io.caravan.model;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that the other engines take as they are and Redshift reserves, so that they stand in quotes there.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_pg_keywords.html">reserved words</a>
 */
final class RedshiftWords {
    private static final Set<String> RESERVED = Set.of("explicit", "snapshot");

    /** Comments, texts and quoted names stay as they are; a name is what is left. */
    private static final Pattern TOKEN = Pattern.compile("--[^\n]*|'[^']*'|\"[^\"]*\"|:\\??\\w+|\\w+");

    private RedshiftWords() {}

    static String quoted(String sql) {
        return TOKEN.matcher(sql)
                .replaceAll(token -> Matcher.quoteReplacement(
                        RESERVED.contains(token.group()) ? '"' + token.group() + '"' : token.group()));
    }
}
