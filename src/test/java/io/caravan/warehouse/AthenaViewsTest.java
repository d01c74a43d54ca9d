package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only Trino can say of the views says {@code TrinoAnswersIT}; this one, what is wrong at first sight. */
class AthenaViewsTest {
    /** Functions of Trino, as <a href="https://trino.io/docs/476/functions/list.html">its list</a> has them; Athena's engine 3 has all of them. */
    private static final Set<String> FUNCTIONS = Set.of(
            "abs",
            "array_agg",
            "array_distinct",
            "array_max",
            "array_sort",
            "avg",
            "cast",
            "coalesce",
            "contains",
            "count",
            "date_diff",
            "date_trunc",
            "extract",
            "filter",
            "flatten",
            "greatest",
            "if",
            "lag",
            "lead",
            "listagg",
            "max",
            "max_by",
            "min",
            "mod",
            "nullif",
            "reduce",
            "row",
            "row_number",
            "sum",
            "transform",
            "unnest");

    private static final Pattern CALLED = Pattern.compile("\\b([a-z_]+)\\(");
    private static final Pattern MADE = Pattern.compile("create or replace view (\\w+)");
    private static final Pattern READ = Pattern.compile("(?:from|join) (\\w+)\\b(?!\\.)");

    private static final Map<String, String> VIEWS =
            AthenaViews.of(Path.of("sql/athena"), "music", Duration.ofMinutes(90));

    @Test
    void everyQuestionOfTheOtherEnginesIsThere() throws IOException {
        var questions = new TreeSet<String>();
        try (Stream<Path> files = Files.list(Path.of("sql/common"))) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("create_view_"))
                    .toList()) {
                questions.addAll(found(MADE, Files.readString(file)));
            }
        }

        assertThat(questions).hasSizeGreaterThan(20);
        assertThat(VIEWS).containsKeys(questions.toArray(String[]::new));
    }

    @Test
    void eachCallsNoFunctionThatTrinoLacksAndSpeaksNoOtherDialect() {
        VIEWS.forEach((view, statement) -> {
            String sql = statement.replaceAll("'[^']*'", "''").replaceAll("timestamp\\(6\\)", "timestamp");
            assertThat(FUNCTIONS).as("what %s calls", view).containsAll(found(CALLED, sql));
            assertThat(sql)
                    .as("%s", view)
                    .doesNotContain(
                            "qualify", "::", " - date ", " - cast(", " as date) -", " is true", " is not true", ":");
        });
    }

    @Test
    void eachComesBehindThoseThatItReadsAndReadsNoTableThatThereIsNot() {
        var there = new ArrayList<String>();
        VIEWS.forEach((view, statement) -> {
            assertThat(found(MADE, statement)).containsExactly(view);
            List<String> clauses = found(Pattern.compile("(?:with|\\),|\\n)\\s?(\\w+) as \\("), statement);
            List<String> read =
                    found(READ, statement.replaceAll("extract\\(year from", "").replaceAll("cross join unnest", ""));
            read.removeAll(clauses);
            read.remove("music");
            assertThat(there).as("what %s reads", view).containsAll(read);
            there.add(view);
        });
    }

    @Test
    void theDatabaseOfTheTablesAndTheTimeOfPartsAreFilledIn() {
        assertThat(VIEWS.get("tbl_songs"))
                .startsWith("create or replace view tbl_songs as\n")
                .contains(
                        "from music.etl_load as ledger\n",
                        "join music.tbl_songs as told\n",
                        "from music.etl_load_withheld\n");
        assertThat(VIEWS.get("tbl_playlist_content")).contains("interval '5399.999' second");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
