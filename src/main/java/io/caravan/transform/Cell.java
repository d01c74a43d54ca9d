package io.caravan.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A value as it stands in a CSV file: UTF-8 in quotes, quotes within doubled. What JSON writes without an escape looks the same in CSV, so
 * that most cells are bytes of the raw object.
 */
final class Cell {
    /** What the raw object tells to be null. For it, no byte stands in a file. */
    static final Cell NULL = new Cell(new byte[0]);
    /** What the raw object does not tell at all. For it, no byte stands in a file either. */
    static final Cell WITHHELD = new Cell(new byte[0]);

    static final Cell TRUE = of("true");
    static final Cell FALSE = of("false");

    static final Cell YEAR = of("year");
    static final Cell MONTH = of("month");
    static final Cell DAY = of("day");

    private static final Cell[] SMALL = IntStream.range(0, 50)
            .mapToObj(number -> of(Integer.toString(number)))
            .toArray(Cell[]::new);

    /** Never changed. */
    final byte[] bytes;

    private Cell(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the cell of a text; of null {@link #NULL}. */
    static Cell of(String text) {
        if (text == null) {
            return NULL;
        }
        String doubled = text.indexOf('"') < 0 ? text : text.replace("\"", "\"\"");
        return new Cell(('"' + doubled + '"').getBytes(UTF_8));
    }

    /** Returns the cell of a number that is not negative. */
    static Cell of(long number) {
        if (number < SMALL.length) {
            return SMALL[(int) number];
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        byte[] cell = new byte[digits + 2];
        cell[0] = '"';
        long rest = number;
        for (int digit = digits; digit > 0; digit--) {
            cell[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        cell[digits + 1] = '"';
        return new Cell(cell);
    }

    /** Returns the cell of bytes that stand in quotes already and have none within. */
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

    /** Returns {@code "2024-10-03 12:48:11.000"} for quoted bytes like {@code "2024-10-03T12:48:11Z"}; null for what is no time like this one. */
    static Cell ofUtcSecond(byte[] buffer, int from, int to) {
        if (to - from != 22 || !CellTimes.isUtcSecond(buffer, from)) {
            return null;
        }
        byte[] time = new byte[25];
        System.arraycopy(buffer, from, time, 0, 20);
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
        return bytes.length == 12 && CellTimes.isDay(bytes, 0);
    }

    boolean hasColon() {
        for (byte each : bytes) {
            if (each == ':') {
                return true;
            }
        }
        return false;
    }

    /** Returns whether there is a value: it is neither null nor withheld. */
    boolean isValue() {
        return bytes.length > 0;
    }

    /** Returns the text of the value; null for none. */
    String text() {
        return isValue() ? text(bytes, 0, bytes.length) : null;
    }

    /** Returns the text of a value that stands in a buffer. */
    static String text(byte[] buffer, int from, int to) {
        return new String(buffer, from + 1, to - from - 2, UTF_8).replace("\"\"", "\"");
    }

    /** Returns the text of a value that stands in a buffer, in UTF-8. */
    static byte[] utf8(byte[] buffer, int from, int to) {
        byte[] text = Arrays.copyOfRange(buffer, from + 1, to - 1);
        int length = 0;
        for (int at = 0; at < text.length; at++) {
            text[length++] = text[at];
            at += text[at] == '"' ? 1 : 0;
        }
        return length == text.length ? text : Arrays.copyOf(text, length);
    }

    /** Returns the whole number that stands in a buffer. */
    static long number(byte[] buffer, int from, int to) {
        boolean negative = buffer[from + 1] == '-';
        long number = 0;
        for (int digit = negative ? from + 2 : from + 1; digit < to - 1; digit++) {
            number = 10 * number + buffer[digit] - '0';
        }
        return negative ? -number : number;
    }
}
