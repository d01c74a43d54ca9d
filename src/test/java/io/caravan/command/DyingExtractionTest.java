package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.local.LocalS3;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import io.caravan.local.spotify.Truth;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command "once" in a process of its own that is killed while it reads; Spotify and the lake outlive it. */
@Timeout(300)
class DyingExtractionTest {
    private static final Catalogue CATALOGUE = Catalogue.of(1, 4, 60, LocalDate.of(2026, 11, 20));
    /** Of three pages. */
    private static final String FIRST = CATALOGUE.ids().get(0);

    @TempDir
    static Path folder;

    /** A process that comes after the one that dies or is turned away. */
    private static Commands next;

    private SpotifySimulator spotify;
    private LocalS3 s3;

    @BeforeAll
    static void startNext() throws IOException {
        next = Commands.in(folder);
    }

    @AfterAll
    static void stopNext() throws Exception {
        next.close();
    }

    @BeforeEach
    void start() throws IOException {
        next.clear();
        SettingsFolder.in(folder).whole();
        spotify = SpotifySimulator.start(SimulatorConfig.of(CATALOGUE));
        s3 = LocalS3.start(folder.resolve("s3"), "lake", 0, "local", "local-secret");
    }

    @AfterEach
    void stop() {
        spotify.close();
        s3.close();
    }

    @Test
    void page1AProcessThatIsKilledBetweenPagesLeavesNoHalfSnapshotAndTheNextReadsTheListAgain() throws Exception {
        var victim = new CompletableFuture<CaravanProcess>();
        spotify.fault(
                request -> request.path().contains(FIRST)
                        && "50".equals(request.query().get("offset")),
                1,
                right -> {
                    kill(victim.join());
                    return Fault.reset().apply(right);
                });
        try (var process = CaravanProcess.start(folder, environment(), "once")) {
            victim.complete(process);
            assertThat(process.await().exitCode()).as("killed").isEqualTo(137);
        }
        await("the simulator notes the call whose caller is gone")
                .until(() -> pathsOf("items").equals(List.of("offset=0", "offset=50")));
        assertThat(files(folder.resolve("s3")))
                .as("no half snapshot, and not remembered as read")
                .noneMatch(file -> file.contains(FIRST));

        var again = next.run(environment(), "once");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("\"dead_letters\":0");
        assertThat(pathsOf("items")).containsExactly("offset=0", "offset=50", "offset=0", "offset=50", "offset=100");
        assertThat(items("select position, song_id from tbl_playlist_items where playlist_id = '" + FIRST + "'"))
                .containsExactlyInAnyOrderElementsOf(expected());
        assertThat(items("select playlist_id, count(*) from etl_load join tbl_playlist using (snapshot) group by 1"))
                .as("each once")
                .hasSize(4)
                .allMatch(row -> row.endsWith(" 1"));
    }

    @Test
    void page2ProcessesThatStartWithinALongPenaltyMakeNoCall() throws Exception {
        spotify.fault("/v1/.*", 99, Fault.rateLimited("83276"));
        var parked = CaravanProcess.run(folder, environment(), "once");
        assertThat(parked.exitCode()).as(parked.err()).isEqualTo(75);
        int calls = spotify.calls().size();

        for (int restart = 1; restart <= 3; restart++) {
            var again = next.run(environment(), "once");
            assertThat(again.exitCode()).as(again.err()).isEqualTo(75);
            assertThat(again.out()).contains("no call goes out before");
        }

        assertThat(spotify.calls()).hasSize(calls);
        var json = new ObjectMapper();
        var state = json.readTree(Files.readAllBytes(folder.resolve("s3/lake/state/rate-limit.json")));
        assertThat(state.path("not_before").asText()).isNotEmpty();
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("CAMEL_MAIN_PROFILE", "prod"),
                Map.entry("SPOTIFY_API_URL", spotify.url()),
                Map.entry("SPOTIFY_ACCOUNTS_URL", spotify.url()),
                Map.entry("SPOTIFY_CLIENT_ID", "caravan-client"),
                Map.entry("SPOTIFY_CLIENT_SECRET", "caravan-secret"),
                Map.entry("SPOTIFY_PLAYLISTS", String.join(",", CATALOGUE.ids())),
                Map.entry("SPOTIFY_CONCURRENCY", "1"),
                Map.entry("LAKE_BUCKET", "lake"),
                Map.entry("LAKE_ENDPOINT", s3.url()),
                Map.entry("LAKE_REGION", "us-east-1"),
                Map.entry("LAKE_ACCESS_KEY", "local"),
                Map.entry("LAKE_SECRET_KEY", "local-secret"),
                Map.entry("WAREHOUSE_DIALECT", "duckdb"),
                Map.entry("WAREHOUSE_URL", "jdbc:duckdb:" + folder.resolve("warehouse.duckdb")));
    }

    private static void kill(CaravanProcess process) {
        try {
            process.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> pathsOf(String endpoint) {
        return spotify.calls().stream()
                .filter(call -> call.path().equals("/v1/playlists/" + FIRST + "/" + endpoint))
                .map(call -> call.query().replaceAll(".*(offset=\\d+).*", "$1"))
                .toList();
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    private static List<String> expected() {
        var rows = new ArrayList<String>();
        List<Truth.Entry> entries = CATALOGUE.playlists().get(0).entries();
        for (int position = 0; position < entries.size(); position++) {
            if (entries.get(position).kind() == Truth.Kind.TRACK) {
                rows.add(position + " " + entries.get(position).track().id());
            }
        }
        return rows;
    }

    private List<String> items(String sql) throws Exception {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2));
            }
        }
        return rows;
    }
}
