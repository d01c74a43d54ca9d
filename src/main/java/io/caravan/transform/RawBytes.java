package io.caravan.transform;

import io.caravan.text.Hex;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** The bytes of a raw object as stored, hashed as they pass. */
final class RawBytes extends SourceBytes {
    private final String key;
    private final Fingerprint told;
    private final MessageDigest digest = Hex.sha256();
    private final MessageDigest keyedDigest = Hex.sha256();
    private final CRC32C checksum = new CRC32C();
    private boolean named;

    /**
     * Begins to read.
     *
     * @param told the bytes' fingerprint, so that they need no hash here, which costs about as much as reading the JSON; null where
     *     nobody has taken it
     */
    RawBytes(String key, InputStream source, Fingerprint told) {
        super(source);
        this.key = key;
        this.told = told;
        keyedDigest.update(key.getBytes(StandardCharsets.UTF_8));
        keyedDigest.update((byte) 0);
    }

    /** The object has a name of its own: the hash of key and bytes is not needed, and hashing is what costs most here. */
    void isNamed() {
        named = true;
    }

    /**
     * Returns the SHA-256 of the bytes, 64 hex digits; to be asked once.
     *
     * @throws StaleFingerprintException if that was told of other bytes
     */
    String sha256() {
        if (told == null) {
            return Hex.of(digest.digest());
        }
        if (told.crc32c() != checksum.getValue()) {
            throw new StaleFingerprintException(key);
        }
        return told.sha256();
    }

    /** Returns the SHA-256 of key, a 0 byte and bytes, 64 hex digits; to be asked once. */
    String keyedSha256() {
        return Hex.of(keyedDigest.digest());
    }

    @Override
    void pass(byte[] buffer, int offset, int length) {
        if (told == null) {
            digest.update(buffer, offset, length);
        } else {
            checksum.update(buffer, offset, length);
        }
        if (!named) {
            keyedDigest.update(buffer, offset, length);
        }
    }
}
