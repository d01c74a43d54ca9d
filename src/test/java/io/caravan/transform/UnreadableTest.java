package io.caravan.transform;

import static io.caravan.transform.Transforming.HEADER;
import static io.caravan.transform.Transforming.KEY;
import static io.caravan.transform.Transforming.SEEN;
import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.gzip;
import static io.caravan.transform.Transforming.page;
import static io.caravan.transform.Transforming.read;
import static io.caravan.transform.Transforming.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnreadableTest {
    private static final String PLAYLIST = "{\"id\":\"p1\",\"name\":\"x\",\"type\":\"playlist\"}";

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("", "it is empty (0 bytes)"),
                Arguments.of(" \n", "it holds no playlist and no entry"),
                Arguments.of("<html><body>502</body></html>", "it is HTML or XML, such as an error page, not JSON"),
                Arguments.of(page(entry("t1")).substring(0, 200), "it is not JSON or ends too early"),
                Arguments.of("[" + entry("t1"), "it is not JSON or ends too early"),
                Arguments.of(page(entry("t1")) + "]", "it is not JSON or ends too early"),
                Arguments.of("{}", "no page, no playlist and no entry"),
                Arguments.of("{\"type\":\"album\",\"items\":[]}", "no page, no playlist and no entry"),
                Arguments.of("[]", "it holds no playlist and no entry"),
                Arguments.of("[[]]", "it holds no playlist and no entry"),
                Arguments.of("12", "it holds 12 where"),
                Arguments.of("null", "it holds null where"),
                Arguments.of(
                        "{\"href\":\"https://api.spotify.com/v1/me/shows\",\"items\":[{\"added_at\":\"2024-01-01T00:00:00Z\",\"show\":{\"id\":\"s\"}}]}",
                        "a saved album, show, episode or audiobook"),
                Arguments.of(
                        "{\"items\":[{\"track\":" + track("t1")
                                + ",\"played_at\":\"2024-01-01T00:00:00Z\",\"context\":null}]}",
                        "a play of the recently played tracks"),
                Arguments.of(
                        "{\"href\":\"https://api.spotify.com/v1/me/top/tracks\",\"items\":[" + track("t1") + "]}",
                        "a track itself, as albums, searches and top lists give it"),
                Arguments.of(
                        "{\"items\":[{\"collaborative\":false,\"id\":\"p\",\"name\":\"n\",\"tracks\":{\"href\":\"x\",\"total\":3}}]}",
                        "a playlist without its entries"),
                Arguments.of(
                        "[{\"ts\":\"2024\",\"ms_played\":5,\"master_metadata_track_name\":\"x\"}]",
                        "account data export"),
                Arguments.of(
                        "[{\"endTime\":\"2024\",\"artistName\":\"x\",\"trackName\":\"y\",\"msPlayed\":5}]",
                        "account data export"),
                Arguments.of(
                        "{\"added_at\":{\"0\":\"2024-01-01\"},\"track.id\":{\"0\":\"a\"}}",
                        "a row of a flattened table, such as pandas writes"),
                Arguments.of(
                        "{\"error\":{\"status\":404,\"message\":\"x\"}}", "it holds an error that Spotify answered"),
                Arguments.of(PLAYLIST, "the playlist p1 has no items"),
                Arguments.of(
                        "{\"id\":\"p1\",\"type\":\"playlist\",\"tracks\":{\"total\":5}}",
                        "the playlist p1 has no items"),
                Arguments.of("{\"id\":\"p1\",\"items\":null}", "the playlist p1 has no items"),
                Arguments.of("{\"items\":{\"items\":{}}}", "items is an object, expected a list"),
                Arguments.of(
                        "{\"tracks\":[" + track("t1") + "]}",
                        "a track itself, as albums, searches and top lists give it"),
                Arguments.of("[" + track("t1") + "]", "no page, no playlist and no entry"),
                Arguments.of(
                        "[{\"is_local\":false,\"track\":true,\"id\":\"t1\"}]",
                        "the only entry of the playlist without an id is no entry"),
                Arguments.of(
                        "[" + entry("t1") + ",{\"genres\":[],\"id\":\"a\",\"type\":\"artist\"}]",
                        "no page, no playlist"),
                Arguments.of("[1,2]", "it holds 1 where"),
                Arguments.of("{\"danceability\":0.7,\"id\":\"x\",\"type\":\"audio_features\"}", "no page, no playlist"),
                Arguments.of(
                        "{\"items\":[{\"id\":\"al\",\"type\":\"album\"}]}",
                        "the only entry of the playlist without an id is no entry"),
                Arguments.of(
                        "{\"id\":\"al\",\"type\":\"album\",\"tracks\":{\"items\":[{\"is_local\":false,\"id\":\"t\"}]}}",
                        "no page, no playlist"),
                Arguments.of(
                        "{\"id\":\"al\",\"tracks\":{\"items\":[{\"id\":\"t\",\"is_local\":false}]}}",
                        "the only entry of the playlist al is no entry"),
                Arguments.of(
                        page(entry("t1")).replace("{\"items", "{\"offset\":\"first\",\"items"),
                        "offset is \"first\", expected"),
                Arguments.of("{\"offset\":-1,\"items\":[]}", "the offset of a page is -1"),
                Arguments.of("{\"name\":\"x\",\"id\":5,\"tracks\":{\"items\":[]}}", "id is 5, expected an id"),
                Arguments.of(
                        "{\"offset\":0,\"items\":[%s]}{\"offset\":0,\"items\":[%s]}".formatted(entry("a"), entry("b")),
                        "two entries at the same position"),
                Arguments.of(
                        "{\"name\":\"a\",\"tracks\":{\"items\":[]}}{\"name\":\"b\",\"tracks\":{\"items\":[]}}",
                        "several playlists without an id"),
                Arguments.of(HEADER, "it holds no playlist and no entry"),
                Arguments.of(HEADER + PLAYLIST, "the playlist p1 has no items"),
                Arguments.of(HEADER + page(), "its header is not followed by one playlist object"),
                Arguments.of(
                        HEADER + PLAYLIST + page() + PLAYLIST.replace("p1", "p2"), "more than one playlist object"),
                Arguments.of(HEADER + "[" + entry("t1") + "]", "its header is not followed by one playlist object"),
                Arguments.of(
                        HEADER + "{\"name\":\"x\",\"tracks\":{\"items\":[]}}", "its header is not followed by one"),
                Arguments.of(page(entry("t1")).replace("]}", "]," + HEADER.substring(1)), "after its first line"),
                Arguments.of("{\"name\":\"a\",\"tracks\":{\"total\":0}}", "the playlist without an id has no items"),
                Arguments.of(HEADER + HEADER + PLAYLIST + page(), "a header of Caravan after its first line"),
                Arguments.of(PLAYLIST + HEADER + page(), "a header of Caravan after its first line"),
                Arguments.of(HEADER.replace("run_id", "x") + PLAYLIST + page(), "its header lacks run_id"),
                Arguments.of(HEADER.replace("consistent", "x") + PLAYLIST + page(), "its header lacks run_id"),
                Arguments.of(
                        HEADER.replace("2026-11", "2026-13") + PLAYLIST + page(), "caravan.extracted_at is \"2026-13"),
                Arguments.of(
                        HEADER.replace("\"run-1\"", "1") + PLAYLIST + page(), "caravan.run_id is 1, expected text"),
                Arguments.of("{\"caravan\":null}", "its header lacks run_id"),
                Arguments.of(HEADER + PLAYLIST.replace("p1", "../p1") + page(), "expected letters and digits"));
    }

    @ParameterizedTest
    @MethodSource
    void unreadable(String json, String problem) {
        for (byte[] bytes :
                List.of(json.getBytes(StandardCharsets.UTF_8), gzip(json.getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(() -> read(KEY, bytes))
                    .isInstanceOf(UnreadableSnapshotException.class)
                    .hasMessageStartingWith("Cannot read the raw object " + KEY + ": ")
                    .hasMessageContaining(problem)
                    .hasMessageEndingWith(
                            " Put a corrected copy into raw_data/to_processed/ and discard the dead letter.");
        }
    }

    @Test
    void brokenJsonIsReportedWithItsPlace() {
        assertThatThrownBy(() -> read("{\"items\":[\n{\"track\":nul}]}"))
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageContaining("(line 2, byte ");
    }

    @Test
    void whatEndsTooEarlyDoesSoOnItsLastLine() {
        assertThatThrownBy(() -> read("{\"items\":[\n")).hasMessageContaining("(line 1, byte 11)");
        assertThatThrownBy(() -> read("{\"items\":\n[\n \n")).hasMessageContaining("(line 2, byte 14)");
    }

    @Test
    void otherEncodingsThanUtf8AndUtf16AreRefused() {
        String json = page(entry("t1").replace("Song", "Größe"));
        assertThatThrownBy(() -> read(KEY, json.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(UnreadableSnapshotException.class);
        assertThatThrownBy(() -> read(KEY, ("\ufeff" + json).getBytes(Charset.forName("UTF-32LE"))))
                .hasMessageContaining("it is UTF-32");
        byte[] broken = json.getBytes(StandardCharsets.UTF_16LE);
        broken[21] = (byte) 0xd8; // half of a pair
        assertThatThrownBy(() -> read(KEY, broken)).hasMessageContaining("its encoding is broken");
    }

    /** What begins a file of another kind is written by the programs named. */
    @ParameterizedTest
    @CsvSource({
        "28b52ffd2400,Zstandard",
        "425a6839314159,bzip2",
        "fd377a585a00,xz",
        "04224d186440,LZ4",
        "ff060000734e61507059,Snappy",
        "504b0304140000,ZIP",
        "504152311504,Parquet",
        "4f626a0104,Avro",
        "4f524308,ORC",
    })
    void aFileOfAnotherKindIsRefusedByItsName(String hex, String name) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (byte[] each : List.of(bytes, gzip(bytes))) {
            assertThatThrownBy(() -> read(KEY, each))
                    .isInstanceOf(UnreadableSnapshotException.class)
                    .hasMessageContaining(name)
                    .hasMessageNotContaining("UTF-8");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "track_id,track_name,popularity\\nt1,Song,50 | CSV",
                "track_id;track_name\\nt1;Song | CSV",
                "\"\",\"id\",\"name\"\\n\"0\",\"a\",\"b\" | CSV",
                "{'href': 'x', 'items': [], 'next': None} | Python",
                "[{'added_at': '2024-01-01'}] | Python",
                "{\"items\":[{\"added_at\":null,\"track\":None}]} | None",
                "{\"items\":[{\"track\":{\"id\":\"t\",\"popularity\":NaN}}]} | NaN",
                "{\"items\":[{\"track\":{\"id\":\"t\",\"popularity\":-Infinity}}]} | Infinity",
                "<!DOCTYPE html><html></html> | HTML",
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error> | XML",
                "items:\\n- track: 1 | YAML",
            })
    void aTextOfAnotherKindIsRefusedByWhatItIs(String text, String what) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageContaining(what)
                .hasMessageNotContaining("ends too early");
    }

    @Test
    void compressedBytesThatEndTooEarlyOrAreDamagedAreUnreadable() {
        byte[] zipped = gzip(page(entry("t1"), entry("t2")).getBytes(StandardCharsets.UTF_8));
        byte[] damaged = zipped.clone();
        damaged[zipped.length - 6] ^= 1; // the checksum at the end
        for (byte[] bytes : List.of(Arrays.copyOf(zipped, zipped.length / 2), Arrays.copyOf(zipped, 5), damaged)) {
            assertThatThrownBy(() -> read(KEY, bytes)).isInstanceOf(UnreadableSnapshotException.class);
        }
    }

    @Test
    void aLostConnectionIsNeverTakenForABrokenObject() {
        byte[] plain = page(entry("t1"), entry("t2")).getBytes(StandardCharsets.UTF_8);
        byte[] zipped = gzip(plain);
        for (byte[] bytes : List.of(plain, zipped)) {
            for (int length : new int[] {0, 1, 2, 5, bytes.length / 2, bytes.length - 1, bytes.length}) {
                IOException lost = new java.io.EOFException("Connection reset");
                assertThatThrownBy(() -> new SnapshotTransform(UserIds.HASH, Limits.defaults())
                                .read(new RawSource(KEY, SEEN), endingIn(lost, Arrays.copyOf(bytes, length))))
                        .isSameAs(lost);
            }
        }
    }

    @Test
    void aSourceThatFailsOnceWhileTheNextMemberIsLookedForIsNotAtItsEnd() {
        byte[] zipped = gzip(page(entry("t1")).getBytes(StandardCharsets.UTF_8));
        IOException lost = new IOException("Connection reset");
        InputStream failingOnce = new SequenceInputStream(endingIn(lost, zipped), InputStream.nullInputStream()) {
            private boolean failed;

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    return failed ? -1 : super.read(buffer, offset, length);
                } catch (IOException e) {
                    failed = true;
                    throw e;
                }
            }
        };
        assertThatThrownBy(() -> new SnapshotTransform(UserIds.HASH, Limits.defaults())
                        .read(new RawSource(KEY, SEEN), failingOnce))
                .isSameAs(lost);
    }

    private static InputStream endingIn(IOException failure, byte[] bytes) {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw failure;
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(bytes), failing);
    }

    @Test
    void aHostileKeyDoesNotBreakTheMessage() {
        assertThatThrownBy(() -> read("a\nb/" + "x".repeat(5_000), "{}"))
                .satisfies(
                        e -> assertThat(e.getMessage()).hasSizeLessThan(1_500).doesNotContain("\n"));
    }

    @Test
    void theStreamStaysOpen() throws IOException {
        boolean[] closed = {false};
        InputStream stream = new ByteArrayInputStream(page().getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        new SnapshotTransform(UserIds.HASH, Limits.defaults()).read(new RawSource(KEY, SEEN), stream);
        assertThat(closed[0]).isFalse();
    }
}
