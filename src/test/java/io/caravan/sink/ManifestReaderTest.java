package io.caravan.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.model.Table;
import io.caravan.snapshot.Manifest;
import java.util.List;
import java.util.Map;
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
                        "{\"snapshot\":\n", "it is no manifest: the JSON ends too early",
                        "{\"snapshot\":\"a\",\n  oops", "it is no manifest: not JSON from line 2, column",
                        "{\"seen\":\"many\"}", "seen is not what a manifest holds there",
                        "{\"files\":{\"album\":{\"rows\":[]}}}", "files.album.rows is not what a manifest holds there",
                        "", "it is no manifest",
                        "[1]", "it is no manifest",
                        "null", "it is no manifest",
                        "\"x\"", "it is no manifest")
                .forEach((text, expected) -> assertThat(problem(text))
                        .as(text)
                        .startsWith(expected)
                        .doesNotContain("com.fasterxml", "Deserial", "Source", "io.caravan", "oops"));
    }

    private static String manifest(String more) {
        return """
                {"snapshot":"a","raw_key":"raw_data/processed/a.json","raw_sha256":"%s","extracted_at":"2026-11-01T06:00:00.000Z",
                "run_id":null,"consistent":true,"seen":3,"rejected":0%s}""".formatted("ab".repeat(32), more);
    }

    private static InboxManifest read(String text) {
        return new ManifestReader().read("transformed_data/to_load/a.json", "e", text.getBytes(UTF_8));
    }

    @Test
    void aTableOrAReasonThatIsNotNamedCountsAsNothing() {
        InboxManifest entry = read(
                manifest(
                        ",\"skipped\":{\"episode\":2,\"of_a_later_kind\":1},\"files\":{\"album\":{\"key\":\"x/a.csv\",\"rows\":7}}"));

        assertThat(entry.problem()).isNull();
        assertThat(entry.manifest().rows(Table.ALBUM)).isEqualTo(7);
        assertThat(entry.manifest().rows(Table.SONGS)).isZero();
        assertThat(entry.manifest().skipped())
                .containsExactlyInAnyOrderEntriesOf(Map.of("episode", 2L, "of_a_later_kind", 1L));
        assertThat(entry.manifest().modelVersion()).isEqualTo(1);
        assertThat(new Batch(List.of(entry)).files(Table.ALBUM)).isEqualTo(Map.of(1, List.of("x/a.csv")));
        assertThat(new Batch(List.of(entry)).files(Table.SONGS)).isEmpty();
        assertThat(new Batch(List.of(entry)).rows()).containsEntry("album", 7L).containsEntry("songs", 0L);
        assertThat(read(manifest("")).problem()).as("nothing named at all").isNull();
    }

    @Test
    void aTableThatThisVersionDoesNotKnowAndCountsThatAreNoneAreRefused() {
        assertThat(read(manifest(",\"files\":{\"genres\\n\":{\"key\":\"x/a.csv\",\"rows\":7}}"))
                        .problem())
                .isEqualTo("files names a table that is none: genres?");
        assertThat(read(manifest(",\"files\":{\"album\":null}")).problem())
                .isEqualTo("files.album does not name a CSV file and its rows");
        assertThat(read(manifest(",\"skipped\":{\"episode\":-1}")).problem())
                .isEqualTo("skipped holds what is no reason with its count: episode");
        assertThat(read(manifest(",\"skipped\":{\"episode\":null}")).problem()).startsWith("skipped holds");
        assertThat(read(manifest(",\"skipped\":{\"Not a reason\":1}")).problem())
                .startsWith("skipped holds");
        assertThat(read(manifest(",\"repaired\":{\"isrc\":-1}")).problem())
                .isEqualTo("repaired holds what is no field with its count: isrc");
        assertThat(read(manifest(",\"repaired\":{\"album.release_date\":1}")).problem())
                .isNull();
    }

    @Test
    void placesWithWhichNobodyCanReckonAreRefused() {
        for (String field : List.of("first_position", "last_position", "entries", "missing")) {
            for (long beyond : List.of(Long.MIN_VALUE, 1L << 31, Long.MAX_VALUE)) {
                assertThat(read(manifest(",\"playlists\":[{\"playlist_id\":\"p\",\"entries\":1,\"" + field + "\":"
                                        + beyond + "}]"))
                                .problem())
                        .as("%s %d", field, beyond)
                        .isEqualTo("playlists counts more than a playlist can have");
            }
        }
    }

    @Test
    void aPlaylistOrAWithheldColumnThatIsNamedTwiceIsRefused() {
        String one = "{\"playlist_id\":\"p\",\"playlist_name\":null,\"first_position\":0,\"entries\":1,\"total\":null}";
        String isrc = "{\"playlist_id\":\"\",\"table_name\":\"songs\",\"column_name\":\"isrc\"}";
        InboxManifest entry = read(manifest(",\"playlists\":[" + one + "],\"withheld\":[" + isrc + "]"));

        assertThat(entry.manifest().playlists())
                .containsExactly(new Manifest.Playlist("p", null, 0L, 1, null, null, null, null));
        assertThat(entry.manifest().withheld()).containsExactly(new Manifest.Withheld("", "songs", "isrc"));
        for (String twice : List.of(one + "," + one, "{\"playlist_id\":null,\"entries\":1}", "null")) {
            assertThat(read(manifest(",\"playlists\":[" + twice + "]")).problem())
                    .as(twice)
                    .isEqualTo("playlists does not name each of its playlists once");
        }
        for (String twice : List.of(isrc + "," + isrc, "{\"playlist_id\":\"\",\"table_name\":\"songs\"}", "null")) {
            assertThat(read(manifest(",\"withheld\":[" + twice + "]")).problem())
                    .as(twice)
                    .isEqualTo("withheld does not name each of its columns once");
        }
    }

    @Test
    void aLaterModelIsSeenWhateverElseTheManifestHolds() {
        for (String text :
                List.of(manifest(",\"model\":2"), "{\"model\":3,\"files\":[\"of another form\"],\"snapshot\":{}}")) {
            InboxManifest entry = read(text);

            assertThat(entry.isOfLaterModel()).as(text).isTrue();
            assertThat(entry.isReadable()).as(text).isFalse();
            assertThat(entry.problem()).as(text).isNull();
        }
        assertThat(read(manifest(",\"model\":4294967297")).isOfLaterModel()).isTrue();
        assertThat(read(manifest(",\"model\":1")).isOfLaterModel()).isFalse();
        for (String none : List.of("0", "-1")) {
            assertThat(read(manifest(",\"model\":" + none)).problem())
                    .isEqualTo("model is no version of the table model");
        }
        assertThat(read(manifest(",\"model\":null")).isReadable()).isTrue();
        assertThat(read(manifest(",\"model\":\"two\"")).problem())
                .isEqualTo("model is not what a manifest holds there");
    }

    private static String manifestOf(String albumKey) {
        return manifest(",\"files\":{\"album\":{\"key\":\"%s\",\"rows\":1}}".formatted(albumKey));
    }

    @Test
    void aKeyOfOursMayEnterACopy() {
        assertThat(problem(manifestOf(KEY))).isNull();
        assertThat(problem(manifestOf("transformed_data/album_data/Az09_.=-/a.csv")))
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
        assertThat(problem(manifestOf(key))).isEqualTo("files.album does not name a CSV file and its rows");
    }
}
