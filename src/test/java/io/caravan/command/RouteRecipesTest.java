package io.caravan.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.Setting;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of {@code docs/routes.md}, as they stand there, in {@code routes/local/} of a trial. */
class RouteRecipesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As another program leaves one. */
    private static final String PLAYLIST = """
            {"id":"37i9dQZF1DXcBWIGoYBM5M","name":"Exported","snapshot_id":"a","tracks":{"total":1,"items":[{"added_at":"2026-01-01T00:00:00Z",
            "track":{"id":"4uLU6hMCjMI75M1A2tKUQC","type":"track","name":"From another bucket","artists":[{"id":"0OdUWJ0sBjDrqHygGUXeCF","name":"A"}],
            "album":{"id":"2up3OPMp9Tb4dAKM2erWXQ","name":"B","artists":[{"id":"0OdUWJ0sBjDrqHygGUXeCF","name":"A"}]}}}]}}
            """;

    @TempDir
    static Path folder;

    /** Where a recipe copies to. */
    @TempDir
    Path target;

    private static Commands commands;

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer web;
    private int status = 204;

    @BeforeAll
    static void start() throws IOException {
        SettingsFolder.in(folder).whole().set("local.spotify-playlists=2", "caravan.retry-delay=10ms");
        commands = Commands.in(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        commands.close();
    }

    @BeforeEach
    void serve() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/hook", exchange -> {
            posted.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void clear() throws IOException {
        web.stop(0);
        for (String part : List.of("routes/local", "data")) {
            Path whole = folder.resolve(part);
            if (!Files.exists(whole) || Files.isSymbolicLink(whole)) {
                Files.deleteIfExists(whole);
                continue;
            }
            try (Stream<Path> files = Files.walk(whole)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void eachCsvFileIsCopiedToAFolder() throws Exception {
        recipe("copy-to-folder");
        once(0, "own.folder", target.toString());
        assertThat(files(target)).isNotEmpty().isEqualTo(csvFiles());
    }

    @Test
    void eachCsvFileIsCopiedToAServerThatIsKnown() throws Exception {
        recipe("copy-to-sftp");
        try (var server = SshServer.setUpDefaultServer()) {
            server.setHost("127.0.0.1");
            server.setPort(0);
            var keys = new SimpleGeneratorHostKeyProvider(target.resolve("host-key"));
            keys.setAlgorithm("EC");
            server.setKeyPairProvider(keys);
            server.setPasswordAuthenticator(
                    (user, password, session) -> user.equals("caravan") && password.equals("secret"));
            server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
            Path root = Files.createDirectories(target.resolve("root"));
            server.setFileSystemFactory(new VirtualFileSystemFactory(root));
            server.start();
            KeyPair key = keys.loadKeys(null).iterator().next();
            Path known = Files.writeString(
                    target.resolve("known-hosts"),
                    "[127.0.0.1]:%d %s%n".formatted(server.getPort(), PublicKeyEntry.toString(key.getPublic())));
            String[] own = {
                "own.sftp-host",
                "127.0.0.1",
                "own.sftp-port",
                String.valueOf(server.getPort()),
                "own.sftp-user",
                "caravan",
                "own.sftp-password",
                "secret",
                "own.known-hosts",
                known.toString()
            };
            once(0, own);
            assertThat(files(root.resolve("caravan"))).isNotEmpty().isEqualTo(csvFiles());

            Files.writeString(known, "");
            Result result = once(
                    3,
                    Stream.concat(Stream.of("spotify.reread-after", "0s"), Stream.of(own))
                            .toArray(String[]::new));
            assertThat(result.out())
                    .contains("Failed: copy-to-sftp on-snapshot-transformed: ", "2 transformed, 2 loaded")
                    .contains("; mend it and start again, then caravan replay calls it once more");
            assertThat(result.out() + result.err()).doesNotContain("secret");
        }
    }

    @Test
    void theFilesOfOnePlaylistAreCopied() throws Exception {
        recipe("copy-one-playlist");
        once(0, "own.folder", target.resolve("none").toString(), "own.playlist", "none");
        String playlist = query("select min(playlist_id) from tbl_playlist");
        assertThat(target.resolve("none")).doesNotExist();

        once(0, "own.folder", target.toString(), "own.playlist", playlist, "spotify.reread-after", "0s");
        assertThat(files(target).keySet())
                .singleElement()
                .asString()
                .startsWith("transformed_data/songs_data/" + playlist + "_");
    }

    @Test
    void whatLiesInAnotherBucketIsTakenFromThere() throws Exception {
        recipe("take-from-bucket");
        Path other = Files.createDirectories(folder.resolve("data/s3/other/exports"));
        Files.writeString(other.resolve("today.json"), PLAYLIST);
        Files.writeString(other.resolve("${exchangeId}.json"), PLAYLIST);
        try (var process = CaravanProcess.start(folder, Map.of("OWN_BUCKET", "other"), "run")) {
            await().atMost(Duration.ofMinutes(2)).until(() -> files(other).isEmpty());
            process.terminate();
            process.await();
        }

        // What the service did not come to.
        commands.run(Map.of("OWN_BUCKET", "other"), "once");
        assertThat(query("select count(*) from tbl_songs where song_name = 'From another bucket'"))
                .isEqualTo("1");
        assertThat(files(folder.resolve("data/s3/lake/dead_letter")).keySet())
                .as("a name that is an expression is none, and what bears it is set aside")
                .hasSize(2)
                .anyMatch(name -> name.endsWith("_exchangeId_.json"));
    }

    @Test
    void playlistsAreReadAtASecondTimeOfDay() throws Exception {
        recipe("extract-in-the-evening");
        try (var process = CaravanProcess.start(
                folder,
                Map.of(
                        "OWN_SCHEDULE",
                        "* * * * * ?",
                        "CARAVAN_EXTRACT_AT_START",
                        "false",
                        "LOCAL_SPOTIFY_PLAYLISTS",
                        "1"),
                "run")) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> process.err().matches("(?s).*extract-playlists \\w+: (read|unchanged).*"));
            process.terminate();
            process.await();
        }
    }

    @Test
    void aWebhookHearsOfEachDeadLetter() throws Exception {
        recipe("call-webhook");
        drop("nonsense.json", "nonsense");
        once(3, "own.webhook", hook());
        assertThat(posted).singleElement().asString().startsWith("POST application/json {");
        var report = JSON.readTree(posted.get(0).substring("POST application/json ".length()));
        assertThat(report.path("object").asText()).isEqualTo("raw_data/to_processed/nonsense.json");
        assertThat(report.path("stage").asText()).isEqualTo("transform-snapshots");
        assertThat(report.path("message").asText()).startsWith("Cannot read the raw object");
    }

    @Test
    void aHookThatFailsIsToldAndFailsNobody() throws Exception {
        status = 500;
        recipe("call-webhook");
        recipe("tell-of-loads");
        drop("nonsense.json", "nonsense");
        Result result = once(3, "own.webhook", hook());
        assertThat(posted.stream().filter(event -> event.contains("\"stage\":")))
                .as("it was tried once more")
                .hasSize(2);
        assertThat(posted).hasSizeGreaterThan(2);
        assertThat(result.out())
                .contains("Snapshots: 2 transformed, 2 loaded. Dead letters: 1.")
                .contains("Failed: call-webhook on-set-aside: routes/local/call-webhook.camel.yaml, line 24,"
                        + " the step call-webhook-post: HTTP operation failed")
                .contains("; mend it and start again, before the next call; this one does not come again")
                .contains("Failed: tell-of-loads on-loaded: routes/local/tell-of-loads.camel.yaml, line 7:"
                        + " HTTP operation failed")
                .contains("Failed: transform-snapshots raw_data/to_processed/nonsense.json: ");
        assertThat(result.err()).contains("tell-of-loads on-loaded: failed: ");
        assertThat(query("select count(*) from etl_load")).isEqualTo("2");
    }

    @Test
    void aKameletTellsOfLoadsAndSoDoesTheLog() throws Exception {
        recipe("tell-of-loads");
        Result result = once(0, "own.webhook", hook());
        var event = JSON.readTree(posted.get(0).replaceFirst("^[^{]*", ""));
        assertThat(posted).hasSize(1);
        assertThat(event.path("snapshots")).hasSize(2);
        assertThat(event.path("rows").path("songs").asInt()).isPositive();
        assertThat(result.err())
                .contains(
                        "The warehouse has " + event.path("rows").path("songs").asInt() + " more rows of songs");
    }

    @Test
    void theFolderMayBeALinkOrHoldLinks() throws Exception {
        Files.writeString(target.resolve("elsewhere"), Recipes.route("copy-to-folder"));
        Files.createSymbolicLink(target.resolve("copy-to-folder.camel.yaml"), target.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("routes/local"), target);
        assertThat(commands.run(Map.of("OWN_FOLDER", "unused"), "routes").out()).contains(" copy-to-folder ");
    }

    @Test
    void whatCannotBeMeantIsToldInAFileOfOnesOwnToo() throws Exception {
        recipe("tell-of-loads");
        Path file = folder.resolve("routes/local/tell-of-loads.camel.yaml");
        String text = Files.readString(file);
        assertThat(mistake(file, text.replace("name: on-loaded", "name: on-laoded")))
                .contains("routes/local/tell-of-loads.camel.yaml, line 9: nobody calls on-laoded; the hooks are")
                .contains("did you mean on-loaded?");
        assertThat(mistake(file, text.replace("own-route", "own-rout")))
                .contains("line 5: there is no route configuration own-rout;", "did you mean own-route?");
        Files.writeString(file, text);
        Path second = folder.resolve("routes/local/second.camel.yaml");
        assertThat(mistake(second, text.replace("tell-of-loads", "second")))
                .contains("routes/local/tell-of-loads.camel.yaml, line 9: a route begins at on-loaded already, in"
                        + " routes/local/second.camel.yaml, line 9;");
        Files.move(second, folder.resolve("routes/local/second.yaml"));
        assertThat(commands.run(Map.of("OWN_WEBHOOK", "http://127.0.0.1:1/"), "routes")
                        .err())
                .contains("routes/local/second.yaml would not be read; call it second.camel.yaml");
    }

    private static String mistake(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Result result = commands.run(Map.of("OWN_WEBHOOK", "http://127.0.0.1:1/"), "routes");
        assertThat(result.exitCode()).isEqualTo(2);
        return result.err();
    }

    private String hook() {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/hook";
    }

    private static void recipe(String name) throws IOException {
        Path local = Files.createDirectories(folder.resolve("routes/local"));
        Files.writeString(local.resolve(name + ".camel.yaml"), Recipes.route(name));
    }

    private static void drop(String name, String text) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("data/s3/lake/raw_data/to_processed"));
        Files.writeString(inbox.resolve(name), text);
    }

    private static Result once(int exitCode, String... settings) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(Setting.environmentName(settings[i]), settings[i + 1]);
        }
        Result result = commands.run(environment, "once");
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
        return result;
    }

    private static String query(String sql) throws IOException {
        List<String> lines = new ArrayList<>(
                commands.run("query", "--format=csv", sql).out().lines().toList());
        return lines.get(1).replace("\"", "");
    }

    private static Map<String, String> csvFiles() throws IOException {
        return files(folder.resolve("data/s3/lake"), "transformed_data/.*\\.csv");
    }

    private static Map<String, String> files(Path root) throws IOException {
        return files(root, ".*");
    }

    private static Map<String, String> files(Path root, String pattern) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = root.relativize(file).toString();
                    if (name.matches(pattern)) {
                        texts.put(name, Files.readString(file));
                    }
                }
            }
        }
        return texts;
    }
}
