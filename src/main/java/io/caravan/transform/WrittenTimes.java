package io.caravan.transform;

import io.caravan.transform.WrittenTime.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds dates and times in names and folders. Numbers that may as well be something else (pages, versions, the 45th of a month) are no
 * time, and nothing is looked for within a longer run of letters and digits.
 */
final class WrittenTimes {
    /** What may be the id of a playlist; a compact time down to the microsecond is as long, and none. */
    static final String PLAYLIST_ID = "(?<![A-Za-z0-9])(?!\\d{8}T\\d{12}Z)[A-Za-z0-9]{22}(?![A-Za-z0-9])";

    private static final String START = "(?!" + PLAYLIST_ID + ")(?<![A-Za-z0-9])";
    private static final String END = "(?![A-Za-z0-9])";

    private static final String HOUR = "(?:[01]\\d|2[0-3])";
    private static final String SIXTY = "[0-5]\\d";
    /** Three digits after a dash may be a page's number, unless a Z follows; those that follow at once are a fraction. */
    private static final String FRACTION =
            "(?:[.,](?<fraction>\\d{1,9})|(?<digits>\\d{3}|\\d{6}|\\d{9})|[:_-](?<dashed>\\d{6}|\\d{3}(?=[Zz])))?";
    /** What comes after {@code 04:05-} is an offset; other signs were put in the place of colons by whoever needed a file's name. */
    private static final String SECOND = "(?:\\k<colon>|(?<!:\\d\\d)[:_-]?)(?<second>" + SIXTY + ")" + FRACTION;

    private static final String CLOCK =
            "(?<hour>" + HOUR + ")(?<colon>[:_./-]?)(?<minute>" + SIXTY + ")(?:" + SECOND + ")?";
    /**
     * Quarters of an hour. A dash is a minus unless it may separate the numbers of a row: 10-11-12-05-00. The group {@code iso} has no
     * characters; it is there where date and time are apart by more than such a dash.
     */
    private static final String OFFSET = "(?<offset>\\+(?:0\\d|1[0-4])(?:[:_-]?(?:00|15|30|45))?"
            + "|-(?:0\\d|1[0-2])(?::?|_|\\k<iso>-)(?:00|15|30|45))";

    private static final String UTC = "[ _-]?(?:UTC|GMT)";
    private static final String ZONE =
            "(?:[ _-]?(?<half>[AaPp][Mm]))?(?:[Zz]|(?:" + UTC + ")?[ _]?" + OFFSET + "|" + UTC + ")?";

    /** Not the end of a span of days: 2024-02-02_2024-02-03. */
    private static final String NO_DATE = "(?!20\\d\\d(?:-\\d\\d-|_\\d\\d_|\\.\\d\\d\\.)\\d\\d" + END + ")";

    private static final String GAP = "(?:[Tt ](?<iso>)|[_./-]|__|--|, | - |%s)";
    /** An hour alone stands after a T, or is a folder: else it may be a page's number. */
    private static final String HOUR_ALONE = "(?:[Tt/]|%s|[_ -](?=\\d\\d/))(?<alone>" + HOUR + ")";
    /** A date before six digits that are no time of day is no date. */
    private static final String NO_TIME = "(?![T_ -]" + NO_DATE + "\\d{2}[:_-]?\\d{2}[:_-]?\\d{2}[Zz]?" + END + ")";

    private static final String AFTER_DATE =
            "(?:(?:" + GAP + NO_DATE + CLOCK + "|" + HOUR_ALONE + ")" + ZONE + END + "|" + END + NO_TIME + ")";

    /** The group {@code glued} has no characters; it is there where a date's numbers are not apart: a time may follow at once. */
    private static final String GLUED = "\\k<glued>";

    private static final String DASH = "(?:\\k<dash>|\\k<glued>)";
    private static final String NEVER = "(?!)";

    private static final String MONTH = "(?<month>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
            + "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))";
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** Those that tell which number is what come first. */
    private static final List<Form> FORMS = List.of(
            new Form(
                    "(?<year>\\d{4})(?:(?<dash>[-/]|[_.](?=\\d\\d[_.]\\d\\d))|(?<glued>)(?=\\d{4}))(?<month>\\d{1,2}+)"
                            + DASH + "(?<day>\\d{1,2}+)",
                    GLUED,
                    WrittenTimes::yearFirst),
            new Form(
                    "(?<day>\\d{1,2}+)(?<dash>[-_. ]?)" + MONTH + "\\k<dash>(?<year>\\d{4})",
                    NEVER,
                    WrittenTimes::monthNamed),
            new Form(
                    MONTH + "(?<dash>[-_. ]?)(?<day>\\d{1,2}+)(?:,? |\\k<dash>)(?<year>\\d{4})",
                    NEVER,
                    WrittenTimes::monthNamed),
            new Form(
                    "(?<year>\\d{4})(?<dash>[-_. ]?)" + MONTH + "\\k<dash>(?<day>\\d{1,2}+)",
                    NEVER,
                    WrittenTimes::monthNamed),
            new Form(
                    "(?<first>\\d{1,2}+)(?:(?<dash>[-./]|(?<=\\d\\d)_(?=\\d\\d_))|(?<glued>)(?<=\\d\\d)(?=\\d{6}))"
                            + "(?<next>\\d{1,2}+)" + DASH + "(?<year>\\d{4})",
                    GLUED,
                    WrittenTimes::yearLast));

    private static final Pattern EPOCH = Pattern.compile(
            START + "(?<seconds>\\d{10})(?:(?<digits>\\d{3}|\\d{6}|\\d{9})|\\.(?<fraction>\\d{1,9}))?" + END);
    private static final Pattern CLOCK_ALONE = Pattern.compile(START + "(?<iso>)[Tt]?" + CLOCK + ZONE + END);

    private static final int FIRST_YEAR = 2006; // when Spotify was founded
    private static final int LAST_YEAR = 2100;

    /** A way to write a date: what a match may be, day before month where both may be. */
    private record Form(Pattern pattern, Function<Matcher, List<LocalDate>> dates) {
        Form(String date, String glued, Function<Matcher, List<LocalDate>> dates) {
            this(Pattern.compile(START + date + AFTER_DATE.formatted(glued, glued)), dates);
        }
    }

    private final DayFirst dayFirst;

    WrittenTimes(DayFirst dayFirst) {
        this.dayFirst = dayFirst;
    }

    /** Returns the dates of a text in their order; those that can be read in two ways only where there is no other. */
    List<WrittenTime> in(String text) {
        List<WrittenTime> ambiguous = new ArrayList<>();
        for (Form form : FORMS) {
            List<WrittenTime> certain = new ArrayList<>();
            for (Matcher found = form.pattern.matcher(text); found.find(); ) {
                written(form, found).ifPresent(time -> (time.isAmbiguous() ? ambiguous : certain).add(time));
            }
            if (!certain.isEmpty()) {
                return certain;
            }
        }
        List<WrittenTime> epochs = epochs(text);
        return epochs.isEmpty() ? ambiguous : epochs;
    }

    /** Returns the time of day in a name without a date; to the minute only, it has a colon or is all of the name. */
    static Optional<Clock> clockIn(String name) {
        return clockAlone(name).map(found -> clock(found, found.group("hour")));
    }

    /** Returns a name without its time of day. */
    static String withoutClock(String name) {
        return clockAlone(name).map(found -> name.replace(found.group(), "")).orElse(name);
    }

    private static Optional<Matcher> clockAlone(String name) {
        for (Matcher found = CLOCK_ALONE.matcher(name); found.find(); ) {
            if (found.group("second") != null
                    || found.group("colon").equals(":")
                    || found.group().equals(name)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Optional<WrittenTime> written(Form form, Matcher found) {
        try {
            int year = number(found.group("year"));
            if (year < FIRST_YEAR || year > LAST_YEAR) {
                return Optional.empty();
            }
            List<LocalDate> dates = form.dates.apply(found);
            int one = dates.size() == 2 && dayFirst == DayFirst.NO ? 1 : 0;
            boolean isAmbiguous = dates.size() == 2 && dayFirst == DayFirst.UNTOLD;
            String hour = found.group("hour") == null ? found.group("alone") : found.group("hour");
            return Optional.of(new WrittenTime(
                    found.group(),
                    dates.get(one),
                    isAmbiguous ? dates.get(1) : null,
                    hour == null ? null : clock(found, hour)));
        } catch (DateTimeException e) {
            return Optional.empty(); // the 45th of a month: these digits mean something else
        }
    }

    private static List<LocalDate> yearFirst(Matcher found) {
        return List.of(date(found, number(found.group("month")), number(found.group("day"))));
    }

    private static List<LocalDate> monthNamed(Matcher found) {
        String month = found.group("month").substring(0, 3).toLowerCase(Locale.ROOT);
        return List.of(date(found, MONTHS.indexOf(month) / 3 + 1, number(found.group("day"))));
    }

    private static List<LocalDate> yearLast(Matcher found) {
        int first = number(found.group("first"));
        int next = number(found.group("next"));
        if (next > 12) {
            return List.of(date(found, first, next));
        }
        return first > 12 || first == next
                ? List.of(date(found, next, first))
                : List.of(date(found, next, first), date(found, first, next));
    }

    private static LocalDate date(Matcher found, int month, int day) {
        return LocalDate.of(number(found.group("year")), month, day);
    }

    private static Clock clock(Matcher found, String hourText) {
        int hour = number(hourText);
        String half = found.group("half");
        if (half != null && hour >= 1 && hour <= 12) {
            hour = hour % 12 + (half.toLowerCase(Locale.ROOT).equals("pm") ? 12 : 0);
        }
        String offset = found.group("offset");
        return new Clock(
                LocalTime.of(
                        hour,
                        number(found.group("minute")),
                        number(found.group("second")),
                        nanos(found.group("fraction"), found.group("digits"), found.group("dashed"))),
                offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset.charAt(0) + offset.replaceAll("\\D", "")));
    }

    /** Returns seconds, milliseconds, microseconds or nanoseconds since 1970, also with a decimal point. */
    private static List<WrittenTime> epochs(String text) {
        List<WrittenTime> epochs = new ArrayList<>();
        for (Matcher found = EPOCH.matcher(text); found.find(); ) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    Long.parseLong(found.group("seconds")),
                    nanos(found.group("fraction"), found.group("digits")),
                    ZoneOffset.UTC);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                var clock = new Clock(time.toLocalTime(), ZoneOffset.UTC);
                epochs.add(new WrittenTime(found.group(), time.toLocalDate(), null, clock));
            }
        }
        return epochs;
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(String... fractions) {
        for (String fraction : fractions) {
            if (fraction != null) {
                return Integer.parseInt((fraction + "00000000").substring(0, 9));
            }
        }
        return 0;
    }
}
