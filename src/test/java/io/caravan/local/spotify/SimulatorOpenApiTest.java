package io.caravan.local.spotify;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the simulator's answers against a published description of the Web API, which lies beside the captured answers. */
class SimulatorOpenApiTest {
    private static final String DESCRIPTION = "schemas/spotify-web-api-sonallux-2026.5.31.yml";

    /** What differs on purpose: a pattern of violations, and the reason. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            entry("row without an object", "Spotify keeps a row whose track is gone, and answers null for it"),
            entry(".* type \\$.*\\.added_at", "null in very old lists, as the description says in words"),
            entry("local file .*", "a file of the user's own has neither ids nor an album that is sold"),
            entry("TrackObject type \\$\\.(href|id|uri)", "a track that was taken down keeps its row and loses its id"),
            entry(".* (type|enum) .*\\.release_date(_precision)?", "null for some albums, see SPOTIFY-API.md"),
            entry("PagedPlaylists type \\$\\.items\\[]", "null stands where a list of Spotify's own is"),
            entry(".* required .*\\.available_markets", "gone for newer apps, see SPOTIFY-API.md"),
            entry("OneAlbum required \\$\\.(label|popularity)", "gone for newer apps, see SPOTIFY-API.md"),
            entry(
                    "Forbidden required \\$\\.error\\.message",
                    "Spotify says no more of audio features, which it closed"),
            // The two that are the simulator's own shortcomings, not Spotify's: what Caravan reads stays as it was.
            entry(
                    "(OneAlbum|ManyAlbums) required \\$.*\\.tracks",
                    "only /v1/albums/{id}/tracks has the tracks of an album"),
            entry("EpisodeObject required \\$\\.show\\.\\w+", "the show of an episode is told in short"));

    private final Catalogue catalogue = Catalogue.of(1, 6, 60, LocalDate.parse("2026-11-30"));

    @ParameterizedTest
    @EnumSource(AppClass.class)
    void everyAnswerIsAsDescribed(AppClass appClass) throws Exception {
        JsonNode description = description();
        Set<String> violations = new TreeSet<>();
        try (SpotifySimulator simulator =
                SpotifySimulator.start(SimulatorConfig.of(catalogue).with(appClass))) {
            SpotifyClient client = new SpotifyClient(simulator).asUser();
            for (Map.Entry<String, String> asked : asked().entrySet()) {
                var answer = client.get(asked.getKey());
                String response = answer.statusCode() == 200 ? asked.getValue() : "Forbidden";
                assertThat(answer.statusCode()).as(asked.getKey()).isIn(200, 403);
                JsonNode body = new YAMLMapper().readTree(answer.body());
                JsonNode form =
                        description.at("/components/responses/" + response + "/content/application~1json/schema");
                violations.addAll(violations(description, response, form, body));
                body.findParents("added_at").forEach(row -> violations.addAll(violationsOfRow(description, row)));
            }
        }
        assertThat(violations).allMatch(violation -> KNOWN.keySet().stream().anyMatch(violation::matches));
    }

    /** Addresses, and the response of the description that each is to be. */
    private Map<String, String> asked() {
        Truth.Track track = catalogue.playlists().get(0).entries().stream()
                .filter(entry -> entry.kind() == Truth.Kind.TRACK)
                .findFirst()
                .orElseThrow()
                .track();
        String album = track.album().id();
        String artist = track.artists().get(0).id();
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("/v1/me", "OnePrivateUser");
        asked.put("/v1/me/playlists", "PagedPlaylists");
        for (String id : catalogue.ids()) {
            asked.put("/v1/playlists/" + id, "OnePlaylist");
            asked.put("/v1/playlists/" + id + "/items?limit=50", "PagingPlaylistTrackObject");
            asked.put("/v1/playlists/" + id + "/tracks?limit=100", "PagingPlaylistTrackObject");
        }
        asked.put("/v1/tracks/" + track.id(), "OneTrack");
        asked.put("/v1/tracks?ids=" + track.id(), "ManyTracks");
        asked.put("/v1/albums/" + album, "OneAlbum");
        asked.put("/v1/albums?ids=" + album, "ManyAlbums");
        asked.put("/v1/albums/" + album + "/tracks", "PagingSimplifiedTrackObject");
        asked.put("/v1/artists/" + artist, "OneArtist");
        asked.put("/v1/artists?ids=" + artist, "ManyArtists");
        asked.put("/v1/artists/" + artist + "/albums", "PagingArtistDiscographyAlbumObject");
        asked.put("/v1/audio-features/" + track.id(), "OneAudioFeatures");
        asked.put("/v1/audio-features?ids=" + track.id(), "ManyAudioFeatures");
        asked.put("/v1/search?q=a&type=track,album,artist,playlist&limit=10", "SearchItems");
        asked.put("/v1/users/caravan", "OnePublicUser");
        asked.put("/v1/users/caravan/playlists", "PagedPlaylists");
        return asked;
    }

    private static JsonNode description() throws Exception {
        String samples = System.getProperty("caravan.samples", "");
        Path file = Path.of(samples).resolveSibling(DESCRIPTION);
        assumeTrue(
                !samples.isEmpty() && Files.exists(file),
                "there is no description of the Web API here; it is looked for as " + DESCRIPTION
                        + " beside the folder of -Dcaravan.samples");
        JsonNode description = new YAMLMapper().readTree(file.toFile());
        allowNulls(description);
        for (String key : new String[] {"track", "item"}) {
            ((ObjectNode) description.at("/components/schemas/PlaylistTrackObject/properties/" + key)).remove("oneOf");
        }
        return description;
    }

    /** OpenAPI 3.0 says {@code nullable} where JSON Schema has a second type. */
    private static void allowNulls(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("nullable").asBoolean() && object.has("type")) {
            ArrayNode types = JsonNodeFactory.instance.arrayNode();
            object.set("type", types.add(object.get("type")).add("null"));
        }
        node.forEach(SimulatorOpenApiTest::allowNulls);
    }

    /** The description says "one of two", of which a validator tells the mistakes in both: so each is held against its own. */
    private static Set<String> violationsOfRow(JsonNode description, JsonNode row) {
        Set<String> violations = new TreeSet<>();
        for (String key : new String[] {"track", "item"}) {
            JsonNode object = row.get(key);
            if (object == null) {
                continue;
            }
            if (object.isNull()) {
                violations.add("row without an object");
                continue;
            }
            boolean episode = object.path("type").asText().equals("episode");
            String name = episode ? "EpisodeObject" : "TrackObject";
            String label = row.path("is_local").asBoolean() ? "local file" : name;
            violations.addAll(violations(description, label, description.at("/components/schemas/" + name), object));
        }
        return violations;
    }

    private static Set<String> violations(JsonNode description, String label, JsonNode form, JsonNode body) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("allOf").add(form);
        schema.set("components", description.get("components"));
        Set<String> violations = new TreeSet<>();
        JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(schema)
                .validate(body)
                .forEach(message -> violations.add(label + " " + message.getType() + " "
                        + message.getInstanceLocation().toString().replaceAll("\\[\\d+]", "[]")
                        + (message.getProperty() == null ? "" : "." + message.getProperty())));
        return violations;
    }
}
