package io.caravan.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as tables, names and JSON write them, all in UTC and to the millisecond. */
public final class Timestamps {
    private static final DateTimeFormatter CELL = utc("uuuu-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter COMPACT = utc("uuuuMMdd'T'HHmmssSSS'Z'");
    private static final DateTimeFormatter ISO = utc("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter PARTITION = utc("'year='uuuu'/month='MM'/day='dd");

    /** What other programs make of a time: a space for the T, no offset, no seconds, no time of day. */
    private static final DateTimeFormatter LENIENT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu-MM-dd")
            .optionalStart()
            .appendLiteral('T')
            .appendPattern("HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern EPOCH = Pattern.compile("(\\d{9,10})(\\d{3})?(?:\\.\\d*)?");
    private static final Pattern DATE_AND_TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?: +|[Tt])(\\d.*)");
    private static final Pattern UTC = Pattern.compile("(?i) *(?:UTC|GMT)$");

    private Timestamps() {}

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
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
    public static Instant parse(String iso) {
        return inRange(OffsetDateTime.parse(iso).toInstant());
    }

    /**
     * Reads the same as other programs write it: with a space in place of the T, to the minute or the day, as seconds or milliseconds since
     * 1970; without an offset it is UTC, which is what Spotify gives.
     *
     * @throws DateTimeException if it is no time, or none of the years 1 to 9999
     */
    public static Instant parseLenient(String text) {
        Matcher epoch = EPOCH.matcher(text.strip());
        if (epoch.matches()) {
            return Instant.ofEpochSecond(
                    Long.parseLong(epoch.group(1)),
                    epoch.group(2) == null ? 0 : 1_000_000L * Integer.parseInt(epoch.group(2)));
        }
        String iso = UTC.matcher(text.strip()).replaceFirst("Z");
        iso = DATE_AND_TIME.matcher(iso).replaceFirst("$1T$2").replace(" ", "").replace(',', '.');
        TemporalAccessor time = LENIENT.parseBest(iso, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime instant) {
            return inRange(instant.toInstant());
        }
        LocalDateTime local = time instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) time;
        return inRange(local.toInstant(ZoneOffset.UTC));
    }

    private static Instant inRange(Instant time) {
        Instant instant = time.truncatedTo(ChronoUnit.MILLIS);
        int year = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("Year " + year);
        }
        return instant;
    }
}
