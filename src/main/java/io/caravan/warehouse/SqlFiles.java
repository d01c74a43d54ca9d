package io.caravan.warehouse;

import io.caravan.ConfigurationException;
import io.caravan.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
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
    private static final String LEDGER = "etl_";

    /** What brings rows from a stage table into a table, in this order. */
    private static final List<String> MERGING = List.of("delete_", "winner_", "merge_");

    /** What the routes name beside the statements of each table. */
    private static final List<String> NAMED = List.of(
            "count_staged",
            "count_tables",
            "delete_playlist_items",
            "delete_song_artists",
            "lock_ledger",
            "merge_etl_migration",
            "select_entered",
            "select_migrations");

    /** What earlier versions ran, and what is run in its place. */
    private static final Map<String, String> RETIRED =
            Map.of("create_stage_load", "create_stage_etl_load", "stage_manifests", "stage_etl_load");

    /** Tables that live as long as a session; what makes one is called after it. */
    private static final Pattern TEMPORARY = Pattern.compile("(?<![\\w:@$])(?:stage|winner)_\\w+");

    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");

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

    /** Without one of its statements a load would be wrong and not only fail. */
    private void checkWhole() {
        Set<String> missing = Stream.concat(
                        NAMED.stream(),
                        Stream.concat(
                                        Table.ofSnapshots().stream(),
                                        Table.ledger().stream()
                                                .filter(table -> table.label().startsWith("etl_load")))
                                .flatMap(table -> Stream.of("create_stage_", "create_winner_", "winner_", "merge_")
                                        .map(prefix -> prefix + table.label())))
                .filter(name -> !statements.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            throw new ConfigurationException("The SQL of " + folder.toAbsolutePath()
                    + " is not whole, or of an earlier version: "
                    + missing.stream().limit(3).map(name -> name + SUFFIX).collect(Collectors.joining(", "))
                    + (missing.size() > 3
                            ? " and " + (missing.size() - 3) + " more are"
                            : missing.size() > 1 ? " are" : " is")
                    + " missing; put your changes into a copy of sql/ as it ships now, and set warehouse.sql-folder to the"
                    + " folder of the dialect in it, beside which its folder common stands");
        }
    }

    /** A statement of an earlier version may read stage tables that nobody fills any more. */
    private void checkVersion() {
        RETIRED.forEach((name, successor) -> {
            if (statements.containsKey(name)) {
                throw new ConfigurationException(
                        files.get(name).toAbsolutePath() + " is of an earlier version, and nothing runs it"
                                + " any more; bring what you changed in that folder into a copy of sql/ as it ships now, where "
                                + successor + SUFFIX + " stands in its place");
            }
        });
        statements.forEach((name, sql) -> TEMPORARY
                .matcher(COMMENT.matcher(sql).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .filter(table -> !statements.containsKey("create_" + table))
                .findFirst()
                .ifPresent(table -> {
                    throw new ConfigurationException(
                            files.get(name).toAbsolutePath() + " is of an earlier version: it names "
                                    + table + ", which no create_" + table + SUFFIX
                                    + " makes; bring what you changed in it into the file of that name of sql/ as it ships now,"
                                    + " or delete it where there is none");
                }));
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

    /** Returns the names of what enters a batch into the ledger: {@code winner_etl_load}, {@code merge_etl_load} and so on. */
    public List<String> ledgerMerges() {
        return merges(label -> label.startsWith("etl_load"));
    }

    /**
     * Returns the names of what merges the stage: table by table, songs before what is theirs, those of tables that the model does
     * not know last; of each table {@code delete_<label>}, {@code winner_<label>} and {@code merge_<label>}, where they are there.
     */
    public List<String> tableMerges() {
        return merges(label -> !label.startsWith(LEDGER));
    }

    private List<String> merges(Predicate<String> wanted) {
        return MERGING.stream()
                .flatMap(prefix -> names(prefix).stream())
                .filter(name -> wanted.test(label(name)))
                .sorted(Comparator.comparing((String name) -> place(label(name)))
                        .thenComparing(SqlFiles::label)
                        .thenComparing(name -> MERGING.indexOf(name.substring(0, name.indexOf('_') + 1))))
                .toList();
    }

    private static String label(String name) {
        return name.substring(name.indexOf('_') + 1);
    }

    private static int place(String label) {
        return Stream.of(Table.values())
                .filter(table -> table.label().equals(label))
                .findFirst()
                .map(Table::ordinal)
                .orElse(Integer.MAX_VALUE);
    }

    private ConfigurationException missing(String file) {
        return new ConfigurationException("There is no " + file + " in " + folder.toAbsolutePath()
                + "; put the file back, or set warehouse.sql-folder to the folder that holds it, and start again");
    }
}
