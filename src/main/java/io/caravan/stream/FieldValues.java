package io.caravan.stream;

import io.caravan.model.Column;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A value as a cell of a CSV file, and as a field of an Avro record, has it. */
final class FieldValues {
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final int DAY_MILLIS = 86_400_000;

    private FieldValues() {}

    /**
     * Returns what a field holds.
     *
     * @param cell {@code 2024-10-03 12:48:11.000} for a time; null for no value
     */
    static Object field(Column column, String cell) {
        if (cell == null) {
            return null;
        }
        return switch (column.type()) {
            case TEXT -> cell;
            case INT -> Integer.valueOf(cell);
            case LONG -> Long.valueOf(cell);
            case BOOLEAN -> Boolean.valueOf(cell);
            case DATE -> (int) LocalDate.parse(cell).toEpochDay();
            case TIMESTAMP -> millis(cell);
        };
    }

    /**
     * Returns what a cell holds; null for no value.
     *
     * @throws UnreadableRecordException when it is a day or a time that is of none of the years 1 to 9999, which warehouses take
     */
    static String cell(Column column, Object field) {
        if (field == null) {
            return null;
        }
        return switch (column.type()) {
            case TEXT, INT, LONG, BOOLEAN -> field.toString();
            case DATE -> LocalDate.ofEpochDay(inRange(column, (int) field)).toString();
            case TIMESTAMP -> time(inRange(column, (long) field));
        };
    }

    /** A formatter takes ten times as long, both ways, and there are two times in each row. */
    private static long millis(String cell) {
        return LocalDateTime.of(
                        number(cell, 0, 4),
                        number(cell, 5, 7),
                        number(cell, 8, 10),
                        number(cell, 11, 13),
                        number(cell, 14, 16),
                        number(cell, 17, 19),
                        1_000_000 * number(cell, 20, cell.length()))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    private static int number(String cell, int from, int to) {
        return Integer.parseInt(cell, from, to, 10);
    }

    private static int inRange(Column column, int day) {
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw outOfRange(column);
        }
        return day;
    }

    private static long inRange(Column column, long millis) {
        if (millis < FIRST_DAY * DAY_MILLIS || millis >= (LAST_DAY + 1) * DAY_MILLIS) {
            throw outOfRange(column);
        }
        return millis;
    }

    private static UnreadableRecordException outOfRange(Column column) {
        return new UnreadableRecordException(
                "has in its field " + column.name() + " a time that is of none of the years 1 to 9999");
    }

    private static String time(long millis) {
        int ofDay = Math.floorMod(millis, DAY_MILLIS);
        var cell = new StringBuilder(23).append(LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS)));
        two(cell.append(' '), ofDay / 3_600_000);
        two(cell.append(':'), ofDay / 60_000 % 60);
        two(cell.append(':'), ofDay / 1_000 % 60);
        int rest = ofDay % 1_000;
        two(cell.append('.').append(rest / 100), rest % 100);
        return cell.toString();
    }

    private static void two(StringBuilder cell, int number) {
        cell.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
