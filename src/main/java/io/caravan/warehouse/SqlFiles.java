package io.caravan.warehouse;

import io.caravan.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The statements of one dialect, one a file, read when the application starts. */
public final class SqlFiles {
    private static final String SUFFIX = ".sql";

    private final Path folder;
    private final TreeMap<String, String> statements = new TreeMap<>();

    /**
     * Reads a folder.
     *
     * @param folder such as {@code sql/duckdb}
     * @throws ConfigurationException when there is no such folder, or no statement in it
     */
    public SqlFiles(String folder) {
        this.folder = Path.of(folder);
        try (Stream<Path> files = Files.list(this.folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                statements.put(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file));
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot read the SQL files in " + this.folder.toAbsolutePath()
                            + "; set warehouse.sql-folder to a folder with the statements of warehouse.dialect",
                    e);
        }
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

    /**
     * Returns the statements of all files whose names begin alike, in the order of their names.
     *
     * @throws ConfigurationException when there is none
     */
    public List<String> statements(String prefix) {
        var found = List.copyOf(
                statements.subMap(prefix, prefix + Character.MAX_VALUE).values());
        if (found.isEmpty()) {
            throw missing(prefix + "*" + SUFFIX);
        }
        return found;
    }

    /** Returns the names, without {@code .sql}, of all files that begin alike, in their order. */
    public List<String> names(String prefix) {
        return List.copyOf(
                statements.subMap(prefix, prefix + Character.MAX_VALUE).keySet());
    }

    private ConfigurationException missing(String file) {
        return new ConfigurationException("There is no " + file + " in " + folder.toAbsolutePath()
                + "; put the file back, or set warehouse.sql-folder to the folder that holds it, and start again");
    }
}
