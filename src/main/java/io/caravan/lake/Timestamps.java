package io.caravan.lake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The two ways in which a time stands in the lake, both in UTC and to the millisecond. */
public final class Timestamps {
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter PARTITION =
            DateTimeFormatter.ofPattern("'year='yyyy'/month='MM'/day='dd").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** Returns {@code 20261121T060000000Z}, as it stands in names. */
    public static String compact(Instant time) {
        return COMPACT.format(time);
    }

    /**
     * Reads {@code 20261121T060000000Z}.
     *
     * @throws java.time.DateTimeException where it is no time
     */
    static Instant fromCompact(String text) {
        return COMPACT.parse(text, Instant::from);
    }

    /** Returns {@code 2026-11-21T06:00:00.000Z}, as it stands in JSON. */
    public static String iso(Instant time) {
        return ISO.format(time);
    }

    /** Returns {@code year=2026/month=11/day=21}, the archive's partition of a day. */
    public static String partition(Instant time) {
        return PARTITION.format(time);
    }
}
