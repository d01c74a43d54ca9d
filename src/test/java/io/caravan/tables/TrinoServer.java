package io.caravan.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.PythonEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trino with one catalogue, {@code lake}, and no other plugin than Iceberg's. Its archive lies in {@code target/readers}, where
 * {@code mvn -Preaders} puts it. See <a href="https://trino.io/docs/476/installation/deployment.html">how it is deployed</a>.
 */
public final class TrinoServer implements AutoCloseable {
    private static final Path ARCHIVE = Path.of("target/readers/trino-server.tar.gz");
    private static final Path PROGRAM = Path.of("target/readers/trino").toAbsolutePath();

    private final HttpClient http = HttpClient.newHttpClient();
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
    public static TrinoServer start(Path folder, String catalogue) throws IOException, InterruptedException {
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

    /** Returns the lines of a catalogue's properties: the lake's tables, which a catalogue in PostgreSQL lists. */
    public static String lake(String postgres, String s3) {
        return """
                connector.name=iceberg
                iceberg.catalog.type=jdbc
                iceberg.jdbc-catalog.catalog-name=caravan
                iceberg.jdbc-catalog.driver-class=org.postgresql.Driver
                iceberg.jdbc-catalog.connection-url=%s
                iceberg.jdbc-catalog.connection-user=postgres
                iceberg.jdbc-catalog.connection-password=postgres
                iceberg.jdbc-catalog.default-warehouse-dir=s3://lake/lake/
                fs.native-s3.enabled=true
                s3.endpoint=%s
                s3.region=us-east-1
                s3.path-style-access=true
                s3.aws-access-key=local
                s3.aws-secret-key=local-secret
                """.formatted(postgres, s3);
    }

    /** Returns its origin. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Runs a statement to its end and returns its rows, by name of the column: dates, times and numbers as Java has them.
     *
     * @param schema where names without one are looked for
     * @see <a href="https://trino.io/docs/476/develop/client-protocol.html">The protocol</a>
     */
    public List<Map<String, Object>> ask(String schema, String statement) throws IOException, InterruptedException {
        HttpRequest request = request(url() + "/v1/statement", schema)
                .POST(HttpRequest.BodyPublishers.ofString(statement))
                .build();
        var rows = new ArrayList<Map<String, Object>>();
        while (true) {
            JsonNode answer = new ObjectMapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
            if (answer.has("error")) {
                throw new IllegalStateException(answer.at("/error/message").asText() + " in\n" + statement);
            }
            for (JsonNode row : answer.path("data")) {
                var values = new LinkedHashMap<String, Object>();
                for (int i = 0; i < row.size(); i++) {
                    JsonNode column = answer.path("columns").path(i);
                    values.put(
                            column.path("name").asText(),
                            value(row.path(i), column.path("type").asText()));
                }
                rows.add(values);
            }
            if (!answer.has("nextUri")) {
                return rows;
            }
            request = request(answer.path("nextUri").asText(), schema).build();
        }
    }

    private static HttpRequest.Builder request(String url, String schema) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("X-Trino-User", "reader")
                .header("X-Trino-Catalog", "lake")
                .header("X-Trino-Schema", schema)
                .header("X-Trino-Time-Zone", "America/New_York")
                // Without it microseconds are cut off.
                .header("X-Trino-Client-Capabilities", "PARAMETRIC_DATETIME");
    }

    private static Object value(JsonNode value, String type) {
        if (value.isNull()) {
            return null;
        }
        return switch (type.replaceFirst("\\(.*", "")) {
            case "timestamp" -> Timestamp.valueOf(value.asText());
            case "date" -> LocalDate.parse(value.asText());
            case "double", "decimal" -> value.asDouble();
            case "boolean" -> value.asBoolean();
            case "integer", "bigint" -> value.asLong();
            default -> value.asText();
        };
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
