package io.caravan.transform;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;

/** Times in the cells of a row, as the bytes of a CSV file have them; no object is made of any. */
final class CellTimes {
    /** When Spotify was founded: nobody added anything to a playlist before. */
    private static final byte[] FIRST_YEAR = {'2', '0', '0', '6'};

    private CellTimes() {}

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

    /** Returns whether the cell of a time is one at which somebody may have added a song: 1970 and 0001 mean that it is not known. */
    static boolean isOfSpotify(Cell time) {
        return time.isValue() && Arrays.compare(time.bytes, 1, 5, FIRST_YEAR, 0, 4) >= 0;
    }
}
