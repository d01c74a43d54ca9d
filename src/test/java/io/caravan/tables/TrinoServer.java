package io.caravan.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.PythonEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Trino with one catalogue, {@code lake}, and no other plugin than Iceberg's. Its archive lies in {@code target/readers}, where
 * {@code mvn -Preaders} puts it. See <a href="https://trino.io/docs/476/installation/deployment.html">how it is deployed</a>.
 */
final class TrinoServer implements AutoCloseable {
    private static final Path ARCHIVE = Path.of("target/readers/trino-server.tar.gz");
    private static final Path PROGRAM = Path.of("target/readers/trino").toAbsolutePath();

    private final Process process;
    private final int port;

    private TrinoServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param folder an empty folder
     * @param catalogue the lines of the catalogue's properties
     */
    static TrinoServer start(Path folder, String catalogue) throws IOException, InterruptedException {
        String java = System.getenv("JAVA25_HOME");
        if (java == null) {
            throw new IllegalStateException(
                    "Trino needs a later Java than Caravan: set the environment's JAVA25_HOME to the folder of a Java 25");
        }
        unpack();
        int port = freePort();
        Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(folder.resolve("catalog/lake.properties"), catalogue);
        // All plugins together take minutes to start.
        Files.createDirectories(folder.resolve("plugin"));
        Files.createSymbolicLink(folder.resolve("plugin/iceberg"), PROGRAM.resolve("plugin/iceberg"));
        Files.writeString(folder.resolve("config.properties"), """
                coordinator=true
                node-scheduler.include-coordinator=true
                node.bind-ip=127.0.0.1
                node.internal-address=127.0.0.1
                http-server.http.port=%1$d
                discovery.uri=http://127.0.0.1:%1$d
                catalog.config-dir=%2$s/catalog
                plugin.dir=%2$s/plugin
                """.formatted(port, folder));
        Process process = new ProcessBuilder(List.of(
                        java + "/bin/java",
                        "-Xmx2G",
                        "--add-modules=jdk.incubator.vector",
                        "-Djdk.attach.allowAttachSelf=true",
                        "-Dconfig=" + folder.resolve("config.properties"),
                        "-Dnode.environment=test",
                        "-Dnode.data-dir=" + folder.resolve("data"),
                        "-cp",
                        PROGRAM.resolve("lib") + "/*",
                        "io.trino.server.TrinoServer"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        awaitStart(process);
        return new TrinoServer(process, port);
    }

    /** By tar: in the archive are hard links from plugin to plugin. */
    private static void unpack() throws IOException, InterruptedException {
        if (!Files.exists(ARCHIVE)) {
            throw new IllegalStateException("There is no " + ARCHIVE + ": run this test by mvn -Preaders verify");
        }
        Path whole = PROGRAM.resolve("whole");
        if (!Files.exists(whole)) {
            Files.createDirectories(PROGRAM);
            PythonEnvironment.run("tar", "-xzf", ARCHIVE.toString(), "-C", PROGRAM.toString(), "--strip-components=1");
            Files.createFile(whole);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitStart(Process process) throws IOException {
        var log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var told = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            told.append(line).append('\n');
            if (line.contains("SERVER STARTED")) {
                var rest = new Thread(() -> log.lines().forEach(more -> {}), "trino-log");
                rest.setDaemon(true);
                rest.start();
                return;
            }
        }
        throw new IllegalStateException("Trino ended before it had started:\n" + told);
    }

    /** Returns its origin. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
