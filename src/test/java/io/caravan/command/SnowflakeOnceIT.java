package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Cells;
import io.caravan.Emulators;
import io.caravan.ExpectedTables;
import io.caravan.Tables;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import io.caravan.local.spotify.Truth;
import io.caravan.settings.SettingsFolder;
import io.caravan.warehouse.WatchedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command "once" in the profile prod, of which only endpoints and credentials are another's. */
@Tag("long")
class SnowflakeOnceIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    @TempDir
    static Path folder;

    /** For all but the first cycle. */
    private static Commands commands;

    private final Catalogue playlists = Catalogue.of(7, 4, 40, DAY);
    private final Emulators.Account account = Emulators.start().newAccount();
    private final ExpectedTables expected = new ExpectedTables();
    private SpotifySimulator spotify;

    @BeforeAll
    static void start() throws IOException {
        commands = Commands.in(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        commands.close();
    }

    @BeforeEach
    void startSpotify() throws IOException {
        commands.clear();
        SettingsFolder.in(folder).whole();
        spotify = SpotifySimulator.start(SimulatorConfig.of(playlists));
    }

    @AfterEach
    void stopSpotify() {
        spotify.close();
    }

    /** Returns all that this prod has of its own; the key is in one line, as a secret store hands it on. */
    private Map<String, String> environment() throws Exception {
        var settings = new HashMap<>(account.settings());
        settings.keySet().removeAll(List.of("lake.prefix", "warehouse.dialect", "warehouse.token"));
        settings.put("lake.region", "us-east-1");
        settings.put("spotify.api-url", spotify.url());
        settings.put("spotify.accounts-url", spotify.url());
        settings.put("spotify.client-id", "caravan-client");
        settings.put("spotify.client-secret", "caravan-secret");
        settings.put("spotify.playlists", String.join(",", playlists.ids()));
        settings.put("warehouse.private-key", privateKey());
        var environment = new HashMap<>(Map.of("CAMEL_MAIN_PROFILE", "prod"));
        settings.forEach((key, value) ->
                environment.put(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        return environment;
    }

    private static String privateKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] bytes = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\\n" + Base64.getEncoder().encodeToString(bytes)
                + "\\n-----END PRIVATE KEY-----\\n";
    }

    /** Returns the summary of a run to a good end. */
    private static JsonNode summary(CaravanProcess.Result result) throws IOException {
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return new ObjectMapper()
                .readTree(result.out().lines().reduce((a, b) -> b).orElseThrow());
    }

    /** Every cell of every table, in an order of its own. */
    private Map<String, List<String>> tables() throws Exception {
        var tables = new TreeMap<String, List<String>>();
        try (var connection = account.connect()) {
            for (String table : Tables.LOADED) {
                var rows = new ArrayList<String>();
                try (var result = connection.createStatement().executeQuery("select * from " + table)) {
                    while (result.next()) {
                        rows.add(Cells.of(result).toString());
                    }
                }
                tables.put(table, rows.stream().sorted().toList());
            }
        }
        return tables;
    }

    private List<Truth.Playlist> truth() {
        return spotify.truth().values().stream().map(Truth.Playlist.class::cast).toList();
    }

    private void assertTablesAreTheTruth() throws Exception {
        try (var connection = account.connect()) {
            expected.assertIn(connection);
        }
    }

    @Test
    void theTablesAreTheTruthASecondRunChangesNothingAndTheNextDayTheyAreTheTruthAgain() throws Exception {
        var environment = environment();
        List<Truth.Playlist> first = truth();
        expected.read(DAY, first);

        // As it ships: what the driver needs of Java is in the manifest of the jar.
        var alone = CaravanProcess.run(folder, environment, "once");
        assertThat(summary(alone).path("playlists_read").asInt()).isEqualTo(4);
        assertTablesAreTheTruth();
        var doctor = commands.run(environment, "doctor");
        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isZero();

        var before = tables();
        assertThat(summary(commands.run(environment, "once"))
                        .path("playlists_unchanged")
                        .asInt())
                .isEqualTo(4);
        assertThat(tables()).isEqualTo(before);

        spotify.advanceTo(DAY.plusDays(1));
        List<Truth.Playlist> changed =
                truth().stream().filter(playlist -> !isAmong(first, playlist)).toList();
        assertThat(changed).isNotEmpty();
        expected.read(DAY.plusDays(1), changed);

        assertThat(summary(commands.run(environment, "once"))
                        .path("playlists_read")
                        .asInt())
                .isEqualTo(changed.size());
        assertThat(tables()).isNotEqualTo(before);
        assertTablesAreTheTruth();

        var query = commands.run(environment, "query", "--format", "csv", "select count(*) as songs from tbl_songs");
        assertThat(query.out().lines().toList())
                .as(query.err())
                .last()
                .isEqualTo("\"" + tables().get("tbl_songs").size() + "\"");
    }

    private static boolean isAmong(List<Truth.Playlist> playlists, Truth.Playlist playlist) {
        return playlists.stream()
                .anyMatch(other ->
                        other.id().equals(playlist.id()) && other.snapshotId().equals(playlist.snapshotId()));
    }

    @Test
    void load1ASnowflakeThatFallsSilentIsGivenUpAfterTheTimeoutAndWhatWaitsIsLoadedByTheNextRun() throws Exception {
        try (var server = new WatchedServer(Emulators.start().snowflake())) {
            server.answer(request -> {
                if (request.contains("merge into tbl_songs")) {
                    server.fallSilent();
                }
                return null;
            });
            var environment = environment();
            environment.put("WAREHOUSE_URL", account.url(server.uri()));
            // Longer than fakesnow takes for any request on a busy machine, since it refuses a request that is repeated
            // while it still works on it, where Snowflake waits for the answer.
            environment.put("WAREHOUSE_TIMEOUT", "10s");
            environment.put("CARAVAN_RETRIES", "0");

            var result = commands.run(environment, "once");

            assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(75);
            assertThat(result.out()).contains("4 read", "4 transformed, 0 loaded");
        }
        try (var connection = account.connect()) {
            connection.createStatement().executeQuery("select system$abort_transaction(0)");
        }

        expected.read(DAY, truth());
        summary(commands.run(environment(), "once"));
        assertTablesAreTheTruth();
    }
}
