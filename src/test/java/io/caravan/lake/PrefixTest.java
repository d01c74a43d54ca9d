package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that is only a part of its bucket. */
class PrefixTest {
    private static final String POISON = "{\"items\":[";
    private static final String GOOD = """
            {"id":"4uLU6hMCjMI75M1A2tKUQC","name":"Mine","snapshot_id":"s1","tracks":{"total":1,"items":[
             {"added_at":"2026-01-02T03:04:05Z","track":{"id":"t1","type":"track","name":"One","duration_ms":1000,
              "album":{"id":"a1","name":"Album","release_date":"1981"},"artists":[{"id":"r1","name":"Artist"}]}}]}}""";

    @TempDir
    Path folder;

    /** Keys of the bucket and what they hold, but for what differs from run to run. */
    private Map<String, String> cycle(String name, String prefix, int tables) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        var playlists = Catalogue.of(3, 2, 30, LocalDate.of(2026, 11, 21));
        try (var app = TestApplication.start(home, playlists, Map.of("lake.prefix", prefix))) {
            // While the run goes on: what is worked off before it begins is not counted to it.
            app.spotify.fault(request -> true, 1, right -> {
                app.drop("broken.json", POISON);
                app.drop("${exchangeId} list_2026-01-02.json", GOOD);
                app.drop("list_2026-01-02.json", GOOD);
                return right;
            });

            RunSummary first = app.once();
            RunSummary second = app.once();

            assertThat(first.playlistsRead()).isEqualTo(2);
            assertThat(first.deadLetters()).isEqualTo(2);
            assertThat(first.tables().get("playlist")).isEqualTo(tables);
            assertThat(second.playlistsUnchanged()).isEqualTo(2);
            assertThat(second.failures()).isEmpty();
        }
        Path bucket = home.resolve("s3/lake");
        var contents = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(bucket.relativize(file).toString(), Files.readString(file, UTF_8));
            }
        }
        return contents;
    }

    @Test
    void everyObjectLiesUnderThePrefixAndKnowsNothingOfIt() throws IOException {
        Map<String, String> plain = cycle("plain", "", 3);
        Map<String, String> under = cycle("under", "music/4uLU6hMCjMI75M1A2tKUQC/2020-02-02/", 3);

        assertThat(under.keySet()).allMatch(key -> key.startsWith("music/4uLU6hMCjMI75M1A2tKUQC/2020-02-02/"));
        assertThat(under.keySet().stream().map(PrefixTest::withoutTimes))
                .containsExactlyInAnyOrderElementsOf(plain.keySet().stream()
                        .map(key -> withoutTimes("music/4uLU6hMCjMI75M1A2tKUQC/2020-02-02/" + key))
                        .toList());
        assertThat(under.values()).noneMatch(text -> text.contains("music/"));
        String error = under.keySet().stream()
                .filter(key -> key.endsWith("broken.json.error.json"))
                .findFirst()
                .orElseThrow();
        assertThat(new ObjectMapper().readTree(under.get(error)).path("key").asText())
                .isEqualTo("raw_data/to_processed/broken.json");
    }

    /** Times of reading differ by milliseconds. */
    private static String withoutTimes(String key) {
        return key.replaceAll("20261121T060000\\d{3}Z", "<time>");
    }
}
