package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.transform.SkipReason;
import io.caravan.transform.Table;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
    private static final String KEY = "transformed_data/album_data/a.csv";

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

    private static String manifest(String albumKey) {
        String files = Stream.of(Table.values())
                .map(table -> "\"%s\":{\"key\":\"%s\",\"rows\":1}"
                        .formatted(table.label(), table == Table.ALBUM ? albumKey : "a.csv"))
                .collect(Collectors.joining(","));
        String skipped = Stream.of(SkipReason.values())
                .map(reason -> "\"" + reason.label() + "\":0")
                .collect(Collectors.joining(","));
        return """
                {"snapshot":"a","raw_sha256":"%s","extracted_at":"2026-11-21T06:00:00.000Z","consistent":true,"seen":0,
                 "rejected":0,"skipped":{%s},"files":{%s}}""".formatted("0".repeat(64), skipped, files);
    }

    @Test
    void aKeyOfOursMayEnterACopy() {
        assertThat(problem(manifest(KEY))).isNull();
        assertThat(problem(manifest("transformed_data/album_data/Az09_.=-/a.csv")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a'); drop table tbl_songs; --.csv",
                "a'.csv",
                "a.csv', 'b.csv",
                "a b.csv",
                "a*.csv",
                "a?.csv",
                "[ab].csv",
                "{a,b}.csv",
                "${exchangeId}.csv",
                "a;.csv",
                "a\\\\.csv",
                "a\\n.csv",
                "a.csv\\n",
                "é.csv"
            })
    void anyOtherKeyMayNot(String key) {
        assertThat(problem(manifest(key))).isEqualTo("files.album does not name a CSV file and its rows");
    }
}
