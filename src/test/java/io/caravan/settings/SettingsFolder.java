package io.caravan.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder as Caravan is started in, with the application.properties that ships. */
public final class SettingsFolder {
    public static final String FILE = "application.properties";

    private final Path path;

    private SettingsFolder(Path path) {
        this.path = path;
    }

    /** Makes routes/ (empty), sql/ with a folder a dialect and the properties in an empty folder. */
    public static SettingsFolder in(Path path) {
        try {
            Files.createDirectories(path.resolve("routes"));
            Files.createDirectories(path.resolve("sql/duckdb"));
            Files.createDirectories(path.resolve("sql/snowflake"));
            Files.copy(Path.of(FILE), path.resolve(FILE));
            return new SettingsFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the routes and the statements that ship. */
    public SettingsFolder whole() {
        Stream.of("routes", "sql").map(Path::of).filter(Files::exists).forEach(this::copy);
        return this;
    }

    /** Copies the beans that ship, for commands that run no route. */
    public SettingsFolder beans() {
        Stream.of("", "tables", "stream")
                .map(part -> Path.of("routes", part, "beans.camel.yaml"))
                .forEach(this::copy);
        return this;
    }

    private void copy(Path source) {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.createDirectories(path.resolve(file).getParent());
                Files.copy(file, path.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SettingsFolder route(String name, String yaml) {
        return write("routes/" + name, yaml);
    }

    /** Adds lines to the properties, in the place of those of the same keys. */
    public SettingsFolder set(String... lines) {
        try {
            String others = Files.readAllLines(path.resolve(FILE)).stream()
                    .filter(line ->
                            Stream.of(lines).noneMatch(added -> key(added).equals(key(line))))
                    .collect(Collectors.joining("\n"));
            return write(FILE, others + "\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String line) {
        return line.replaceFirst("=.*", "").strip();
    }

    public SettingsFolder write(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }
}
