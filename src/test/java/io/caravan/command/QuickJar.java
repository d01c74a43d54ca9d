package io.caravan.command;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The jar for processes that are started by the hundred: the same classes, beside an archive of them that spares half of a start,
 * and with DuckDB's library unpacked, which every process would else do for itself. Made in {@code target/quick} once a build.
 */
public final class QuickJar {
    private static final Path FOLDER = Path.of("target/quick").toAbsolutePath();
    private static final Path JAR = FOLDER.resolve("caravan.jar");
    private static final Path CLASSES = FOLDER.resolve("classes.jsa");
    private static final Path WHOLE = FOLDER.resolve("whole");
    private static final List<String> CAPABILITIES = List.of("lib-stream", "lib-tables");
    private static final String LIBRARY = "libduckdb_java.so_";
    private static boolean made;

    private QuickJar() {}

    /**
     * Returns how to start it, up to the arguments of the command.
     *
     * @param original the jar as it ships, with its {@code lib/} beside it
     */
    public static synchronized List<String> command(Path original) {
        try {
            if (!made) {
                make(original);
                made = true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return command("-XX:SharedArchiveFile=" + CLASSES);
    }

    private static List<String> command(String archive) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                archive,
                "-jar",
                JAR.toString());
    }

    private static void make(Path original) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER.getParent());
        // Two processes of tests may begin at once.
        try (var file = FileChannel.open(FOLDER.resolveSibling("quick.lock"), CREATE, WRITE);
                var lock = file.lock()) {
            if (lock.isValid() && isOf(original)) {
                return;
            }
            delete(FOLDER);
            Path libraries = Files.createDirectories(FOLDER.resolve("lib"));
            try (Stream<Path> jars = Files.list(original.resolveSibling("lib"))) {
                for (Path jar : jars.toList()) {
                    if (jar.getFileName().toString().startsWith("duckdb_jdbc")) {
                        unpack(jar, libraries);
                    } else {
                        Files.createSymbolicLink(libraries.resolve(jar.getFileName()), jar);
                    }
                }
            }
            for (String folder : CAPABILITIES) {
                Files.createSymbolicLink(
                        FOLDER.resolve(folder), original.toAbsolutePath().resolveSibling(folder));
            }
            Files.copy(original, JAR);
            archive();
            Files.createFile(WHOLE);
        }
    }

    private static boolean isOf(Path original) throws IOException {
        return Files.exists(WHOLE) && Files.mismatch(original, JAR) < 0;
    }

    /** Leaves the libraries of all machines out, and puts the one of this machine where DuckDB then looks. */
    private static void unpack(Path jar, Path folder) throws IOException {
        String mine = LIBRARY + system() + "_" + processor();
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(folder.resolve(jar.getFileName())))) {
            for (ZipEntry entry : from.stream().toList()) {
                try (InputStream in = from.getInputStream(entry)) {
                    if (entry.getName().equals(mine)) {
                        Files.copy(in, folder.resolve(mine));
                    } else if (!entry.getName().startsWith(LIBRARY)) {
                        copy(entry.getName(), in, to);
                    }
                }
            }
        }
    }

    private static void copy(String name, InputStream in, ZipOutputStream to) throws IOException {
        to.putNextEntry(new ZipEntry(name));
        in.transferTo((OutputStream) to);
        to.closeEntry();
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "macos" : name.startsWith("windows") ? "windows" : "linux";
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    /** Runs a small cycle, at whose end Java writes down the classes that it loaded. */
    private static void archive() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("caravan");
        SettingsFolder.in(folder).whole();
        var command = new ArrayList<>(command("-XX:ArchiveClassesAtExit=" + CLASSES));
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
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
