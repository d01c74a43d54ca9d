package io.caravan.warehouse.snowflake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key as secret stores hand it on: the text of a PKCS#8 file in PEM, whose line breaks may have become the two characters
 * {@code \n} or spaces on the way; that whole file in base64; or its body alone.
 */
final class PrivateKeyText {
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    /** Of a line break written at the very end, Camel takes the backslash away. */
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----(.*)-----END \\1-----n?", Pattern.DOTALL);

    private static final int LINE = 64;

    private PrivateKeyText() {}

    /**
     * Returns the PEM file in base64, as the driver of Snowflake takes it.
     *
     * @param text the key, in any of the forms
     * @param isEncrypted what a body alone is, which does not say so
     * @throws IllegalArgumentException when it is none of them; the message does not hold the text
     */
    static String base64File(String text, boolean isEncrypted) {
        String stripped = text.replaceAll("\\\\[nr]", "\n").strip();
        String pem = stripped.startsWith("-----") ? stripped : decoded(stripped);
        String file = pem.startsWith("-----") ? canonical(pem) : pem(isEncrypted ? ENCRYPTED : PLAIN, bytes(stripped));
        return Base64.getEncoder().encodeToString(file.getBytes(UTF_8));
    }

    private static String decoded(String base64) {
        return new String(bytes(base64), UTF_8).strip();
    }

    private static String canonical(String pem) {
        Matcher parts = PEM.matcher(pem);
        if (!parts.matches() || !(parts.group(1).equals(PLAIN) || parts.group(1).equals(ENCRYPTED))) {
            throw new IllegalArgumentException("begins or ends with other lines than those of a PKCS#8 file");
        }
        return pem(parts.group(1), bytes(parts.group(2)));
    }

    private static byte[] bytes(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        if (bytes.length == 0) {
            throw new IllegalArgumentException("holds no key");
        }
        return bytes;
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }
}
