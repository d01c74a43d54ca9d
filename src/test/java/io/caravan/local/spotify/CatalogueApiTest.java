package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other clients than Caravan ask. */
class CatalogueApiTest {
    private final Catalogue catalogue = Catalogue.of(1, 5, 40, LocalDate.parse("2026-11-30"));
    private SpotifySimulator simulator;

    private SpotifyClient client(AppClass appClass) throws Exception {
        simulator = SpotifySimulator.start(SimulatorConfig.of(catalogue).with(appClass));
        return new SpotifyClient(simulator).asUser();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Truth.Track aTrack() {
        return catalogue.playlists().get(0).entries().stream()
                .filter(entry ->
                        entry.kind() == Truth.Kind.TRACK && entry.track().name().matches("\\w+ \\w+.*"))
                .findFirst()
                .orElseThrow()
                .track();
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> node.path(field).asText())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(AppClass.class)
    void theUserIsAnsweredWithAndWithoutASlash(AppClass appClass) throws Exception {
        SpotifyClient client = client(appClass);
        assertThat(client.json("/v1/me/")).isEqualTo(client.json("/v1/me"));
        assertThat(client.json("/v1/me/").path("id").asText()).isEqualTo("caravan");
    }

    @Test
    void aTrackIsTheOneOfThePlaylist() throws Exception {
        Truth.Track track = aTrack();
        JsonNode json = client(AppClass.A).json("/v1/tracks/" + track.id());
        assertThat(json.path("name").asText()).isEqualTo(track.name());
        assertThat(json.path("album").path("id").asText())
                .isEqualTo(track.album().id());
        assertThat(json.path("popularity").asInt()).isEqualTo(track.popularity());
    }

    @Test
    void aSlashBehindAPathIsAnsweredToo() throws Exception {
        SpotifyClient client = client(AppClass.A);
        String id = aTrack().id();
        assertThat(client.json("/v1/tracks/?ids=" + id)).isEqualTo(client.json("/v1/tracks?ids=" + id));
        assertThat(client.get("/v1/albums/" + aTrack().album().id() + "/tracks/?limit=5")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void severalTracksComeInTheOrderOfTheirIdsWithNullForNone() throws Exception {
        String id = aTrack().id();
        JsonNode tracks = client(AppClass.B)
                .json("/v1/tracks?ids=0000000000000000000000," + id)
                .path("tracks");
        assertThat(tracks.size()).isEqualTo(2);
        assertThat(tracks.get(0).isNull()).isTrue();
        assertThat(tracks.get(1).path("id").asText()).isEqualTo(id);
    }

    @Test
    void aNewerAppSeesOneTrackWithoutWhatIsHidden() throws Exception {
        JsonNode track = client(AppClass.C).json("/v1/tracks/" + aTrack().id());
        assertThat(track.path("name").asText()).isEqualTo(aTrack().name());
        assertThat(track.has("popularity")).isFalse();
        assertThat(track.findValue("available_markets")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tracks?ids=x", "/v1/users/caravan", "/v1/users/caravan/playlists"})
    void whatIsClosedToNewerAppsIsForbidden(String path) throws Exception {
        assertThat(client(AppClass.C).get(path).statusCode()).isEqualTo(403);
    }

    @Test
    void anAlbumHasItsTracksAndAnArtistTheirAlbums() throws Exception {
        Truth.Track track = aTrack();
        SpotifyClient client = client(AppClass.A);
        assertThat(texts(
                        client.json("/v1/albums/" + track.album().id() + "/tracks")
                                .path("items"),
                        "id"))
                .contains(track.id());
        String artist = track.album().artists().get(0).id();
        assertThat(texts(
                        client.json("/v1/artists/" + artist + "/albums?limit=50")
                                .path("items"),
                        "id"))
                .contains(track.album().id());
    }

    @Test
    void searchFindsByWordsAndPagesThroughAll() throws Exception {
        SpotifyClient client = client(AppClass.A);
        String word = aTrack().name().replaceFirst(" .*", "");
        JsonNode page =
                client.json("/v1/search?type=track&limit=1&q=track:" + word).path("tracks");
        int total = page.path("total").asInt();
        int seen = 1;
        while (!page.path("next").isNull()) {
            assertThat(page.path("items").get(0).toString().toLowerCase(java.util.Locale.ROOT))
                    .contains(word.toLowerCase(java.util.Locale.ROOT));
            page = client.json(page.path("next").asText()).path("tracks");
            seen++;
        }
        assertThat(seen).isEqualTo(total).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "A, q=a&type=track&limit=51, 400",
        "A, q=a&type=track&limit=50, 200",
        "C, q=a&type=track&limit=11, 400",
        "C, q=a&type=track&limit=10, 200",
        "A, q=a&type=song, 400",
        "A, type=track, 400",
        "A, q=a, 400"
    })
    void searchHasLimitsByTheClassOfTheApp(AppClass appClass, String query, int status) throws Exception {
        assertThat(client(appClass).get("/v1/search?" + query).statusCode()).isEqualTo(status);
    }

    @Test
    void aPersonHasThePlaylistsThatArePublic() throws Exception {
        SpotifyClient client = client(AppClass.A);
        List<String> expected = catalogue.playlists().stream()
                .filter(playlist -> playlist.isPublic() && playlist.ownerId().equals("caravan"))
                .map(Truth.Playlist::id)
                .toList();
        assertThat(client.json("/v1/users/caravan").path("id").asText()).isEqualTo("caravan");
        assertThat(texts(client.json("/v1/users/caravan/playlists").path("items"), "id"))
                .isEqualTo(expected)
                .isNotEmpty();
        assertThat(client.get("/v1/users/nobody").statusCode()).isEqualTo(404);
    }
}
