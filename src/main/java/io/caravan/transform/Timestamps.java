package io.caravan.transform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the tables and the names of snapshots write them. */
final class Timestamps {
    private static final DateTimeFormatter CELL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'");

    private Timestamps() {}

    /** Returns {@code 2024-10-03 12:48:11.000}. */
    static String cell(Instant instant) {
        return CELL.format(instant.atOffset(ZoneOffset.UTC));
    }

    /**
     * Returns {@code 2024-10-03 12:48:11.000} for a time of ISO 8601; one to the second in UTC, as Spotify gives it, in no time.
     *
     * @throws DateTimeException if it is none
     */
    static String cell(String iso) {
        return isUtcSecond(iso) ? iso.substring(0, 10) + ' ' + iso.substring(11, 19) + ".000" : cell(parse(iso));
    }

    private static boolean isUtcSecond(String text) {
        return text.length() == 20
                && isDay(text)
                && text.charAt(10) == 'T'
                && two(text, 11) < 24
                && text.charAt(13) == ':'
                && two(text, 14) < 60
                && text.charAt(16) == ':'
                && two(text, 17) < 60
                && text.charAt(19) == 'Z';
    }

    /** Returns whether a text begins with a day of the years 1 to 9999, {@code 2024-10-03}. */
    static boolean isDay(String text) {
        int year = 100 * two(text, 0) + two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        return year > 0
                && year < 10_000
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && month > 0
                && month <= 12
                && day > 0
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
    }

    /** Returns a number of two digits; one beyond all that fits where they are none. */
    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 10_000 : 10 * tens + ones;
    }

    /** Returns {@code 20241003T124811000Z}. */
    static String inName(Instant instant) {
        return NAME.format(instant.atOffset(ZoneOffset.UTC));
    }

    /**
     * Reads a time of ISO 8601 with {@code Z} or an offset, cut to the millisecond.
     *
     * @throws DateTimeException if it is none, or none of the years 1 to 9999
     */
    static Instant parse(String iso) {
        Instant instant = OffsetDateTime.parse(iso).toInstant().truncatedTo(ChronoUnit.MILLIS);
        int year = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("Year " + year);
        }
        return instant;
    }
}
