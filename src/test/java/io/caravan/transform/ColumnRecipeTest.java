package io.caravan.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.Recipes;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two lines of Java that {@code docs/routes.md} gives for a new column, put where it says. */
class ColumnRecipeTest {
    private static final Path SOURCES = Path.of("src/main/java/io/caravan");
    private static final String COLUMNS = "model/CatalogueColumns.java";
    private static final String READER = "transform/TrackReader.java";

    /** Asks the transform of the sources that were changed. */
    private static final String PROBE = """
            package io.caravan.transform;

            public final class Probe {
                public static String songs(String json) throws Exception {
                    var source = new RawSource("raw_data/to_processed/a.json", java.time.Instant.EPOCH);
                    var bytes = new java.io.ByteArrayInputStream(json.getBytes());
                    var rows = new SnapshotTransform(UserIds.HASH, null, "").read(source, bytes).rows();
                    var csv = new java.io.ByteArrayOutputStream();
                    rows.get(io.caravan.model.Table.SONGS).writeCsv(csv);
                    return csv.toString();
                }
            }
            """;

    private static final String PLAYLIST = """
            {"id":"37i9dQZF1DXcBWIGoYBM5M","name":"P","tracks":{"total":1,"items":[{"added_at":"2026-01-01T00:00:00Z","track":
            {"id":"4uLU6hMCjMI75M1A2tKUQC","type":"track","name":"S","track_number":7,"artists":[]}}]}}
            """;

    @TempDir
    Path folder;

    @Test
    void twoLinesOfJavaAreAColumnMoreInTheSongsFile() throws Exception {
        for (Path file : files()) {
            String text = Files.readString(file);
            String name = SOURCES.relativize(file).toString();
            if (name.equals(COLUMNS)) {
                text = after(
                        text, " songs()", "text(12, \"snapshot\", Sentences.SNAPSHOT).required(),\n", Recipes.java(0));
            } else if (name.equals(READER)) {
                text = after(
                        text,
                        "switch (field)",
                        "case \"name\" -> song.set(\"song_name\", fields.cell(\"name\"));\n",
                        Recipes.java(1));
            }
            Files.writeString(
                    Files.createDirectories(folder.resolve(name).getParent()).resolve(file.getFileName()), text);
        }
        Files.writeString(folder.resolve("Probe.java"), PROBE);
        compile();

        try (var classes = new URLClassLoader(
                new URL[] {folder.resolve("classes").toUri().toURL()},
                new Parent(getClass().getClassLoader()))) {
            Object csv = classes.loadClass("io.caravan.transform.Probe")
                    .getMethod("songs", String.class)
                    .invoke(null, PLAYLIST);
            List<String> lines = csv.toString().lines().toList();
            assertThat(lines.get(0)).endsWith("\"extracted_at\",\"snapshot\",\"track_number\"");
            assertThat(lines.get(1))
                    .startsWith("\"4uLU6hMCjMI75M1A2tKUQC\",\"S\"")
                    .endsWith(",\"7\"");
        }
    }

    /** Knows nothing of Caravan but what these sources are not of. */
    private static final class Parent extends ClassLoader {
        Parent(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.matches("io\\.caravan\\.(model|transform)\\..*")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    private static String after(String text, String begin, String line, String added) {
        int at = text.indexOf(line, text.indexOf(begin));
        assertThat(at).as(line).isPositive();
        return text.substring(0, at + line.length()) + added + text.substring(at + line.length());
    }

    private static List<Path> files() throws Exception {
        List<Path> found = new ArrayList<>();
        for (String part : List.of("model", "transform")) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(part))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found;
    }

    private void compile() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-parameters",
                "-d",
                Files.createDirectories(folder.resolve("classes")).toString(),
                "-cp",
                System.getProperty("java.class.path")));
        try (Stream<Path> sources = Files.walk(folder)) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).isZero();
    }
}
