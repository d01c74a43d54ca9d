package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sizes and depths of what is read besides raw objects: answers of Spotify, manifests, states. */
@Timeout(300)
class LakeLimitsTest {
    private static final Catalogue CATALOGUE = Catalogue.of(1, 3, 20, LocalDate.of(2026, 11, 21));
    private static final String DEEP = "[".repeat(10_000) + "]".repeat(10_000);

    @TempDir
    Path folder;

    private TestApplication app;

    @BeforeEach
    void start() {
        app = TestApplication.start(folder, CATALOGUE, Map.of("caravan.retries", "1"));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private static String large(int bytes) {
        return "{\"x\":\"" + "x".repeat(bytes) + "\"}";
    }

    private List<String> deadLetters(String stage) throws Exception {
        Path under = folder.resolve("s3/lake/dead_letter/" + stage);
        try (Stream<Path> files = Files.walk(under)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".error.json"))
                    .toList();
        }
    }

    @Test
    void aManifestTooLargeOrTooDeepIsSetAsideAndTheOthersAreLoaded() throws Exception {
        app.lake().put("transformed_data/to_load/large.json", large(5_000_000).getBytes(UTF_8), "application/json");
        app.lake().put("transformed_data/to_load/deep.json", DEEP.getBytes(UTF_8), "application/json");

        var run = app.once();

        assertThat(run.snapshotsLoaded()).isEqualTo(3);
        assertThat(run.failures())
                .hasSize(2)
                .anyMatch(failure -> failure.message().contains("larger than the 4194304 bytes"))
                .anyMatch(failure -> failure.message().contains("deep.json: it is no manifest"));
        assertThat(deadLetters("load-warehouse")).containsExactlyInAnyOrder("large.json", "deep.json");
        assertThat(app.lake().list("transformed_data/to_load/")).isEmpty();
    }

    @Test
    void aStateTooLargeIsToldByItsNameAndOneTooDeepIsForgotten() {
        app.lake().put("state/rate-limit.json", large(5_000_000).getBytes(UTF_8), "application/json");
        app.request("direct:extract-playlists");
        assertThat(app.runs().summary().failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("state/rate-limit.json is larger than", "take it away"));

        app.lake().put("state/rate-limit.json", ("{\"calls\":" + DEEP + "}").getBytes(UTF_8), "application/json");
        app.request("direct:extract-playlists");
        assertThat(app.runs().summary().playlistsRead()).isEqualTo(3);
    }

    @Test
    void anAnswerTooLargeOrTooDeepIsSetAsideAndTheOthersAreRead() throws Exception {
        items(0, "{\"items\":" + DEEP + "}");
        items(1, large(40_000_000));

        var run = app.once();

        assertThat(run.playlistsRead()).isEqualTo(1);
        assertThat(run.playlistsFailed()).isEqualTo(2);
        assertThat(run.snapshotsLoaded()).isEqualTo(1);
        assertThat(deadLetters("extract-playlists")).hasSize(2);
    }

    /** Compressed to less than 100 kB; and whoever reads the first megabytes alone finds them to be JSON. */
    @Test
    void anAnswerThatIsAGzipBombIsSetAsideAndTheOthersAreRead() throws Exception {
        app.spotify.fault(
                pathOfItems(0),
                9,
                Fault.answer(200, Map.of(), "{\"total\":0,\"items\":[]}" + " ".repeat(100_000_000))
                        .gzipped());

        var run = app.once();

        assertThat(run.playlistsRead()).isEqualTo(2);
        assertThat(run.snapshotsLoaded()).isEqualTo(2);
        assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains(pathOfItems(0), "with more than 8388608 bytes"));
        assertThat(deadLetters("extract-playlists")).hasSize(1);
    }

    private void items(int playlist, String answer) {
        app.spotify.fault(
                pathOfItems(playlist), 9, Fault.answer(200, Map.of("Content-Type", "application/json"), answer));
    }

    private static String pathOfItems(int playlist) {
        return "/v1/playlists/" + CATALOGUE.ids().get(playlist) + "/items";
    }
}
