package io.caravan.text;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 and its text. */
public final class Hex {
    private Hex() {}

    /** Returns a digest that nothing was put into yet. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Returns two small hex digits for each byte. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
