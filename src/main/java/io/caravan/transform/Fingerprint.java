package io.caravan.transform;

import io.caravan.text.Hex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * What an object's user metadata tells of its bytes: the SHA-256 that the ledger asks for, so that it is computed once, when the bytes
 * are made, and a checksum by which every reader sees, at a hundredth of the effort, that it is of these bytes and no others. Tools
 * that write over an object may keep its metadata.
 *
 * @param sha256 64 hex digits
 * @param crc32c CRC-32C of the same bytes
 */
public record Fingerprint(String sha256, long crc32c) {
    private static final String SHA256 = "caravan-sha256";
    private static final String CRC32C = "caravan-crc32c";

    /** Takes the fingerprint of a stream, which is read to its end and left open. */
    public static Fingerprint of(InputStream bytes) throws IOException {
        MessageDigest digest = Hex.sha256();
        var checked = new CheckedInputStream(new DigestInputStream(bytes, digest), new CRC32C());
        checked.transferTo(OutputStream.nullOutputStream());
        return new Fingerprint(Hex.of(digest.digest()), checked.getChecksum().getValue());
    }

    /** Returns the fingerprint that user metadata hold; null where they hold none. */
    public static Fingerprint from(Map<String, String> metadata) {
        String sha256 = metadata.getOrDefault(SHA256, "");
        String crc32c = metadata.getOrDefault(CRC32C, "");
        return sha256.matches("[0-9a-f]{64}") && crc32c.matches("[0-9a-f]{8}")
                ? new Fingerprint(sha256, Long.parseLong(crc32c, 16))
                : null;
    }

    /** Returns it as user metadata. */
    public Map<String, String> metadata() {
        return Map.of(SHA256, sha256, CRC32C, "%08x".formatted(crc32c));
    }
}
