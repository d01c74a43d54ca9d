package io.caravan.transform;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An International Standard Recording Code, which people write with dashes and in small letters too.
 *
 * @see <a href="https://www.ifpi.org/isrc_handbook">ISRC Handbook</a>, which has twelve characters and no dashes for machines
 */
final class Isrc {
    private static final int LENGTH = 12;
    private static final Pattern CODE = Pattern.compile("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}");

    private Isrc() {}

    /** Returns the code in its one form; what is no code, and what is no value, as it is. */
    static Cell of(Cell written) {
        if (!written.isValue() || isInForm(written.bytes)) {
            return written;
        }
        String code = written.text().replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return CODE.matcher(code).matches() ? Cell.of(code) : written;
    }

    private static boolean isInForm(byte[] cell) {
        if (cell.length != LENGTH + 2) {
            return false;
        }
        for (int at = 1; at <= LENGTH; at++) {
            byte c = cell[at];
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return true;
    }
}
