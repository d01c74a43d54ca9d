package io.caravan.transform;

/** Foreign text made fit for a message: short, on one line, nothing in it that a log or a file cannot hold. */
final class Excerpt {
    private Excerpt() {}

    static String of(String text, int maxLength) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (shown.length() >= maxLength) {
                return shown.append('…').toString();
            }
            char c = text.charAt(at);
            if (at + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(at + 1))) {
                shown.append(c).append(text.charAt(++at));
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                shown.append("\\u%04x".formatted((int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}
