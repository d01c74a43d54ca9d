package io.caravan.warehouse;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The statements of one engine, one a file, read when the application starts: those of the engine's folder, and those of the folder
 * {@code common} beside it that the engine has no form of its own for.
 */
public final class SqlFiles {
    /** What the name of each file ends in. */
    static final String SUFFIX = ".sql";

    private static final String COMMON = "common";
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
        this(Path.of(folder));
        new SqlCompatibility(this).check();
    }

    private SqlFiles(Path folder) {
        this.folder = folder;
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
    }

    /** Reads the folder of an engine that nothing is loaded into. */
    static SqlFiles ofViews(Path folder) {
        return new SqlFiles(folder);
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

    /** Returns the names of what is run where pipes bring the rows, which only the folder of an engine that has pipes holds. */
    public static List<String> ofPipes() {
        return Stream.concat(
                        Stream.of("select_landed"),
                        Table.ofSnapshots().stream().flatMap(table -> Stream.of("take_landed_", "clear_landed_")
                                .map(prefix -> prefix + table.label())))
                .sorted()
                .toList();
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

    private ConfigurationException missing(String file) {
        return new ConfigurationException("There is no " + file + " in " + folder.toAbsolutePath()
                + "; put the file back, or set warehouse.sql-folder to the folder that holds it, and start again");
    }
}
