package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatorDetailsTest {
    private final Catalogue catalogue = Catalogue.of(7, 10, 120, LocalDate.of(2026, 11, 20));
    private final SimulatorConfig config = SimulatorConfig.of(catalogue);
    private final List<Truth.Track> tracks = catalogue.playlists().stream()
            .flatMap(playlist -> playlist.entries().stream())
            .filter(entry -> entry.kind() == Truth.Kind.TRACK)
            .map(Truth.Entry::track)
            .distinct()
            .toList();

    @Test
    void olderAppsAskForSeveralAtATimeInTheOrderOfTheIds() throws Exception {
        for (AppClass older : List.of(AppClass.A, AppClass.B)) {
            try (SpotifySimulator simulator = SpotifySimulator.start(config.with(older))) {
                SpotifyClient client = new SpotifyClient(simulator).asApp();

                assertThat(ids(client.json("/v1/artists?ids=" + joined(artists(), 50))
                                .get("artists")))
                        .isEqualTo(artists().limit(50).toList());
                assertThat(ids(client.json("/v1/albums?ids=" + joined(albums(), 20))
                                .get("albums")))
                        .isEqualTo(albums().limit(20).toList());
                assertThat(client.json("/v1/audio-features?ids=" + joined(songs(), 100))
                                .get("audio_features"))
                        .hasSize(100);
                assertThat(client.get("/v1/artists?ids=" + joined(artists(), 51))
                                .statusCode())
                        .isEqualTo(400);
                assertThat(client.get("/v1/albums?ids=" + joined(albums(), 21)).statusCode())
                        .isEqualTo(400);
                assertThat(client.get("/v1/audio-features?ids=" + joined(songs(), 101))
                                .statusCode())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void whatIsNotThereIsNullAmongSeveralAnd404Alone() throws Exception {
        String none = "0000000000000000000000";
        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            SpotifyClient client = new SpotifyClient(simulator).asApp();

            assertThat(client.get("/v1/artists?ids=" + none).body()).isEqualTo("{\"artists\":[null]}");
            assertThat(client.get("/v1/audio-features?ids=" + none).body()).isEqualTo("{\"audio_features\":[null]}");
            assertThat(client.get("/v1/albums/" + none).statusCode()).isEqualTo(404);
            assertThat(client.get("/v1/albums/no-id").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aNewAppAsksForOneAtATimeAndSeesLess() throws Exception {
        String artist = "/v1/artists/" + artists().findFirst().orElseThrow();
        String album = "/v1/albums/" + albums().findFirst().orElseThrow();
        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            SpotifyClient client = new SpotifyClient(simulator).asApp();
            assertThat(client.json(artist).fieldNames()).toIterable().contains("genres", "followers", "popularity");
            assertThat(client.json(album).fieldNames()).toIterable().contains("label", "popularity");
        }
        try (SpotifySimulator simulator = SpotifySimulator.start(config.with(AppClass.C))) {
            SpotifyClient client = new SpotifyClient(simulator).asUser();
            assertThat(client.json(artist).fieldNames())
                    .toIterable()
                    .contains("genres", "name")
                    .doesNotContain("followers", "popularity");
            assertThat(client.json(album).fieldNames())
                    .toIterable()
                    .contains("name")
                    .doesNotContain("label", "popularity");
            assertThat(client.get("/v1/artists?ids=" + joined(artists(), 1)).body())
                    .isEqualTo("{\"error\":{\"status\":403,\"message\":\"Forbidden\"}}");
            assertThat(client.get("/v1/audio-features/" + songs().findFirst().orElseThrow())
                            .body())
                    .isEqualTo("{\"error\":{\"status\":403}}");
        }
    }

    @Test
    void anotherDayHasOtherFollowersAndTheSameSound() throws Exception {
        String artist = "/v1/artists/" + artists().findFirst().orElseThrow();
        String sound = "/v1/audio-features/" + songs().findFirst().orElseThrow();
        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            SpotifyClient client = new SpotifyClient(simulator).asApp();
            JsonNode before = client.json(artist);
            JsonNode soundBefore = client.json(sound);
            simulator.advanceTo(LocalDate.of(2026, 12, 20));

            long grown = client.json(artist).at("/followers/total").asLong()
                    - before.at("/followers/total").asLong();
            assertThat(grown).isNotZero().isBetween(-1_300L, 12_000L);
            assertThat(client.json(artist).get("name")).isEqualTo(before.get("name"));
            assertThat(client.json(sound)).isEqualTo(soundBefore);
        }
    }

    private Stream<String> artists() {
        return tracks.stream().map(track -> track.artists().get(0).id()).distinct();
    }

    private Stream<String> albums() {
        return tracks.stream().map(track -> track.album().id()).distinct();
    }

    private Stream<String> songs() {
        return tracks.stream().map(Truth.Track::id);
    }

    private static String joined(Stream<String> ids, int count) {
        return ids.limit(count).collect(Collectors.joining(","));
    }

    private static List<String> ids(JsonNode found) {
        return Stream.iterate(0, i -> i < found.size(), i -> i + 1)
                .map(i -> found.get(i).get("id").asText())
                .toList();
    }
}
