package io.caravan.command;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the jar is started by tests, which do so by the hundred: as its launcher does, with one archive of classes for all commands, made in
 * {@code target/} once a build.
 */
public final class QuickJar {
    private static final Path CLASSES = Path.of("target/classes.jsa").toAbsolutePath();
    private static boolean made;

    private QuickJar() {}

    /** Returns how to start a jar, up to the arguments of the command. */
    public static synchronized List<String> command(Path jar) {
        try {
            if (!made) {
                make(jar);
                made = true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return command(jar, "-XX:SharedArchiveFile=" + CLASSES);
    }

    private static List<String> command(Path jar, String archive) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                archive,
                "-jar",
                jar.toString());
    }

    private static void make(Path jar) throws IOException, InterruptedException {
        // Two processes of tests may begin at once.
        try (var file = FileChannel.open(CLASSES.resolveSibling("classes.lock"), CREATE, WRITE);
                var lock = file.lock()) {
            if (lock.isValid() && !isMadeOf(jar)) {
                Files.deleteIfExists(CLASSES);
                archive(jar);
            }
        }
    }

    private static boolean isMadeOf(Path jar) throws IOException {
        return Files.exists(CLASSES)
                && Files.getLastModifiedTime(CLASSES).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    /** Runs a small cycle, at whose end Java writes down the classes that it loaded. */
    private static void archive(Path jar) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("caravan");
        SettingsFolder.in(folder).whole();
        var command = new ArrayList<>(command(jar, "-XX:ArchiveClassesAtExit=" + CLASSES));
        // It names every class that it cannot keep.
        command.add(1, "-Xlog:disable");
        command.add("once");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("LOCAL_SPOTIFY_PLAYLISTS", "1");
        builder.environment().put("LOCAL_SPOTIFY_ENTRIES", "5");
        builder.environment().put("TABLES_CATALOGUE", "jdbc");
        if (builder.start().waitFor() != 0) {
            throw new IOException("The jar does not run: " + Files.readString(folder.resolve("said")));
        }
    }
}
