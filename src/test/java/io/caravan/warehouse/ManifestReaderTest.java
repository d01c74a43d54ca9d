package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
    private static String problem(String text) {
        return new ManifestReader()
                .read("transformed_data/to_load/a.json", "e", text.getBytes(UTF_8))
                .problem();
    }

    @Test
    void whatIsNoManifestIsToldInWordsOfOurs() {
        Map.of(
                        "{\"snapshot\":\"a\",\n  oops", "it is no manifest: not JSON from line 2, column",
                        "{\"seen\":\"many\"}", "seen is not what a manifest holds there",
                        "{\"files\":{\"album\":{\"rows\":[]}}}", "files.album.rows is not what a manifest holds there",
                        "", "it is no manifest",
                        "[1]", "it is no manifest",
                        "null", "it is not called as its snapshot is")
                .forEach((text, expected) -> assertThat(problem(text))
                        .as(text)
                        .startsWith(expected)
                        .doesNotContain("com.fasterxml", "Deserial", "Source", "io.caravan", "oops"));
    }
}
