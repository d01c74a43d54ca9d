package io.caravan.warehouse;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.Column;
import io.caravan.model.Table;
import io.caravan.model.Table.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether SQL files are all those that the application runs, and of its version. Somebody may have a copy of {@code sql/} with changes of
 * their own, made from what an earlier version shipped.
 */
final class SqlCompatibility {
    /** What the routes name beside the statements of each table. */
    private static final List<String> NAMED = List.of(
            "count_staged",
            "count_tables",
            "delete_playlist_content",
            "delete_playlist_items",
            "delete_song_artists",
            "expire_items",
            "expire_reads",
            "lock_ledger",
            "merge_etl_migration",
            "select_entered",
            "select_expired_items",
            "select_migrations",
            "select_playlist_reads",
            "update_items_extracted_at");

    /** What earlier versions ran, and what is run in its place. */
    private static final Map<String, String> RETIRED =
            Map.of("create_stage_load", "create_stage_etl_load", "stage_manifests", "stage_etl_load");

    /** Where a statement, in lower case, reads or fills a table that lives as long as a session. */
    private static final Pattern TEMPORARY = Pattern.compile("(?:from|join|into|using)\\s+((?:stage|winner)_\\w+)");

    private static final Pattern CREATED =
            Pattern.compile("create\\s[^;(]*?\\btable\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)");
    private static final Pattern WORDLESS = Pattern.compile("--[^\n]*|/\\*.*?\\*/|'[^']*'", Pattern.DOTALL);
    private static final Pattern BOUND = Pattern.compile(":\\?(\\w+)");

    /** What the routes bind. */
    private static final Set<String> PARAMETERS =
            Set.of("rows", "migration_name", "applied_at", "loaded_by", "topic", "before", "removed_at");

    private final SqlFiles files;
    private final Set<String> names;

    SqlCompatibility(SqlFiles files) {
        this.files = files;
        this.names = new TreeSet<>(files.names(""));
    }

    /**
     * Looks at all of them.
     *
     * @throws ConfigurationException when one is missing or of an earlier version
     */
    void check() {
        checkWhole();
        checkVersion();
    }

    /** Without one of its statements a load would fail, or be wrong. */
    private void checkWhole() {
        Set<String> missing = Stream.concat(
                        Stream.concat(NAMED.stream(), LoadOrder.REMOVALS.stream()),
                        Stream.of(Table.values()).flatMap(SqlCompatibility::namesOf))
                .filter(name -> !names.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            String more = missing.size() > 3
                    ? " and " + (missing.size() - 3) + " more are"
                    : missing.size() > 1 ? " are" : " is";
            throw new ConfigurationException("The SQL of " + files.folder().toAbsolutePath()
                    + " is not whole, or of an earlier version: "
                    + missing.stream()
                            .limit(3)
                            .map(name -> name + SqlFiles.SUFFIX)
                            .collect(Collectors.joining(", "))
                    + more
                    + " missing; put your changes into a copy of sql/ as it ships now, and set warehouse.sql-folder to the"
                    + " folder of the dialect in it, beside which its folder common stands");
        }
    }

    private static Stream<String> namesOf(Table table) {
        List<String> prefixes =
                switch (table.kind()) {
                    case LOAD -> List.of("create_stage_", "stage_", "create_winner_", "winner_", "merge_");
                    case CONTENT, RUN -> List.of("create_stage_", "stage_", "merge_");
                    case CONTROL -> List.of();
                    case CURRENT, SET_OF_SONG, HISTORY ->
                        List.of("create_stage_", "copy_", "create_winner_", "winner_", "merge_");
                };
        boolean isChild = table.kind() == Kind.LOAD && table != Table.ETL_LOAD;
        return Stream.of(List.of("create_tbl_"), prefixes, isChild ? List.of("delete_") : List.<String>of())
                .flatMap(List::stream)
                .map(prefix -> prefix + table.label());
    }

    /** A statement of an earlier version may read what nobody fills any more, or ask for what nobody gives. */
    private void checkVersion() {
        RETIRED.forEach((name, successor) -> {
            if (names.contains(name)) {
                throw ofEarlierVersion(
                        name, "nothing runs it any more, and " + successor + SqlFiles.SUFFIX + " stands in its place");
            }
        });
        Map<String, String> code = new TreeMap<>();
        names.forEach(name -> code.put(
                name, WORDLESS.matcher(files.statement(name)).replaceAll(" ").toLowerCase(Locale.ROOT)));
        Set<String> created =
                code.values().stream().flatMap(sql -> found(CREATED, sql)).collect(Collectors.toSet());
        code.forEach((name, sql) -> {
            found(TEMPORARY, sql)
                    .filter(table -> !created.contains(table))
                    .findFirst()
                    .ifPresent(table -> {
                        throw ofEarlierVersion(name, "it names " + table + ", which no statement makes");
                    });
            found(BOUND, sql)
                    .filter(parameter -> !PARAMETERS.contains(parameter))
                    .findFirst()
                    .ifPresent(parameter -> {
                        throw ofEarlierVersion(name, "it asks for :?" + parameter + ", which nothing gives");
                    });
        });
        for (Table table : Table.values()) {
            String name = "create_tbl_" + table.label();
            var words = Set.copyOf(
                    Arrays.asList(files.statement(name).toLowerCase(Locale.ROOT).split("\\W+")));
            table.kept().stream()
                    .map(Column::name)
                    .filter(column -> !words.contains(column))
                    .findFirst()
                    .ifPresent(column -> {
                        throw ofEarlierVersion(name, "it lacks the column " + column);
                    });
        }
    }

    private static Stream<String> found(Pattern pattern, String sql) {
        return pattern.matcher(sql).results().map(match -> match.group(1));
    }

    private ConfigurationException ofEarlierVersion(String name, String why) {
        return new ConfigurationException(files.file(name).toAbsolutePath() + " is of an earlier version: " + why
                + "; bring what you changed in that folder into a copy of sql/ as it ships now");
    }
}
