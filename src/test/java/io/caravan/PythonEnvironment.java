package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.opentest4j.TestAbortedException;

/**
 * Python with the libraries that a file in {@code src/test/python} pins. They are in the user's cache, where they outlive {@code target/}:
 * they take longer to install than the tests to run.
 */
public final class PythonEnvironment {
    public static final Path SOURCES = Path.of("src/test/python");

    static final String NEEDS = "needs python3 with venv, and its package registry at the first time";

    private final Path requirements;
    private final Path folder;

    private PythonEnvironment(Path requirements) {
        this.requirements = requirements;
        this.folder = folder(requirements);
    }

    /** Installs one where it is not there yet; skips the test where there is no Python 3, unless it is required. */
    public static PythonEnvironment of(String requirements) {
        var environment = new PythonEnvironment(SOURCES.resolve(requirements));
        try {
            environment.install();
            return environment;
        } catch (IOException e) {
            throw skipped(NEEDS, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns why a test cannot run: a failure where programs of others are required, else a skipped test. */
    static RuntimeException skipped(String needs, IOException e) {
        String reason = needs + ": " + e.getMessage();
        return System.getProperty("caravan.emulators", "").equals("required")
                ? new UncheckedIOException(reason, e)
                : new TestAbortedException(reason);
    }

    /** Returns a folder of its own for each list of libraries. */
    private static Path folder(Path requirements) {
        Path home = Path.of(System.getProperty("user.home"), ".cache");
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", home.toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(requirements));
            return Path.of(cache, "caravan", "emulators-" + HexFormat.of().formatHex(hash, 0, 6))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the interpreter. */
    public String python() {
        return folder.resolve("bin/python").toString();
    }

    private void install() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        Files.createDirectories(folder.getParent());
        // Two processes of tests may begin at once.
        try (var file = FileChannel.open(folder.resolveSibling("emulators.lock"), CREATE, WRITE);
                var lock = file.lock()) {
            // The Python that it was made from may be gone.
            if (lock.isValid() && Files.exists(whole) && Files.isExecutable(Path.of(python()))) {
                return;
            }
            run("python3", "-m", "venv", "--clear", folder.toString());
            // What is not used is not compiled either.
            run(
                    python(),
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--no-compile",
                    "--disable-pip-version-check",
                    "-r",
                    requirements.toString());
            Files.createFile(whole);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @return what it wrote
     * @throws IOException when it cannot be started or ends with another code than 0
     */
    public static String run(String... command) throws IOException, InterruptedException {
        Process process = process(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    /** Its own folder is where Python may keep what it compiled, whatever else it may not write to. */
    static ProcessBuilder process(String... command) {
        var builder = new ProcessBuilder(command);
        builder.environment().remove("PYTHONDONTWRITEBYTECODE");
        return builder;
    }
}
