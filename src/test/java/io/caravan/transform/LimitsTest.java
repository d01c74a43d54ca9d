package io.caravan.transform;

import static io.caravan.transform.Transforming.KEY;
import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.gzip;
import static io.caravan.transform.Transforming.page;
import static io.caravan.transform.Transforming.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final int HUNDRED_MB = 100_000_000;

    private static void assertRefused(byte[] bytes, Limits limits, String problem) {
        assertThatThrownBy(() -> read(KEY, bytes, limits))
                .isInstanceOf(UnreadableSnapshotException.class)
                .hasMessageContaining(problem);
    }

    private static byte[] withFiller(String json, int length) {
        byte[] filler = new byte[length];
        java.util.Arrays.fill(filler, (byte) 'x');
        int at = json.indexOf("FILLER");
        java.nio.ByteBuffer all = java.nio.ByteBuffer.allocate(json.length() - 6 + length);
        all.put(json.substring(0, at).getBytes(StandardCharsets.US_ASCII)).put(filler);
        return all.put(json.substring(at + 6).getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Test
    void theDefaultsAreThese() {
        assertThat(Limits.defaults()).isEqualTo(new Limits(536_870_912, 200, 100, 1_000_000, 1_048_576));
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThatThrownBy(() -> new Limits(1, 1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tenThousandLevelsAreRefusedWhereverTheyStand() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        for (String json : List.of(
                deep,
                page(deep),
                "{\"items\":[],\"x\":" + deep + "}",
                page("{\"track\":{\"id\":\"t\",\"name\":" + deep + "}}"),
                "{\"a\":".repeat(10_000))) {
            assertThatThrownBy(() -> read(json)).isInstanceOf(UnreadableSnapshotException.class);
        }
        assertRefused(page(deep).getBytes(StandardCharsets.UTF_8), Limits.defaults(), "it is beyond a limit");
    }

    @Test
    void aTextOfAHundredMegabytesIsRefusedWhereverItStands() {
        for (String json : List.of(
                page(entry("t1").replace("Song t1", "FILLER")),
                page(entry("t1").replace("AU", "FILLER")),
                "{\"items\":[],\"description\":\"FILLER\"}",
                "{\"items\":[],\"x\":[\"FILLER\"]}",
                "\"FILLER\"")) {
            assertRefused(withFiller(json, HUNDRED_MB), Limits.defaults(), "limit");
        }
    }

    @Test
    void aGzipBombIsRefused() {
        assertRefused(
                gzip(withFiller("{\"items\":[],\"x\":[\"FILLER\"]}", HUNDRED_MB)),
                Limits.defaults(),
                "beyond the limit of 200 to 1");
    }

    @Test
    void anEntryMayBeAsLongAsTheLimitAndNoByteLonger() {
        String entry = entry("t1");
        byte[] bytes = page(entry).getBytes(StandardCharsets.UTF_8);

        assertThat(read(KEY, bytes, new Limits(10_000, 1, 20, 100, entry.length()))
                        .seen())
                .isEqualTo(1);
        assertRefused(bytes, new Limits(10_000, 1, 20, 100, entry.length() - 1), "entry 1 takes " + entry.length());
    }

    @Test
    void moreBytesThanAllowedAreRefused() {
        byte[] bytes = page(entry("t1")).getBytes(StandardCharsets.UTF_8);
        assertThat(read(KEY, bytes, new Limits(bytes.length, 1, 20, 100, 2_000)).seen())
                .isEqualTo(1);
        assertRefused(bytes, new Limits(bytes.length - 1, 1, 20, 100, 2_000), "bytes, the limit after decompression");
        assertRefused(bytes, new Limits(bytes.length, 1, 20, 100, 200), "entry 1 takes");
        assertRefused(bytes, new Limits(bytes.length, 1, 5, 100, 2_000), "it is beyond a limit");
        assertRefused(bytes, new Limits(bytes.length, 1, 20, 3, 2_000), "it is beyond a limit");
    }
}
