package io.caravan.transform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as tables, names and JSON write them, all in UTC and to the millisecond. */
public final class Timestamps {
    private static final DateTimeFormatter CELL = utc("uuuu-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter COMPACT = utc("uuuuMMdd'T'HHmmssSSS'Z'");
    private static final DateTimeFormatter ISO = utc("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter PARTITION = utc("'year='uuuu'/month='MM'/day='dd");

    private Timestamps() {}

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }

    /** Returns whether in a buffer a cell of 22 bytes is a time to the second in UTC, as Spotify gives it: {@code "2024-10-03T12:48:11Z"}. */
    static boolean isUtcSecond(byte[] buffer, int cell) {
        return isDay(buffer, cell)
                && buffer[cell + 11] == 'T'
                && two(buffer, cell + 12) < 24
                && buffer[cell + 14] == ':'
                && two(buffer, cell + 15) < 60
                && buffer[cell + 17] == ':'
                && two(buffer, cell + 18) < 60
                && buffer[cell + 20] == 'Z';
    }

    /** Returns whether a cell in a buffer begins with a day of the years 1 to 9999, {@code "2024-10-03}. */
    static boolean isDay(byte[] buffer, int cell) {
        int year = 100 * two(buffer, cell + 1) + two(buffer, cell + 3);
        int month = two(buffer, cell + 6);
        int day = two(buffer, cell + 9);
        return year > 0
                && year < 10_000
                && buffer[cell + 5] == '-'
                && buffer[cell + 8] == '-'
                && month > 0
                && month <= 12
                && day > 0
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
    }

    /** Returns a number of two digits; one beyond all that fits where they are none. */
    private static int two(byte[] buffer, int at) {
        int tens = buffer[at] - '0';
        int ones = buffer[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 10_000 : 10 * tens + ones;
    }

    /** Returns the days from 1970-01-01 to the one with which a cell begins in a buffer, {@code "2024-10-03}. */
    static int epochDay(byte[] buffer, int cell) {
        int year = 100 * two(buffer, cell + 1) + two(buffer, cell + 3);
        return (int)
                LocalDate.of(year, two(buffer, cell + 6), two(buffer, cell + 9)).toEpochDay();
    }

    /** Returns the milliseconds from 1970-01-01 to the time that stands as a cell in a buffer, {@code "2024-10-03 12:48:11.000"}. */
    static long epochMillis(byte[] buffer, int cell) {
        long minutes = (24L * epochDay(buffer, cell) + two(buffer, cell + 12)) * 60 + two(buffer, cell + 15);
        int tenths = 10 * two(buffer, cell + 18) + buffer[cell + 21] - '0';
        return 60_000 * minutes + 100L * tenths + two(buffer, cell + 22);
    }

    /** Returns {@code 2024-10-03 12:48:11.000}, as it stands in a cell of a CSV file. */
    public static String cell(Instant time) {
        return CELL.format(time);
    }

    /** Returns {@code 20241003T124811000Z}, as it stands in names. */
    public static String compact(Instant time) {
        return COMPACT.format(time);
    }

    /**
     * Reads {@code 20241003T124811000Z}.
     *
     * @throws DateTimeException if it is none
     */
    public static Instant fromCompact(String text) {
        return COMPACT.parse(text, Instant::from);
    }

    /** Returns {@code 2024-10-03T12:48:11.000Z}, as it stands in JSON. */
    public static String iso(Instant time) {
        return ISO.format(time);
    }

    /** Returns {@code year=2024/month=10/day=03}, the archive's partition of a day. */
    public static String partition(Instant time) {
        return PARTITION.format(time);
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
