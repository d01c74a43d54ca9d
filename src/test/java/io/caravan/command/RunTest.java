package io.caravan.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.local.LocalS3;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import io.caravan.network.TcpProxy;
import io.caravan.network.TcpProxy.Direction;
import io.caravan.network.Toxic;
import io.caravan.observe.Served;
import io.caravan.settings.SettingsFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the process shows of itself to the outside: ports, health, and that it outlives what others send or do not send. */
@Timeout(300)
class RunTest {
    private static final Map<String, String> SMALL =
            Map.of("LOCAL_SPOTIFY_PLAYLISTS", "1", "LOCAL_SPOTIFY_ENTRIES", "5", "LOCAL_SPOTIFY_DAY", "2026-11-21");
    private static final int HUNDRED_MB = 100_000_000;

    @TempDir
    Path folder;

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private static Map<String, String> with(Map<String, String> environment, Map<String, String> more) {
        var all = new HashMap<>(environment);
        all.putAll(more);
        return all;
    }

    private static void awaitReady(CaravanProcess process, Served served) {
        await().until(() -> {
            assertThat(process.isAlive()).as("it said: %s", process.err()).isTrue();
            return served.status("/observe/health/ready") == 200;
        });
    }

    @Test
    void theLogNamesWhatIsDoneAndIsAnObjectALineWhereThatIsAskedFor() throws Exception {
        SettingsFolder.in(folder).whole();
        Map<String, String> environment =
                Map.of("CAMEL_MANAGEMENT_PORT", "0", "WAREHOUSE_LOAD_EVERY", "1s", "CARAVAN_LOG_FORMAT", "json");
        try (var process = CaravanProcess.start(folder, with(SMALL, environment), "run")) {
            await().until(() -> process.err().contains("1 loaded"));
            process.terminate();
            process.await();

            List<JsonNode> lines = new ArrayList<>();
            for (String line : process.err().lines().toList()) {
                lines.add(new ObjectMapper().readTree(line));
            }
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line.path("@timestamp").asText())
                            .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"))
                    .extracting(line -> line.path("log.level").asText())
                    .containsOnly("INFO");
            assertThat(lines)
                    .as("a start is three lines")
                    .filteredOn(
                            line -> line.path("process.thread.name").asText().equals("main"))
                    .hasSize(3);
            assertThat(lines)
                    .extracting(line -> line.path("log.logger").asText() + " on "
                            + line.path("process.thread.name").asText().replaceAll("\\d+$", "N") + ": "
                            + line.path("message").asText())
                    .anyMatch(line -> line.matches(
                            "extract-playlists on extract-N: 33ufcdkmo0P1CQ3M6QtdAG: read, \\d+ entries of \".+\""))
                    .anyMatch(line -> line.matches("transform-snapshots on transform-N: .*"))
                    .noneMatch(line -> line.contains("Camel (camel-"));
        }
    }

    @Test
    void theOpenPortsAreTheThreeOfTheSettingsAndAllOnTheLoopback() throws Exception {
        SettingsFolder.in(folder).whole();
        int[] ports = new int[3];
        try (var one = listen(0);
                var two = listen(0);
                var three = listen(0)) {
            ports[0] = one.getLocalPort();
            ports[1] = two.getLocalPort();
            ports[2] = three.getLocalPort();
        }
        Map<String, String> environment = Map.of(
                "LOCAL_SPOTIFY_PORT", String.valueOf(ports[0]),
                "LOCAL_S3_PORT", String.valueOf(ports[1]),
                "CAMEL_MANAGEMENT_PORT", String.valueOf(ports[2]),
                "CARAVAN_OBSERVE_EVERY", "100ms",
                "WAREHOUSE_LOAD_EVERY", "1s");
        try (var process = CaravanProcess.start(folder, with(SMALL, environment), "run")) {
            awaitReady(process, new Served("http://127.0.0.1:" + ports[2]));
            await("the summary of the run, in the log").until(() -> process.err()
                    .contains("Playlists: 1 read, 0 unchanged, 0 failed. Snapshots: 1 transformed, 1 loaded."
                            + " Dead letters: 0. Entries: "));

            assertThat(ListeningSockets.of(process.pid()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(ports)
                            .mapToObj(port -> "tcp 127.0.0.1:" + port)
                            .toList());
            assertThat(process.err())
                    .contains("Health and metrics: http://127.0.0.1:" + ports[2] + "/observe/health")
                    .doesNotContain("0.0.0.0")
                    .as("each metric is registered once")
                    .doesNotContain("already registered");
            assertThat(healthCheckOfTheImage(ports[2])).isZero();
        }
        assertThat(healthCheckOfTheImage(ports[2])).isNotZero();
    }

    private static int healthCheckOfTheImage(int port) throws Exception {
        String command = Files.readString(Path.of("docker/Dockerfile"))
                .replaceFirst("(?s).*HEALTHCHECK.*?CMD (\\[.*?])\\n.*", "$1");
        var builder = new ProcessBuilder(new ObjectMapper().readValue(command, String[].class));
        builder.environment().put("CAMEL_MANAGEMENT_PORT", String.valueOf(port));
        return builder.start().waitFor();
    }

    @Test
    void aPortThatIsTakenEndsRunAndIsNoMatterToTheOtherCommands() throws Exception {
        SettingsFolder.in(folder).whole();
        try (var taken = listen(0)) {
            String port = String.valueOf(taken.getLocalPort());
            Map<String, String> environment = with(SMALL, Map.of("CAMEL_MANAGEMENT_PORT", port, "CARAVAN_LOG", "info"));

            var run = CaravanProcess.run(folder, environment, "run");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("Cannot listen on 127.0.0.1:" + port)
                    .contains("set camel.management.port to a free port")
                    .doesNotContain("\tat ");

            var once = CaravanProcess.run(folder, environment, "once");
            assertThat(once.exitCode()).as(once.err()).isZero();
            assertThat(once.err())
                    .contains(" INFO ", "(caravan) started")
                    .doesNotContain("Vert.x", "Prometheus", "observe-lake");
            assertThat(once.out()).doesNotContain("INFO");
        }
    }

    @Test
    void aLakeThatHangsIsToldWhileScrapesAreAnsweredAndLifeGoesOn() throws Exception {
        SettingsFolder.in(folder).whole();
        var catalogue = Catalogue.of(1, 1, 5, LocalDate.of(2026, 11, 21));
        var s3 = LocalS3.start(folder.resolve("s3"), "lake", 0, "local", "local-secret");
        var network = TcpProxy.before(s3.url());
        var spotify = SpotifySimulator.start(SimulatorConfig.of(catalogue));
        var environment = new HashMap<>(Map.of(
                "CAMEL_MAIN_PROFILE", "prod",
                "CARAVAN_TRIGGERS", "false",
                "CARAVAN_EXTRACT_AT_START", "false",
                "CARAVAN_OBSERVE_EVERY", "200ms",
                "SPOTIFY_CLIENT_ID", "caravan-client",
                "SPOTIFY_CLIENT_SECRET", "caravan-secret",
                "SPOTIFY_PLAYLISTS", catalogue.ids().get(0),
                "SPOTIFY_API_URL", spotify.url(),
                "SPOTIFY_ACCOUNTS_URL", spotify.url()));
        environment.putAll(Map.of(
                "LAKE_BUCKET", "lake",
                "LAKE_ENDPOINT", network.url(),
                "LAKE_REGION", "us-east-1",
                "LAKE_ACCESS_KEY", "local",
                "LAKE_SECRET_KEY", "local-secret",
                "WAREHOUSE_DIALECT", "duckdb",
                "WAREHOUSE_URL", "jdbc:duckdb:" + folder.resolve("never.duckdb")));
        try (var free = listen(0)) {
            environment.put("CAMEL_MANAGEMENT_PORT", String.valueOf(free.getLocalPort()));
        }
        var served = new Served("http://127.0.0.1:" + environment.get("CAMEL_MANAGEMENT_PORT"));
        try (var process = CaravanProcess.start(folder, environment, "run")) {
            awaitReady(process, served);
            // Connections are taken, and nothing comes back.
            network.add(Direction.UPSTREAM, new Toxic.Timeout(Duration.ZERO));
            await().until(() -> served.status("/observe/health/ready") == 503);

            assertThat(served.get("/observe/health").body())
                    .contains("\"name\":\"lake\",\"status\":\"DOWN\"", "S3 has not answered since");
            assertThat(served.status("/observe/health/live")).isEqualTo(200);
            assertThat(served.get("/observe/metrics").body())
                    .contains("caravan_inbox_objects{inbox=\"raw_data/to_processed\"} 0.0");
        } finally {
            network.close();
            s3.close();
            spotify.close();
        }
    }

    /** In a heap that could not hold one of them. */
    @Test
    void trf2DepthATextOf100MbAndAGzipBombAreRefusedAndTheOthersGoOn() throws Exception {
        SettingsFolder.in(folder).whole();
        Path inbox = Files.createDirectories(folder.resolve("data/s3/lake/raw_data/to_processed"));
        byte[] filler = new byte[HUNDRED_MB];
        Arrays.fill(filler, (byte) 'x');
        try (var text = new BufferedOutputStream(Files.newOutputStream(inbox.resolve("text.json")))) {
            text.write("{\"items\":[],\"name\":\"".getBytes(UTF_8));
            text.write(filler);
            text.write("\"}".getBytes(UTF_8));
        }
        // None of its values is beyond a limit, only all of them together.
        Path bomb = inbox.resolve("bomb.json.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            gzip.write("{\"items\":[]".getBytes(UTF_8));
            for (int value = 0; value < 200; value++) {
                gzip.write(",\"x\":\"".getBytes(UTF_8));
                gzip.write(filler, 0, HUNDRED_MB / 200);
                gzip.write('"');
            }
            gzip.write('}');
        }
        assertThat(Files.size(bomb)).isLessThan(110_000);
        Files.writeString(inbox.resolve("deep.json"), "{\"items\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");

        var result = CaravanProcess.run(
                folder, with(SMALL, Map.of("JDK_JAVA_OPTIONS", "-Xmx96m -XX:+ExitOnOutOfMemoryError")), "once");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
        assertThat(result.out())
                .contains("1 read, 0 unchanged, 0 failed. Snapshots: 1 transformed, 1 loaded. Dead letters: 3");
        assertThat(List.of("text.json", "bomb.json.gz", "deep.json"))
                .allSatisfy(name -> assertThat(inbox.resolve(name)).doesNotExist());
        assertThat(reasons())
                .hasSize(3)
                .anyMatch(
                        reason -> reason.contains("text.json") && reason.contains("a value of more than 4001024 bytes"))
                .anyMatch(reason -> reason.contains("bomb.json.gz") && reason.contains("beyond the limit of 200 to 1"))
                .anyMatch(reason -> reason.contains("deep.json") && reason.contains("more than 100 levels"));
    }

    private List<String> reasons() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data/s3/lake/dead_letter"))) {
            List<String> reasons = new ArrayList<>();
            for (Path file : files.filter(name -> name.toString().endsWith(".error.json"))
                    .toList()) {
                reasons.add(new ObjectMapper()
                        .readTree(file.toFile())
                        .path("message")
                        .asText());
            }
            return reasons;
        }
    }
}
