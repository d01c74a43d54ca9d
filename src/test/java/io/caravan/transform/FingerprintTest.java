package io.caravan.transform;

import static io.caravan.transform.Transforming.KEY;
import static io.caravan.transform.Transforming.SEEN;
import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static final byte[] BYTES = page(entry("t1")).getBytes(UTF_8);
    // Of "123456789": NIST's SHA-256, and the check value by which catalogues of CRCs tell CRC-32C.
    private static final String SHA256 = "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";
    private static final String CRC32C = "e3069283";

    private static Snapshot read(Fingerprint told) throws IOException {
        return new SnapshotTransform(UserIds.KEEP)
                .read(new RawSource(KEY, SEEN), new ByteArrayInputStream(BYTES), told);
    }

    @Test
    void itIsOfTheBytesAndPassesThroughMetadata() throws IOException {
        Fingerprint fingerprint = Fingerprint.of(new ByteArrayInputStream("123456789".getBytes(UTF_8)));
        assertThat(fingerprint.metadata())
                .containsOnly(Map.entry("caravan-sha256", SHA256), Map.entry("caravan-crc32c", CRC32C));
        assertThat(Fingerprint.from(fingerprint.metadata())).isEqualTo(fingerprint);
    }

    @ParameterizedTest
    @CsvSource({SHA256 + ",", "," + CRC32C, SHA256 + ",E3069283", "15e2," + CRC32C, ","})
    void whatIsNoFingerprintMeansNothing(String sha256, String crc32c) {
        assertThat(Fingerprint.from(Map.of(
                        "caravan-sha256",
                        sha256 == null ? "" : sha256,
                        "caravan-crc32c",
                        crc32c == null ? "" : crc32c)))
                .isNull();
    }

    @Test
    void aSnapshotIsTheSameWithAndWithoutIt() throws IOException {
        assertThat(read(Fingerprint.of(new ByteArrayInputStream(BYTES))))
                .usingRecursiveComparison()
                .isEqualTo(read(null));
    }

    @Test
    void oneOfOtherBytesIsRefused() throws IOException {
        Fingerprint other = Fingerprint.of(new ByteArrayInputStream("other".getBytes(UTF_8)));
        assertThatThrownBy(() -> read(other))
                .isInstanceOf(StaleFingerprintException.class)
                .hasMessageContaining(KEY);
    }
}
