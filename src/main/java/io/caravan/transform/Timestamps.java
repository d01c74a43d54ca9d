package io.caravan.transform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
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
