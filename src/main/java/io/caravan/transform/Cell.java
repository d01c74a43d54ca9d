package io.caravan.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A value as it stands in a CSV file: UTF-8 in quotes, quotes within doubled. Null is no value, for which nothing at all stands there.
 * What JSON writes without an escape looks the same in CSV, so that most cells are bytes of the raw object.
 */
final class Cell {
    static final Cell TRUE = of("true");
    static final Cell FALSE = of("false");

    /** Never changed. */
    final byte[] bytes;

    private Cell(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the cell of a text; null for null. */
    static Cell of(String text) {
        if (text == null) {
            return null;
        }
        String doubled = text.indexOf('"') < 0 ? text : text.replace("\"", "\"\"");
        return new Cell(('"' + doubled + '"').getBytes(UTF_8));
    }

    /** Returns the cell of bytes that stand in quotes already. */
    static Cell ofQuoted(byte[] buffer, int from, int to) {
        return new Cell(Arrays.copyOfRange(buffer, from, to));
    }

    /** Returns the cell of bytes that need nothing but quotes. */
    static Cell ofBare(byte[] buffer, int from, int to) {
        byte[] cell = new byte[to - from + 2];
        System.arraycopy(buffer, from, cell, 1, to - from);
        cell[0] = '"';
        cell[cell.length - 1] = '"';
        return new Cell(cell);
    }

    /** Returns {@code "2024-10-03 12:48:11.000"} for {@code "2024-10-03T12:48:11Z"}; null for what is no time like this one. */
    Cell ofUtcSecond() {
        if (!Timestamps.isUtcSecond(bytes)) {
            return null;
        }
        byte[] time = Arrays.copyOf(bytes, 25);
        time[11] = ' ';
        time[20] = '.';
        time[21] = '0';
        time[22] = '0';
        time[23] = '0';
        time[24] = '"';
        return new Cell(time);
    }

    /** Returns whether this is a day of the years 1 to 9999, {@code "2024-10-03"}. */
    boolean isDay() {
        return bytes.length == 12 && Timestamps.isDay(bytes);
    }
}
