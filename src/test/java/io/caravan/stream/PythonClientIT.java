package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.PythonEnvironment;
import io.caravan.docs.Page;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Truth;
import io.caravan.stream.registry.RegistryServer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A program in Python reads what is published, with a client, a decoder and a registry that share nothing with ours. */
@Tag("long")
class PythonClientIT extends StreamFixture {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theExampleOfThePageDecodesEveryEntryAsItWas() throws Exception {
        Catalogue catalogue = Catalogue.of(1, 3, 40, DAY);
        broker().topic(topic, 3);
        try (RegistryServer registry = RegistryServer.start()) {
            var application =
                    start("app", catalogue, Map.of("stream.registry-url", registry.url(), "warehouse.from", "inbox"));
            assertThat(application.once().failures()).isEmpty();
            Files.writeString(
                    folder.resolve("example.py"),
                    Page.block("docs/stream.md#schemas").text());

            List<String> read = PythonEnvironment.run(
                            PythonEnvironment.of("stream-requirements.txt").python(),
                            PythonEnvironment.SOURCES.resolve("read_topic.py").toString(),
                            folder.toString(),
                            broker().address(),
                            topic,
                            registry.url())
                    .lines()
                    .toList();

            assertThat(read)
                    .filteredOn(line -> line.startsWith("[\"Entry\""))
                    .containsExactlyInAnyOrderElementsOf(entries(catalogue));
            assertThat(read).filteredOn(line -> line.equals("[\"End\"]")).hasSize(3);
        }
    }

    private List<String> entries(Catalogue catalogue) throws JsonProcessingException {
        var entries = new ArrayList<String>();
        for (Truth.Playlist playlist : catalogue.playlists()) {
            for (int position = 0; position < playlist.entries().size(); position++) {
                Truth.Entry entry = playlist.entries().get(position);
                if (entry.kind() == Truth.Kind.TRACK) {
                    entries.add(entry(playlist.id(), position, entry.addedAt(), entry.track()));
                }
            }
        }
        return entries;
    }

    private String entry(String playlistId, int position, Instant addedAt, Truth.Track track)
            throws JsonProcessingException {
        List<List<Object>> artists = new ArrayList<>();
        for (int i = 0; i < track.artists().size(); i++) {
            Truth.Artist artist = track.artists().get(i);
            artists.add(List.of(i, artist.id(), artist.name()));
        }
        return json.writeValueAsString(Arrays.asList(
                "Entry",
                playlistId,
                position,
                addedAt == null ? null : addedAt.getEpochSecond(),
                track.id(),
                track.name(),
                track.durationMs(),
                track.album().id(),
                date(track.album().releaseDate()),
                artists));
    }

    private static String date(String served) {
        return served == null || served.equals("0000") ? null : (served + "-01-01").substring(0, 10);
    }
}
