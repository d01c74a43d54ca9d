package io.caravan.stream;

import io.caravan.model.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A value as a cell of a CSV file, and as a field of an Avro record, has it. */
final class Values {
    private Values() {}

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

    /** Returns what a cell holds; null for no value. */
    static String cell(Column column, Object field) {
        if (field == null) {
            return null;
        }
        return switch (column.type()) {
            case TEXT, INT, LONG, BOOLEAN -> field.toString();
            case DATE -> LocalDate.ofEpochDay((int) field).toString();
            case TIMESTAMP -> time((long) field);
        };
    }

    private static long millis(String cell) {
        // Ten times as fast as a formatter, and there are two in each row.
        return LocalDateTime.parse(new StringBuilder(cell).replace(10, 11, "T"))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    private static String time(long millis) {
        return io.caravan.transform.Timestamps.cell(Instant.ofEpochMilli(millis));
    }
}
