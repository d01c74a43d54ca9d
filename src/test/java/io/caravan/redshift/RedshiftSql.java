package io.caravan.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What Redshift's documentation lists, see {@code allowed.tsv}, and how PostgreSQL says the same. */
final class RedshiftSql {
    private static final Map<String, Set<String>> ALLOWED = allowed();

    /** A name behind one of these is that of a table or procedure, though a parenthesis follows it. */
    private static final Set<String> BEFORE_NAMES =
            Set.of("into", "table", "exists", "copy", "procedure", "call", "references");

    private static final Pattern MERGE = Pattern.compile(
            "merge into [\\w.]+ using [\\w.]+(?: (?:as )?(?!on )\\w+)? on .*"
                    + " when matched then (?:update set .*|delete) when not matched then insert(?: \\( .* \\))? values \\( .* \\)");

    /** What only the driver asks, when a tool asks it for keys. */
    private static final String CATALOGUE = "pg_catalog.";

    private static final Pattern QUERY_GROUP = Pattern.compile("(?i)set query_group to");
    private static final Pattern LISTAGG =
            Pattern.compile("(?i)listagg\\(([\\w.]+), ('[^']*')\\) within group \\(order by ([\\w.]+)\\)");

    private RedshiftSql() {}

    private static Map<String, Set<String>> allowed() {
        try (var file = RedshiftSql.class.getResourceAsStream("allowed.tsv")) {
            var allowed = new HashMap<String, Set<String>>();
            new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        String[] cells = line.split("\t", -1);
                        allowed.computeIfAbsent(cells[0], kind -> new TreeSet<>())
                                .addAll(List.of(cells[1].split(" \\| ")));
                    });
            return allowed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean is(String kind, String word) {
        return ALLOWED.get(kind).contains(word);
    }

    /**
     * Returns the statement as PostgreSQL takes it; one of COPY is looked at elsewhere.
     *
     * @throws RefusedException when Redshift does not list what it says
     */
    static String checked(String sql) {
        RedshiftTokens tokens = RedshiftTokens.of(sql);
        if (tokens.size() == 0 || is("driver", tokens.words()) || sql.contains(CATALOGUE)) {
            return sql;
        }
        String words = tokens.words();
        if (ALLOWED.get("statement").stream().noneMatch(start -> (words + " ").startsWith(start + " "))) {
            throw RefusedException.notListed("the statement " + words.substring(0, Math.min(words.length(), 40)));
        }
        forms(words);
        for (int i = 0; i < tokens.size(); i++) {
            token(tokens, i);
        }
        return LISTAGG.matcher(QUERY_GROUP.matcher(sql).replaceFirst("set caravan.query_group to"))
                .replaceAll("string_agg($1, $2 order by $3)");
    }

    private static void forms(String words) {
        if (words.startsWith("merge ") && !MERGE.matcher(words).matches()) {
            throw RefusedException.notListed(
                    "this form of merge: a plain table with no alias, both branches and no condition");
        }
        if (words.matches("create (temporary )?table if not exists \\S+ as .*")) {
            throw RefusedException.notListed("create table if not exists with a query");
        }
        if (words.matches("alter table (if exists .*|.* if (not )?exists .*)")) {
            throw RefusedException.notListed("if exists in alter table");
        }
        for (String form : ALLOWED.get("refused")) {
            if ((" " + words + " ").contains(" " + form + " ")) {
                throw RefusedException.notListed(form);
            }
        }
    }

    private static void token(RedshiftTokens tokens, int i) {
        String token = tokens.get(i);
        if (!RedshiftTokens.isWord(token)) {
            return;
        }
        if (is("reserved", token) && !is("syntax", token)) {
            throw RefusedException.notListed("the reserved word " + token + " as a name without quotes");
        }
        boolean isCall = tokens.get(i + 1).equals("(")
                && !is("syntax", token)
                && !is("type", token)
                && !BEFORE_NAMES.contains(tokens.get(i - 1));
        if (isCall && !is("function", token)) {
            throw RefusedException.notListed("the function " + token);
        }
    }
}
