package io.caravan.warehouse;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.Column;
import io.caravan.model.Table;
import io.caravan.model.Table.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of one engine, one a file, read when the application starts: those of the engine's folder, and those of the folder
 * {@code common} beside it that the engine has no form of its own for.
 */
public final class SqlFiles {
    private static final String SUFFIX = ".sql";
    private static final String COMMON = "common";
    private static final String LAST = Table.ETL_LOAD_PLAYLISTS.label();
    private static final String CREATE = "create_";

    /** Tables and views that stay when a session ends. */
    private static final List<String> LASTING = List.of("create_tbl_", "create_view_");

    /** What takes away rows that a replayed snapshot does not bring any more, those first that refer to others. */
    private static final List<String> REMOVALS = Stream.of(
                    Table.PLAYLIST, Table.SONGS, Table.SONG_ARTISTS, Table.ALBUM, Table.ARTISTS)
            .map(table -> "remove_" + table.label())
            .toList();

    /** What brings rows from a stage table into a table, in this order. */
    private static final List<String> MERGING = List.of("delete_", "winner_", "merge_");

    /** What the routes name beside the statements of each table. */
    private static final List<String> NAMED = List.of(
            "count_staged",
            "count_tables",
            "delete_playlist_content",
            "delete_playlist_items",
            "delete_song_artists",
            "lock_ledger",
            "merge_etl_migration",
            "select_entered",
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
    private static final Set<String> PARAMETERS = Set.of("rows", "migration_name", "applied_at", "loaded_by", "topic");

    private final Path folder;
    private final TreeMap<String, String> statements = new TreeMap<>();
    private final TreeMap<String, Path> files = new TreeMap<>();

    /**
     * Reads a folder and the one called {@code common} beside it, where there is one.
     *
     * @param folder such as {@code sql/duckdb}
     * @throws ConfigurationException when there is no such folder, or it is not whole, or of another version
     */
    public SqlFiles(String folder) {
        this.folder = Path.of(folder);
        Path common = this.folder.resolveSibling(COMMON);
        try {
            if (Files.isDirectory(common)) {
                read(common);
            }
            read(this.folder);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot read the SQL files in " + this.folder.toAbsolutePath()
                            + "; set warehouse.sql-folder to a folder with the statements of warehouse.dialect",
                    e);
        }
        checkWhole();
        checkVersion();
    }

    private void read(Path from) throws IOException {
        try (Stream<Path> found = Files.list(from)) {
            for (Path file :
                    found.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                name = name.substring(0, name.length() - SUFFIX.length());
                statements.put(name, Files.readString(file));
                files.put(name, file);
            }
        }
    }

    /** Without one of its statements a load would fail, or be wrong. */
    private void checkWhole() {
        Set<String> missing = Stream.concat(
                        Stream.concat(NAMED.stream(), REMOVALS.stream()),
                        Stream.of(Table.values()).flatMap(SqlFiles::namesOf))
                .filter(name -> !statements.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            String more = missing.size() > 3
                    ? " and " + (missing.size() - 3) + " more are"
                    : missing.size() > 1 ? " are" : " is";
            throw new ConfigurationException("The SQL of " + folder.toAbsolutePath()
                    + " is not whole, or of an earlier version: "
                    + missing.stream().limit(3).map(name -> name + SUFFIX).collect(Collectors.joining(", "))
                    + more
                    + " missing; put your changes into a copy of sql/ as it ships now, and set warehouse.sql-folder to the"
                    + " folder of the dialect in it, beside which its folder common stands");
        }
    }

    /** Returns the names of what is run where pipes bring the rows, which only the folder of an engine that has pipes holds. */
    public static List<String> ofPipes() {
        return Stream.concat(
                        Stream.of("select_landed"),
                        Table.ofSnapshots().stream().flatMap(table -> Stream.of("take_landed_", "clear_landed_")
                                .map(prefix -> prefix + table.label())))
                .sorted()
                .toList();
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
            if (statements.containsKey(name)) {
                throw ofEarlierVersion(
                        name, "nothing runs it any more, and " + successor + SUFFIX + " stands in its place");
            }
        });
        Map<String, String> code = new TreeMap<>();
        statements.forEach((name, sql) ->
                code.put(name, WORDLESS.matcher(sql).replaceAll(" ").toLowerCase(Locale.ROOT)));
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
                    Arrays.asList(statement(name).toLowerCase(Locale.ROOT).split("\\W+")));
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
        return new ConfigurationException(files.get(name).toAbsolutePath() + " is of an earlier version: " + why
                + "; bring what you changed in that folder into a copy of sql/ as it ships now");
    }

    /**
     * Returns the statement of one file.
     *
     * @param name the file's name without {@code .sql}
     * @throws ConfigurationException when there is no such file
     */
    public String statement(String name) {
        String statement = statements.get(name);
        if (statement == null) {
            throw missing(name + SUFFIX);
        }
        return statement;
    }

    /** Returns the folder of the engine. */
    public Path folder() {
        return folder;
    }

    /** Returns the file that a statement stands in. */
    public Path file(String name) {
        statement(name);
        return files.get(name);
    }

    /**
     * Returns the statements of all files whose names begin alike, in the order of their names.
     *
     * @throws ConfigurationException when there is none
     */
    public List<String> statements(String prefix) {
        var found = List.copyOf(beginning(prefix).values());
        if (found.isEmpty()) {
            throw missing(prefix + "*" + SUFFIX);
        }
        return found;
    }

    /** Returns the names, without {@code .sql}, of all files that begin alike, in their order. */
    public List<String> names(String prefix) {
        return List.copyOf(beginning(prefix).keySet());
    }

    private Map<String, String> beginning(String prefix) {
        return statements.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    /** Returns the names of what makes the tables and views that stay. */
    public List<String> lasting() {
        return LASTING.stream().flatMap(prefix -> names(prefix).stream()).toList();
    }

    /** Returns the names of what makes the tables of one load: stages, then what is chosen from them. */
    public List<String> temporary() {
        return names(CREATE).stream()
                .filter(name -> LASTING.stream().noneMatch(name::startsWith))
                .filter(name -> kind(name.substring(CREATE.length()).replaceFirst("^[a-z]+_", "")) != Kind.RUN)
                .toList();
    }

    /** Returns the names of what enters a batch into the ledger: {@code winner_etl_load}, {@code merge_etl_load} and so on. */
    public List<String> ledgerMerges() {
        return merges(label -> kind(label) == Kind.LOAD && !label.equals(LAST));
    }

    /**
     * Returns the names of what merges the stage: table by table, songs before what is theirs, those of tables that the model does
     * not know last; then what the ledger tells of playlists, some of which these tables tell. Of each table {@code delete_<label>}, {@code winner_<label>} and {@code merge_<label>}, where they are there.
     */
    public List<String> tableMerges() {
        return merges(label -> switch (kind(label)) {
            case CURRENT, SET_OF_SONG, HISTORY -> true;
            case LOAD -> label.equals(LAST);
            case CONTENT, RUN, CONTROL -> false;
        });
    }

    /** Returns the names of what is run besides where a batch holds replays. */
    public List<String> removals() {
        return REMOVALS;
    }

    /** Tables that the model does not know are somebody's own, and merged as those are that snapshots fill. */
    private static Kind kind(String label) {
        return table(label).map(Table::kind).orElse(Kind.CURRENT);
    }

    private static Optional<Table> table(String label) {
        return Stream.of(Table.values())
                .filter(table -> table.label().equals(label))
                .findFirst();
    }

    private List<String> merges(Predicate<String> wanted) {
        return MERGING.stream()
                .flatMap(prefix -> names(prefix).stream())
                .filter(name -> wanted.test(label(name)))
                .sorted(Comparator.comparing((String name) ->
                                table(label(name)).map(Table::ordinal).orElse(Integer.MAX_VALUE))
                        .thenComparing(SqlFiles::label)
                        .thenComparing(name -> MERGING.indexOf(name.substring(0, name.indexOf('_') + 1))))
                .toList();
    }

    private static String label(String name) {
        return name.substring(name.indexOf('_') + 1);
    }

    private ConfigurationException missing(String file) {
        return new ConfigurationException("There is no " + file + " in " + folder.toAbsolutePath()
                + "; put the file back, or set warehouse.sql-folder to the folder that holds it, and start again");
    }
}
