package io.caravan.transform;

/** What CSV files and warehouses can hold of a text: no NUL and no half of a surrogate pair. */
final class StorableText {
    private StorableText() {}

    /** Returns whether they can hold all of it. */
    static boolean is(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (at + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(at + 1))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    /** Returns the text with a replacement character in the place of each character that they cannot hold. */
    static String of(String text) {
        StringBuilder made = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '\ufffd' : c)
                .forEach(made::appendCodePoint);
        return made.toString();
    }
}
