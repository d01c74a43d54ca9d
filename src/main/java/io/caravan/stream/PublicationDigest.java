package io.caravan.stream;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the records of a publication are held against at its end: their number, and a digest of each behind that of those before. */
final class PublicationDigest {
    private final MessageDigest sha256;
    private byte[] digest;
    private long records;

    /** Goes on behind records that were seen before; behind none with 0 and an empty text. */
    PublicationDigest(long records, String digest) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
        this.records = records;
        this.digest = HexFormat.of().parseHex(digest);
    }

    void add(byte[] value) {
        sha256.update(digest);
        digest = sha256.digest(value);
        records++;
    }

    long records() {
        return records;
    }

    /** Returns 64 hexadecimal digits; nothing where there was no record. */
    String text() {
        return HexFormat.of().formatHex(digest);
    }
}
