package io.caravan.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.local.spotify.Answer;
import io.caravan.local.spotify.Call;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import io.caravan.local.spotify.SpotifySimulator;
import io.caravan.local.spotify.Truth;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The application over a small catalogue, with nothing that takes raw objects out of the inbox. */
final class Extraction implements AutoCloseable {
    static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    static final String ITEMS = "/v1/playlists/[^/]+/items";
    static final String TOKEN = "/api/token";
    static final int RETRIES = 6;
    /** Four playlists: the first of three pages, the last without an entry. */
    static final Catalogue CATALOGUE = Catalogue.of(1, 4, 60, DAY);

    static final String FIRST = CATALOGUE.ids().get(0);
    static final int PAGES_OF_FIRST = 3;

    final TestApplication app;
    final SpotifySimulator spotify;
    private final Path folder;

    private Extraction(Path folder, Map<String, String> settings) throws Exception {
        this.folder = folder;
        app = TestApplication.start(folder, CATALOGUE, settings);
        spotify = app.spotify;
        app.stopTransforming();
    }

    static Extraction of(Path folder, Map<String, String> settings) throws Exception {
        return new Extraction(folder, settings);
    }

    /** Configures the playlists of the catalogue and some more. */
    static Extraction withAlso(Path folder, String... others) throws Exception {
        return of(
                folder,
                Map.of("spotify.playlists", String.join(",", CATALOGUE.ids()) + "," + String.join(",", others)));
    }

    /** Configures the first playlist only. */
    static Extraction ofFirst(Path folder) throws Exception {
        return of(folder, Map.of("spotify.playlists", FIRST));
    }

    RunSummary run() {
        return app.extract();
    }

    TestClock clock() {
        return app.clock;
    }

    /** Notes of all raw objects what the transform would note, which is not at work here. */
    void markTransformed() {
        for (Raw raw : raw()) {
            String id = raw.playlist().path("id").asText();
            String note = "{\"snapshot_id\":\"%s\",\"extracted_at\":\"%s\"}"
                    .formatted(
                            raw.playlist().path("snapshot_id").asText(),
                            raw.header().path("extracted_at").asText());
            app.lake().put("state/transformed/" + id + ".json", note.getBytes(UTF_8), "application/json");
        }
    }

    /** Turns the clock so that the next look at it tells this long after the start of the last run. */
    void waitSinceLastRun(Duration wait) {
        var next = app.runs().startedAt().plus(wait);
        app.clock.advance(Duration.between(app.clock.instant(), next).minusMillis(1));
    }

    /** Returns the raw objects in the order of their names. */
    List<Raw> raw() {
        return app.lake().list("raw_data/to_processed/").stream()
                .map(object -> Raw.parse(object.key(), app.lake().read(object.key())))
                .toList();
    }

    byte[] bytes(String key) {
        return app.lake().read(key);
    }

    /** Returns the user metadata of an object. */
    @SuppressWarnings("unchecked")
    Map<String, String> metadata(String key) {
        return (Map<String, String>) app.lake().describe(key).get("metadata");
    }

    Raw rawOf(String playlistId) {
        return raw().stream()
                .filter(raw -> raw.key().contains(playlistId))
                .findFirst()
                .orElseThrow();
    }

    List<String> storedIds() {
        return raw().stream()
                .map(raw -> raw.playlist().path("id").asText())
                .sorted()
                .toList();
    }

    static List<String> idsWithout(String... failing) {
        return CATALOGUE.ids().stream()
                .filter(id -> !List.of(failing).contains(id))
                .sorted()
                .toList();
    }

    /** Returns the text of all objects under a prefix by key, however deep. */
    Map<String, String> objects(String prefix) {
        Path bucket = folder.resolve("s3/lake");
        var texts = new TreeMap<String, String>();
        if (!Files.exists(bucket.resolve(prefix))) {
            return texts;
        }
        try (Stream<Path> files = Files.walk(bucket.resolve(prefix))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(bucket.relativize(file).toString(), new String(Files.readAllBytes(file), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    List<Call> callsFor(String playlistId) {
        return spotify.apiCalls().stream()
                .filter(call -> call.path().contains(playlistId))
                .toList();
    }

    int tokenCalls() {
        return spotify.calls().size() - spotify.apiCalls().size();
    }

    List<String> truth(String playlistId) {
        return entries((Truth.Playlist) spotify.truth().get(playlistId));
    }

    static List<String> entries(Truth.Playlist playlist) {
        return playlist.entries().stream()
                .map(entry -> entry.addedAt() + " "
                        + (entry.track() == null
                                ? null
                                : entry.track().id() + " " + entry.track().name()))
                .toList();
    }

    /** Changes the text of an answer's body. */
    static Fault text(UnaryOperator<String> change) {
        return right -> new Answer(
                right.status(), right.headers(), change.apply(right.body()), right.delivery(), right.delay());
    }

    @Override
    public void close() {
        app.close();
    }

    /** A raw object. */
    record Raw(String key, List<String> lines, List<JsonNode> nodes) {
        static Raw parse(String key, byte[] bytes) {
            try {
                var json = new ObjectMapper();
                List<String> lines = new String(bytes, UTF_8).lines().toList();
                var nodes = new ArrayList<JsonNode>();
                for (String line : lines) {
                    nodes.add(json.readTree(line));
                }
                return new Raw(key, lines, nodes);
            } catch (IOException e) {
                throw new UncheckedIOException(key + " is no JSON lines", e);
            }
        }

        JsonNode header() {
            return nodes.get(0).path("caravan");
        }

        JsonNode playlist() {
            return nodes.get(1);
        }

        List<JsonNode> pages() {
            return nodes.subList(2, nodes.size());
        }

        List<String> pageLines() {
            return lines.subList(2, lines.size());
        }

        List<String> entries() {
            var entries = new ArrayList<String>();
            for (JsonNode page : pages()) {
                for (JsonNode row : page.path("items")) {
                    JsonNode track = row.path("track").isObject() ? row.path("track") : row.path("item");
                    entries.add(text(row.path("added_at")) + " "
                            + (track.isObject() ? text(track.path("id")) + " " + text(track.path("name")) : null));
                }
            }
            return entries;
        }

        private static String text(JsonNode value) {
            return value.textValue();
        }
    }
}
