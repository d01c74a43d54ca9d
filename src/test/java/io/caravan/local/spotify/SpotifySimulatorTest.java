package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.local.spotify.Truth.Entry;
import io.caravan.local.spotify.Truth.Playlist;
import io.caravan.local.spotify.Truth.Shape;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpotifySimulatorTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private final Catalogue catalogue = Catalogue.of(7, 10, 120, DAY);
    private SpotifySimulator simulator;
    private SpotifyClient client;

    @BeforeEach
    void start() throws Exception {
        simulator = SpotifySimulator.start(SimulatorConfig.of(catalogue));
        client = new SpotifyClient(simulator).asApp();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"items,50", "items,7", "tracks,100", "tracks,33"})
    void pagesHoldEachEntryOnceAndInOrderInEveryShape(String endpoint, int limit) throws Exception {
        for (Playlist playlist : catalogue.playlists()) {
            List<JsonNode> rows = client.rows("/v1/playlists/" + playlist.id() + "/" + endpoint + "?limit=" + limit);

            assertThat(rows).hasSameSizeAs(playlist.entries());
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i).has("track")).isEqualTo(playlist.shape() != Shape.ITEM);
                assertThat(rows.get(i).has("item")).isEqualTo(playlist.shape() != Shape.TRACK);
                for (String key : List.of("track", "item")) {
                    if (rows.get(i).has(key)) {
                        assertIs(
                                playlist.entries().get(i),
                                rows.get(i),
                                rows.get(i).get(key));
                    }
                }
            }
        }
    }

    private static void assertIs(Entry entry, JsonNode row, JsonNode track) {
        assertThat(row.get("added_at").textValue())
                .isEqualTo(entry.addedAt() == null ? null : entry.addedAt().toString());
        assertThat(row.get("added_by").get("id").textValue()).isEqualTo(entry.addedBy());
        assertThat(row.get("is_local").booleanValue()).isEqualTo(entry.kind() == Truth.Kind.LOCAL_FILE);
        if (entry.track() == null) {
            assertThat(track.isNull()).isTrue();
            return;
        }
        assertThat(track.get("id").textValue()).isEqualTo(entry.track().id());
        assertThat(track.get("name").textValue()).isEqualTo(entry.track().name());
        assertThat(track.get("type").textValue()).isEqualTo(entry.kind() == Truth.Kind.EPISODE ? "episode" : "track");
        assertThat(track.has("album")).isEqualTo(entry.track().album() != null);
        if (entry.track().album() != null) {
            JsonNode album = track.get("album");
            assertThat(track.get("duration_ms").asInt()).isEqualTo(entry.track().durationMs());
            assertThat(track.get("explicit").asBoolean())
                    .isEqualTo(entry.track().explicit());
            assertThat(track.at("/external_ids/isrc").textValue())
                    .isEqualTo(entry.track().isrc());
            assertThat(album.get("name").textValue())
                    .isEqualTo(entry.track().album().name());
            assertThat(album.get("release_date_precision").textValue())
                    .isEqualTo(entry.track().album().releaseDatePrecision());
            assertThat(album.path("total_tracks").numberValue())
                    .isEqualTo(entry.track().album().totalTracks());
            assertThat(album.get("artists").findValuesAsText("id"))
                    .isEqualTo(entry.track().album().artists().stream()
                            .map(Truth.Artist::id)
                            .toList());
            assertThat(album.get("id").textValue())
                    .isEqualTo(entry.track().album().id());
            assertThat(album.get("release_date").textValue())
                    .isEqualTo(entry.track().album().releaseDate());
            assertThat(track.get("popularity").asInt()).isEqualTo(entry.track().popularity());
            assertThat(track.get("artists").findValuesAsText("name"))
                    .isEqualTo(entry.track().artists().stream()
                            .map(Truth.Artist::name)
                            .toList());
        }
    }

    @Test
    void aPageTellsWhereItStands() throws Exception {
        String path = "/v1/playlists/" + catalogue.ids().get(0) + "/items";
        JsonNode page = client.json(path + "?limit=10&offset=5&fields=href,limit,next,offset,previous,total&market=DE");

        String base = simulator.url() + path;
        String kept = "&fields=href,limit,next,offset,previous,total&market=DE";
        assertThat(page.get("href").asText()).isEqualTo(base + "?offset=5&limit=10" + kept);
        assertThat(page.get("next").asText()).isEqualTo(base + "?offset=15&limit=10" + kept);
        assertThat(page.get("previous").asText()).isEqualTo(base + "?offset=0&limit=10" + kept);
        assertThat(page.get("total").asInt())
                .isEqualTo(catalogue.playlists().get(0).entries().size());
        int total = page.get("total").asInt();
        assertThat(client.json(path + "?limit=5&offset=" + (total - 6))
                        .get("next")
                        .asText())
                .endsWith("?offset=" + (total - 1) + "&limit=5");
        assertThat(client.json(path + "?limit=5&offset=" + (total - 5))
                        .get("next")
                        .isNull())
                .isTrue();
        assertThat(client.json(path).get("limit").asInt()).isEqualTo(20);
        assertThat(client.json(path + "?offset=9999").get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"items?limit=51", "items?limit=0", "items?limit=x", "tracks?limit=101"})
    void aLimitBeyondTheMaximumIsRefused(String endpoint) throws Exception {
        assertError(client.get("/v1/playlists/" + catalogue.ids().get(0) + "/" + endpoint), 400, "Invalid limit");
    }

    @Test
    void aPlaylistObjectEmbedsAHundredEntriesUnderItsOwnKeys() throws Exception {
        for (Playlist playlist : catalogue.playlists()) {
            JsonNode object = client.json("/v1/playlists/" + playlist.id());

            assertThat(object.get("name").asText()).isEqualTo(playlist.name());
            assertThat(object.get("snapshot_id").asText()).isEqualTo(playlist.snapshotId());
            assertThat(object.get("owner").get("id").asText()).isEqualTo(playlist.ownerId());
            assertThat(object.get("owner").get("display_name").textValue()).isEqualTo(playlist.ownerName());
            assertThat(object.has("tracks")).isEqualTo(playlist.shape() != Shape.ITEM);
            assertThat(object.has("items")).isEqualTo(playlist.shape() != Shape.TRACK);
            JsonNode page = object.get(playlist.shape() == Shape.ITEM ? "items" : "tracks");
            int total = playlist.entries().size();
            assertThat(page.get("total").asInt()).isEqualTo(total);
            assertThat(page.get("items")).hasSize(Math.min(total, 100));
            assertThat(page.get("next").isNull()).isEqualTo(total <= 100);
        }
    }

    @Test
    void theFieldsFilterWorksOnBothEndpoints() throws Exception {
        String id = catalogue.ids().get(0);

        assertThat(client.get("/v1/playlists/" + id + "?fields=id,tracks(total)")
                        .body())
                .isEqualTo("{\"id\":\"%s\",\"tracks\":{\"total\":%d}}"
                        .formatted(id, catalogue.playlists().get(0).entries().size()));
        assertThat(client.json("/v1/playlists/" + id + "/items?fields=items(added_at)&limit=1")
                        .get("items")
                        .get(0)
                        .size())
                .isEqualTo(1);
        assertError(client.get("/v1/playlists/" + id + "?fields=id("), 400, "Invalid fields");
    }

    @Test
    void anEntryIsAsLargeAsSpotifysOwn() throws Exception {
        int entries = catalogue.playlists().get(0).entries().size();
        int bytes = 0;
        for (int offset = 0; offset < entries; offset += 100) {
            bytes += client.get("/v1/playlists/" + catalogue.ids().get(0) + "/tracks?limit=100&offset=" + offset)
                    .body()
                    .length();
        }
        assertThat(bytes / entries).isBetween(3_000, 4_000);
    }

    @Test
    void theSameDayGivesTheSameBytesAndAnotherDayOthers() throws Exception {
        String path = "/v1/playlists/" + catalogue.ids().get(0) + "/items?limit=50&fields=items,total";
        String today = client.get(path).body();

        simulator.advanceTo(DAY.plusDays(1));
        assertThat(client.get(path).body()).isNotEqualTo(today);
        assertThat(simulator.truth().values())
                .containsExactlyElementsOf(catalogue.on(DAY.plusDays(1)).playlists());
        simulator.advanceTo(DAY);
        assertThat(client.get(path).body()).isEqualTo(today);
    }

    @ParameterizedTest
    @ValueSource(strings = {"37i9dQZEVXbMDoHDwVN2tF", "37i9dQZEVXbMDoHDwVN2tF/items", "0000000000000000000000/tracks"})
    void playlistsThatAreMissingOrSpotifysOwnAreNotFound(String path) throws Exception {
        assertError(client.get("/v1/playlists/" + path), 404, "Resource not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/shows", "/api/token", "/v1/playlists/x/followers"})
    void otherPathsAreNotFound(String path) throws Exception {
        assertError(client.get(path), 404, "Service not found");
    }

    @Test
    void nothingCanBeWritten() throws Exception {
        var post = HttpRequest.newBuilder(URI.create(
                        simulator.url() + "/v1/playlists/" + catalogue.ids().get(0) + "/items"))
                .header("Authorization", "Bearer " + client.token())
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertError(
                HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString()), 404, "Service not found");
    }

    @Test
    void callsAreWrittenDown() throws Exception {
        String path = "/v1/playlists/" + catalogue.ids().get(0) + "/items";
        client.get(path + "?limit=1&offset=2");
        client.get(path + "?limit=1000");

        assertThat(simulator.apiCalls())
                .containsExactly(
                        new Call("GET", path, "limit=1&offset=2", 200), new Call("GET", path, "limit=1000", 400));
        assertThat(simulator.calls()).hasSize(3).first().isEqualTo(new Call("POST", "/api/token", "", 200));
    }

    private static void assertError(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"status\":%d,\"message\":\"%s\"}}".formatted(status, message));
    }
}
