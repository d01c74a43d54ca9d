package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.local.spotify.Truth.Playlist;
import io.caravan.local.spotify.Truth.Shape;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SimulatorAccessTest {
    private final Catalogue catalogue = Catalogue.of(7, 10, 120, LocalDate.of(2026, 11, 20));
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T06:00:00Z"));
    private final SimulatorConfig config = SimulatorConfig.of(catalogue).with(now::get);

    @Test
    void aTokenDiesAfterAnHourOfTheClock() throws Exception {
        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            SpotifyClient client = new SpotifyClient(simulator).asApp();
            String path = "/v1/playlists/" + catalogue.ids().get(0);

            pass(Duration.ofSeconds(3599));
            assertThat(client.get(path).statusCode()).isEqualTo(200);
            pass(Duration.ofSeconds(1));
            assertThat(client.get(path).body())
                    .isEqualTo("{\"error\":{\"status\":401,\"message\":\"The access token expired\"}}");
            assertThat(client.asApp().get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutAValidTokenNothingIsRead() throws Exception {
        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            SpotifyClient client = new SpotifyClient(simulator);
            String path = "/v1/playlists/" + catalogue.ids().get(0);

            assertThat(client.get(path).body())
                    .isEqualTo("{\"error\":{\"status\":401,\"message\":\"No token provided\"}}");
            assertThat(client.withToken("made up").get(path).body())
                    .isEqualTo("{\"error\":{\"status\":401,\"message\":\"Invalid access token\"}}");
            assertThat(simulator.calls()).extracting(Call::status).containsExactly(401, 401);
        }
    }

    @Test
    void theTokenEndpointAnswersAsSpotifys() throws Exception {
        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            SpotifyClient client = new SpotifyClient(simulator);
            HttpResponse<String> good = client.askToken("grant_type=client_credentials", "caravan-secret");
            assertThat(good.body())
                    .matches("\\{\"access_token\":\"[^\"]+\",\"token_type\":\"Bearer\",\"expires_in\":3600}");

            HttpResponse<String> bad = client.askToken("grant_type=client_credentials", "wrong");
            assertThat(bad.statusCode()).isEqualTo(400);
            assertThat(bad.body())
                    .isEqualTo("{\"error\":\"invalid_client\",\"error_description\":\"Invalid client secret\"}");
            assertThat(client.askToken("grant_type=password", "caravan-secret").body())
                    .contains("unsupported_grant_type");
        }
    }

    @Test
    void aRefreshTokenDiesSixMonthsAfterTheConsentHoweverOftenItIsUsed() throws Exception {
        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            SpotifyClient client = new SpotifyClient(simulator);
            String refresh = "grant_type=refresh_token&refresh_token=" + simulator.signIn();

            pass(Duration.ofDays(180));
            assertThat(client.askToken(refresh, "caravan-secret").statusCode()).isEqualTo(200);
            pass(Duration.ofDays(1));
            HttpResponse<String> dead = client.askToken(refresh, "caravan-secret");
            assertThat(dead.statusCode()).isEqualTo(400);
            assertThat(dead.body())
                    .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}");
            assertThat(client.askToken("grant_type=refresh_token&refresh_token=made-up", "caravan-secret")
                            .body())
                    .contains("invalid_grant");
        }
    }

    @Test
    void aNewAppReadsEntriesOnlyOfPlaylistsThatItsUserOwnsOrCollaboratesOn() throws Exception {
        try (SpotifySimulator simulator = SpotifySimulator.start(config.with(AppClass.C))) {
            SpotifyClient client = new SpotifyClient(simulator).asUser();
            int denied = 0;
            for (Playlist playlist : catalogue.playlists()) {
                String path = "/v1/playlists/" + playlist.id();
                boolean allowed = playlist.collaborative() || playlist.ownerId().equals("caravan");
                JsonNode object = client.json(path);

                assertThat(object.get("snapshot_id").asText()).isEqualTo(playlist.snapshotId());
                assertThat(object.has("tracks")).isEqualTo(allowed && playlist.shape() != Shape.ITEM);
                assertThat(object.has("items")).isEqualTo(allowed && playlist.shape() != Shape.TRACK);
                assertThat(client.get(path + "/items").statusCode()).isEqualTo(allowed ? 200 : 403);
                assertThat(client.get(path + "/tracks").body())
                        .isEqualTo("{\"error\":{\"status\":403,\"message\":\"Forbidden\"}}");
                denied += allowed ? 0 : 1;
            }
            assertThat(denied).isEqualTo(2);
        }
    }

    @Test
    void aNewAppIsNotShownPopularityNorMarkets() throws Exception {
        String path = "/v1/playlists/" + catalogue.ids().get(0) + "/items?limit=50";
        try (SpotifySimulator simulator = SpotifySimulator.start(config.with(AppClass.B))) {
            assertThat(new SpotifyClient(simulator).asApp().get(path).body())
                    .contains("\"popularity\":", "\"available_markets\":");
        }
        try (SpotifySimulator simulator = SpotifySimulator.start(config.with(AppClass.C))) {
            String body = new SpotifyClient(simulator).asUser().get(path).body();
            assertThat(body).contains("\"external_ids\"").doesNotContain("\"popularity\":", "\"available_markets\":");
            assertThat(body.length() / 50).isBetween(1_300, 2_200);
        }
    }

    @Test
    void aNewAppWithoutAUserSeesMetadataOnly() throws Exception {
        try (SpotifySimulator simulator = SpotifySimulator.start(config.with(AppClass.C))) {
            SpotifyClient client = new SpotifyClient(simulator).asApp();
            JsonNode object = client.json("/v1/playlists/" + catalogue.ids().get(0));

            assertThat(object.has("name")).isTrue();
            assertThat(object.has("tracks") || object.has("items")).isFalse();
            assertThat(client.get("/v1/playlists/" + catalogue.ids().get(0) + "/items")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
