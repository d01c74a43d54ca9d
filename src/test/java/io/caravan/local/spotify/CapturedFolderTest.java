package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.CapturedAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturedFolderTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ENTRY =
            "{\"added_at\": null, \"track\": {\"id\": \"%s\", \"track\": true, \"popularity\": 7}}";

    @TempDir
    Path folder;

    @Test
    void everyKindOfAnswerBecomesAPlaylistWithItsEntriesUnchanged() throws Exception {
        write(
                "a/page.json",
                "{\"href\": \"https://api.spotify.com/v1/playlists/PAGE/tracks?offset=0\", \"total\": 99, \"items\": [%s, {\"track\": null}]}",
                "1");
        write(
                "b/object.json",
                "{\"id\": \"OBJECT\", \"name\": \"N\", \"owner\": {\"id\": \"o\"}, \"snapshot_id\": \"s\", \"tracks\": {\"items\": [%s]}}",
                "2");
        write("b/renamed.json", "{\"id\": \"RENAMED\", \"items\": {\"items\": [{\"item\": {\"id\": \"3\"}}]}}");
        write("c/list-of-one.json", "[{\"id\": \"LISTED\", \"tracks\": {\"items\": [%s]}}]", "4");
        write("c/bare.json", "[%s, %s]", "5", "6");

        CapturedFolder captured = CapturedFolder.read(folder);

        String derived = captured.ids().get(3);
        assertThat(captured.ids()).containsExactly("PAGE", "OBJECT", "RENAMED", derived, "LISTED");
        assertThat(derived).matches("[0-9A-Za-z]{22}");
        assertThat(entries(captured, "PAGE")).containsExactly(entry("1"), MAPPER.readTree("{\"track\": null}"));
        assertThat(entries(captured, "OBJECT")).containsExactly(entry("2"));
        assertThat(entries(captured, "RENAMED")).containsExactly(MAPPER.readTree("{\"item\": {\"id\": \"3\"}}"));
        assertThat(entries(captured, "LISTED")).containsExactly(entry("4"));
        assertThat(entries(captured, derived)).containsExactly(entry("5"), entry("6"));
        assertThat(CapturedFolder.read(folder).ids()).isEqualTo(captured.ids());
    }

    @Test
    void pagesOfOnePlaylistInAListAreJoinedAndDifferentPlaylistsKeptApart() throws Exception {
        String page = "{\"href\": \"https://api.spotify.com/v1/playlists/%s/tracks\", \"items\": [%s]}";
        write(
                "list.json",
                "[" + page.formatted("ONE", "%s") + "," + page.formatted("TWO", "%s") + ","
                        + page.formatted("ONE", "%s") + "]",
                "1",
                "2",
                "3");

        CapturedFolder captured = CapturedFolder.read(folder);

        assertThat(captured.ids()).containsExactly("ONE", "TWO");
        assertThat(entries(captured, "ONE")).containsExactly(entry("1"), entry("3"));
    }

    @Test
    void anIdThatTwoFilesHaveStaysWithTheFirst() throws Exception {
        write("1.json", "{\"id\": \"SAME\", \"tracks\": {\"items\": [%s]}}", "1");
        write("2.json", "{\"id\": \"SAME\", \"tracks\": {\"items\": [%s]}}", "2");

        CapturedFolder captured = CapturedFolder.read(folder);

        assertThat(captured.ids()).hasSize(2).first().isEqualTo("SAME");
        assertThat(entries(captured, "SAME")).containsExactly(entry("1"));
        assertThat(captured.find(captured.ids().get(1))
                        .orElseThrow()
                        .object()
                        .get("id")
                        .asText())
                .isEqualTo(captured.ids().get(1));
    }

    @Test
    void filesWithoutEntriesAreLeftOut() throws Exception {
        write("error.json", "{\"error\": {\"status\": 404, \"message\": \"Not found.\"}}");
        write("artists.json", "{\"items\": [{\"id\": \"1\", \"name\": \"an artist\"}]}");
        write("top-tracks.json", "{\"tracks\": [{\"id\": \"1\", \"track\": true}]}");
        write("empty.json", "[]");
        write("broken.json", "{\"items\": [");
        Files.writeString(folder.resolve("page.txt"), "{\"items\": [{\"track\": null}]}");

        assertThat(CapturedFolder.read(folder).ids()).isEmpty();
    }

    @Test
    void capturedPlaylistsAreServedInPagesWithTheirOwnFields() throws Exception {
        write(
                "object.json",
                "{\"id\": \"37i9dQZEVXbMDoHDwVN2tF\", \"name\": \"Top\", \"description\": \"d\", \"tracks\": {\"total\": 1, \"next\": \"x\", \"items\": [%s, %s, %s]}}",
                "1",
                "2",
                "3");
        CapturedFolder captured = CapturedFolder.read(folder);

        try (SpotifySimulator simulator = SpotifySimulator.start(SimulatorConfig.of(captured))) {
            SpotifyClient client = new SpotifyClient(simulator).asApp();
            JsonNode object = client.json("/v1/playlists/37i9dQZEVXbMDoHDwVN2tF");

            assertThat(object.get("description").asText()).isEqualTo("d");
            assertThat(object.get("snapshot_id").asText()).isNotEmpty();
            assertThat(object.get("tracks").get("total").asInt()).isEqualTo(3);
            assertThat(object.has("items")).isFalse();
            assertThat(client.rows("/v1/playlists/37i9dQZEVXbMDoHDwVN2tF/items?limit=2"))
                    .containsExactly(entry("1"), entry("2"), entry("3"));
        }
    }

    @Test
    void whatANewAppIsNotShownStaysInTheTruth() throws Exception {
        write("object.json", "{\"id\": \"OURS\", \"collaborative\": true, \"tracks\": {\"items\": [%s]}}", "1");
        SimulatorConfig config = SimulatorConfig.of(CapturedFolder.read(folder)).with(AppClass.C);

        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            JsonNode row = new SpotifyClient(simulator)
                    .asUser()
                    .rows("/v1/playlists/OURS/items")
                    .get(0);

            assertThat(row.get("track").has("popularity")).isFalse();
            assertThat(((Truth.Captured) simulator.truth().get("OURS")).entries())
                    .containsExactly(entry("1"));
        }
    }

    @Test
    void realAnswersAreServedEntryByEntry() throws Exception {
        CapturedFolder captured = CapturedFolder.read(CapturedAnswers.folder());
        List<JsonNode> served = new ArrayList<>();

        try (SpotifySimulator simulator = SpotifySimulator.start(SimulatorConfig.of(captured))) {
            SpotifyClient client = new SpotifyClient(simulator).asApp();
            for (Map.Entry<String, Truth> playlist : simulator.truth().entrySet()) {
                List<JsonNode> rows = client.rows("/v1/playlists/" + playlist.getKey() + "/tracks?limit=100");
                assertThat(rows).isEqualTo(((Truth.Captured) playlist.getValue()).entries());
                assertThat(client.json("/v1/playlists/" + playlist.getKey())
                                .get("name")
                                .isTextual())
                        .isTrue();
                served.addAll(rows);
            }
        }
        assertThat(served).isNotEmpty();
    }

    private void write(String path, String content, String... trackIds) throws IOException {
        Object[] entries = List.of(trackIds).stream().map(ENTRY::formatted).toArray();
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content.formatted(entries));
    }

    private static JsonNode entry(String trackId) throws IOException {
        return MAPPER.readTree(ENTRY.formatted(trackId));
    }

    private static List<JsonNode> entries(CapturedFolder captured, String id) {
        return ((Truth.Captured) captured.find(id).orElseThrow().truth()).entries();
    }
}
