package io.caravan.transform;

/** Makes text of the bytes of a string with escapes or more than ASCII in it. */
final class EncodedText {
    private char[] chars = new char[256];

    /** Decodes escapes and UTF-8 whose form is known to be right. */
    String decoded(byte[] buffer, int from, int to) {
        if (chars.length < to - from) {
            chars = new char[Math.max(to - from, 2 * chars.length)];
        }
        int length = 0;
        for (int index = from; index < to; ) {
            int c = buffer[index++];
            if (c == '\\') {
                c = buffer[index++];
                chars[length++] = escaped(c, buffer, index);
                index += c == 'u' ? 4 : 0;
            } else if (c >= 0) {
                chars[length++] = (char) c;
            } else if ((c & 0xe0) == 0xc0) {
                chars[length++] = (char) (((c & 0x1f) << 6) | rest(buffer[index++]));
            } else if ((c & 0xf0) == 0xe0) {
                chars[length++] = (char) (((c & 0x0f) << 12) | (rest(buffer[index++]) << 6) | rest(buffer[index++]));
            } else {
                int code = ((c & 0x07) << 18)
                        | (rest(buffer[index++]) << 12)
                        | (rest(buffer[index++]) << 6)
                        | rest(buffer[index++]);
                chars[length++] = (char) (0xd800 | ((code - 0x10000) >> 10));
                chars[length++] = (char) (0xdc00 | ((code - 0x10000) & 0x3ff));
            }
        }
        return new String(chars, 0, length);
    }

    private static int rest(byte next) {
        return next & 0x3f;
    }

    private static char escaped(int letter, byte[] buffer, int digits) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' ->
                (char) ((Character.digit(buffer[digits], 16) << 12)
                        | (Character.digit(buffer[digits + 1], 16) << 8)
                        | (Character.digit(buffer[digits + 2], 16) << 4)
                        | Character.digit(buffer[digits + 3], 16));
            default -> (char) letter;
        };
    }
}
