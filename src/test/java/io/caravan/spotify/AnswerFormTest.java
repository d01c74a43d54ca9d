package io.caravan.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.lake.Lake;
import io.caravan.run.CurrentRun;
import io.caravan.snapshot.TransformedPlaylists;
import io.caravan.transform.RawSource;
import io.caravan.transform.Snapshot;
import io.caravan.transform.SnapshotTransform;
import io.caravan.transform.UserIds;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the extraction takes, the transform takes; what it would not, is asked for again. */
class AnswerFormTest {
    private static final String ID = "0123456789abcdefghijkl";
    private static final String PLAYLIST_URI = "/v1/playlists/" + ID + "?fields=id,name";
    private static final String PAGE_URI = "/v1/playlists/" + ID + "/items?limit=50&offset=0";
    private static final String ENTRY =
            "{\"added_at\":\"2024-01-02T03:04:05Z\",\"item\":{\"type\":\"track\",\"id\":\"ssssssssssssssssssssss\",\"name\":\"n\","
                    + "\"duration_ms\":1,\"explicit\":false,\"artists\":[{\"id\":\"a\",\"name\":\"a\"}],\"album\":{\"id\":\"b\",\"name\":\"b\"}}}";
    private static final String PLAYLIST = "{\"id\":\"" + ID + "\",\"snapshot_id\":\"s\",\"name\":\"n\"}";
    private static final String PAGE = "{\"offset\":0,\"total\":1,\"items\":[" + ENTRY + "]}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGE,
                "\uFEFF" + PAGE,
                " \r\n\t{ \"items\" : [ " + ENTRY + " ] , \"total\" : 1 }\n",
                "{\"items\":[" + ENTRY + "],\"total\":null,\"offset\":null,\"limit\":null,\"href\":null,\"next\":7}",
                "{\"items\":[" + ENTRY
                        + "],\"total\":1,\"limit\":\"50\",\"unheard\":[{\"of\":[1.5e300,null]}],\"error\":null}",
                "{\"items\":[" + ENTRY + "],\"total\":1,\"error\":{\"status\":500}}",
                "{\"items\":[" + ENTRY + "],\"total\":-1}",
                "{\"items\":[" + ENTRY + "],\"total\":2147483647}",
                "{\"items\":[" + ENTRY + ",null,{\"item\":null}],\"total\":3}",
                "{\"items\":[],\"total\":0}",
                "{\"items\":[" + ENTRY + "],\"total\":1,\"name\":null,\"owner\":null,\"snapshot_id\":\"x\"}"
            })
    void aPageThatIsTakenIsTakenByTheTransform(String page) throws Exception {
        Snapshot snapshot = carried(PLAYLIST, page);

        assertThat(snapshot.seen()).isEqualTo(page.contains("null}]") ? 3 : page.contains("[]") ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF" + PLAYLIST,
                "{\"id\":\"" + ID + "\",\"name\":\"a\\u00e9\\n\uD83D\uDE00\",\"type\":\"playlist\",\"owner\":null}",
                "{\"id\":\"" + ID
                        + "\",\"name\":5,\"owner\":\"u\",\"external_urls\":{\"spotify\":[]},\"snapshot_id\":5}",
                "{\"id\":\"" + ID + "\",\"name\":\"\\u0000\\ud83d\",\"owner\":{\"id\":5},\"href\":5}",
                "{\"id\":\"" + ID + "\",\"name\":null,\"owner\":{},\"external_urls\":null,\"items\":7,\"tracks\":[1]}",
                "{\"id\":\"" + ID
                        + "\",\"items\":{\"total\":null,\"items\":[1,2]},\"tracks\":{\"href\":null,\"offset\":0}}"
            })
    void aPlaylistThatIsTakenIsTakenByTheTransform(String playlist) throws Exception {
        assertThat(carried(playlist, PAGE).seen()).isEqualTo(1);
    }

    /** At the limits of the transform, on both sides. */
    @Test
    void depthAndLengthAreTakenAsFarAsTheTransformTakesThem() throws Exception {
        assertThat(carried(PLAYLIST, with("\"x\":" + nested(99))).seen()).isEqualTo(1);
        assertThat(carried(PLAYLIST, with("\"x\":\"" + "x".repeat(1_000_000) + "\""))
                        .seen())
                .isEqualTo(1);
        assertThat(carried(PLAYLIST, with("\"x\":[" + "1,".repeat(500_000) + "1]"))
                        .seen())
                .isEqualTo(1);

        assertUnfit(PAGE_URI, with("\"x\":" + nested(100)), "beyond a limit");
        assertUnfit(PAGE_URI, with("\"x\":\"" + "x".repeat(1_000_001) + "\""), "beyond a limit");
        assertUnfit(PAGE_URI, with("\"x\":[" + "1,".repeat(525_000) + "1]"), "more than 1048576 bytes");
        String large = ENTRY.replace("\"n\"", "\"" + "x".repeat(600_000) + "\",\"y\":\"" + "y".repeat(600_000) + "\"");
        assertUnfit(PAGE_URI, "{\"items\":[" + ENTRY + "," + large + "]}", "more than 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"offset\":-1",
                "\"offset\":\"x\"",
                "\"offset\":1.5",
                "\"total\":true",
                "\"total\":{}",
                "\"total\":2147483648"
            })
    void whatTheTransformWouldRefuseIsUnfitInAPageAndInAPlaylist(String field) {
        assertUnfit(PAGE_URI, "{\"items\":[]," + field + "}", "a field ");
        assertUnfit(PLAYLIST_URI, "{\"id\":\"" + ID + "\"," + field + "}", "a field ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":\"x\"",
                "\"type\":\"playlist\"",
                "\"caravan\":{}",
                "\"tracks\":{}",
                "\"item\":1",
                "\"is_local\":true"
            })
    void aPageWithAFieldOfSomethingElseIsNone(String field) {
        assertUnfit(PAGE_URI, "{\"items\":[]," + field + "}", "no page: it has a field ");
    }

    @Test
    void aWholeNumberIsReadHoweverItIsWritten() throws Exception {
        var json = new ObjectMapper();
        for (String text : new String[] {"120", "120.0", "1.2e2", "\"120\""}) {
            assertThat(AnswerForm.whole(json.readTree(text))).as(text).isEqualTo(120);
        }
        assertThat(AnswerForm.whole(json.nullNode())).isNull();
        assertThat(AnswerForm.whole(json.missingNode())).isNull();
        assertThat(AnswerForm.whole(IntNode.valueOf(-1))).isEqualTo(-1);
        for (String text : new String[] {"", " 1", "1e2", "x", "99999999999"}) {
            assertThatThrownBy(() -> AnswerForm.whole(TextNode.valueOf(text)))
                    .isInstanceOf(NumberFormatException.class);
        }
        assertThatThrownBy(() -> AnswerForm.whole(json.readTree("1e999999"))).isInstanceOf(NumberFormatException.class);
    }

    private static String with(String field) {
        return "{\"offset\":0,\"total\":1,\"items\":[" + ENTRY + "]," + field + "}";
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static void assertUnfit(String uri, String answer, String problem) {
        assertThatThrownBy(() -> AnswerForm.checked(uri, answer.getBytes(UTF_8)))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining(problem);
    }

    /** Takes the answers as the routes do, and the raw object as the transform does. */
    private Snapshot carried(String playlist, String page) throws Exception {
        var clock = new TestClock(TestApplication.START);
        var lake = new Lake(new PlaylistReadsTest.FlakyS3(), "lake", "");
        var reads = new PlaylistReads(
                new CurrentRun(clock),
                new PlaylistMemory(lake, new TransformedPlaylists(lake, clock), "24h"),
                new AppClass("C", "id", lake),
                clock,
                50);
        var read = new PlaylistRead(ID, folder.resolve("pages.jsonl"), 50);
        reads.acceptMetadata(read, AnswerForm.checked(PLAYLIST_URI, playlist.getBytes(UTF_8)));
        reads.acceptPage(read, AnswerForm.checked(PAGE_URI, page.getBytes(UTF_8)));
        reads.acceptMetadata(read, AnswerForm.checked(PLAYLIST_URI, playlist.getBytes(UTF_8)));
        try (var raw = Files.newInputStream(reads.rawObject(read).toPath())) {
            var source = new RawSource("raw_data/to_processed/a.json", TestApplication.START);
            return new SnapshotTransform(UserIds.KEEP).read(source, raw);
        }
    }
}
