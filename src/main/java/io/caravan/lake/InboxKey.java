package io.caravan.lake;

import io.caravan.failure.RejectedException;

/** The names that an object of an inbox may have. */
public final class InboxKey {
    private InboxKey() {}

    /**
     * Lets any Unicode pass but what an expression language or a file system would read as more than a name.
     *
     * @throws RejectedException when the key must not come near a Camel producer (CVE-2026-95664)
     */
    public static void check(String key) {
        if (key.codePoints().anyMatch(Character::isISOControl)) {
            throw new RejectedException(
                    "The key " + shown(key) + " holds a control character; write the object anew under a plain name");
        }
        if (key.contains("${") || key.contains("$simple{")) {
            throw new RejectedException("The key " + shown(key)
                    + " holds ${ or $simple{, which starts an expression; write the object anew under a plain name");
        }
        for (String segment : key.split("/", -1)) {
            if (segment.equals("..")) {
                throw new RejectedException(
                        "The key " + shown(key) + " holds a .. segment; write the object anew under a plain name");
            }
        }
    }

    private static String shown(String key) {
        return "'" + key.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
