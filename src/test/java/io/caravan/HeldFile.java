package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A DuckDB file that another process keeps to itself until this is closed: it holds the lock that DuckDB asks for. */
public final class HeldFile implements AutoCloseable {
    private final Process holder;

    private HeldFile(Process holder) {
        this.holder = holder;
    }

    /** Makes the file where it is not there yet, as a process that loads does, and returns when it is held. */
    public static HeldFile of(Path file) throws IOException, SQLException {
        if (Files.notExists(file)) {
            DriverManager.getConnection("jdbc:duckdb:" + file).close();
        }
        // Nothing on the class path but this class: it lives for a lock.
        Path classes = Path.of(URI.create(HeldFile.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes.toString(),
                        HeldFile.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8)).readLine();
        if (!"held".equals(said)) {
            throw new IOException("Nobody holds " + file);
        }
        return new HeldFile(holder);
    }

    public boolean isHeld() {
        return holder.isAlive();
    }

    /** Lets the file go. */
    @Override
    public void close() throws InterruptedException {
        holder.destroyForcibly().waitFor();
    }

    /** Holds a file until nobody is there any more who could let it go. */
    public static void main(String[] arguments) throws IOException {
        try (var file = FileChannel.open(Path.of(arguments[0]), WRITE);
                var lock = file.lock()) {
            if (lock.isValid()) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
