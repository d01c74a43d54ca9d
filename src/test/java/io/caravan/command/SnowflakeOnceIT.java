package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Emulators;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command "once" in the profile prod, of which only endpoints and credentials are another's. */
class SnowflakeOnceIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    @TempDir
    Path folder;

    private static String privateKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] bytes = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void theProfileProdCarriesEverythingIntoSnowflakeAndASecondRunChangesNothing() throws Exception {
        SettingsFolder.in(folder).whole();
        var account = Emulators.start().newAccount();
        var playlists = Catalogue.of(7, 4, 40, DAY);
        try (var spotify = SpotifySimulator.start(SimulatorConfig.of(playlists))) {
            Map<String, String> environment = new HashMap<>();
            account.settings().forEach((key, value) -> environment.put(environmentName(key), value));
            environment.remove("WAREHOUSE_TOKEN");
            environment.remove("WAREHOUSE_DIALECT");
            environment.putAll(Map.of(
                    "CAMEL_MAIN_PROFILE",
                    "prod",
                    "SPOTIFY_API_URL",
                    spotify.url(),
                    "SPOTIFY_ACCOUNTS_URL",
                    spotify.url(),
                    "SPOTIFY_CLIENT_ID",
                    "caravan-client",
                    "SPOTIFY_CLIENT_SECRET",
                    "caravan-secret",
                    "SPOTIFY_PLAYLISTS",
                    String.join(",", playlists.ids()),
                    "LAKE_REGION",
                    "us-east-1",
                    "WAREHOUSE_PRIVATE_KEY_FILE",
                    Files.writeString(folder.resolve("caravan.p8"), privateKey())
                            .toString()));

            JsonNode first = once(environment);
            assertThat(first.path("playlists_read").asInt()).isEqualTo(4);
            assertThat(first.path("tables").path("songs").asInt()).isPositive();

            JsonNode second = once(environment);
            assertThat(second.path("playlists_unchanged").asInt()).isEqualTo(4);
            assertThat(rows(account, "select count(*) from tbl_songs"))
                    .isEqualTo(first.path("tables").path("songs").asLong());
            assertThat(rows(account, "select count(*) from etl_load")).isEqualTo(4);

            var query = CaravanProcess.run(
                    folder, environment, "query", "--format", "csv", "select count(*) as songs from tbl_songs");
            assertThat(query.out().lines().toList())
                    .as(query.err())
                    .last()
                    .isEqualTo("\"" + first.path("tables").path("songs").asInt() + "\"");
        }
    }

    private JsonNode once(Map<String, String> environment) throws Exception {
        var result = CaravanProcess.run(folder, environment, "once");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return new ObjectMapper()
                .readTree(result.out().lines().reduce((a, b) -> b).orElseThrow());
    }

    private static long rows(Emulators.Account account, String sql) throws Exception {
        try (var connection = account.connect();
                var result = connection.createStatement().executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
