package io.caravan.text;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a length of time as Camel writes it in its endpoints: {@code 500ms}, {@code 30s}, {@code 1h30m}, {@code 7d}. */
public final class Durations {
    private static final Pattern FORM =
            Pattern.compile("(?=.)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
    /** Milliseconds of the units, by their place in that form. */
    private static final Map<Integer, Long> MILLIS = Map.of(1, 86_400_000L, 2, 3_600_000L, 3, 60_000L, 4, 1000L, 5, 1L);

    private Durations() {}

    /**
     * Returns the length that a text tells, in whole milliseconds.
     *
     * @throws IllegalArgumentException when it tells none, or one of more than 290 million years
     */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text + " is no time with its unit, such as 500ms, 30s, 5m, 24h");
        }
        long millis = 0;
        try {
            for (int unit = 1; unit <= form.groupCount(); unit++) {
                if (form.group(unit) != null) {
                    long count = Long.parseLong(form.group(unit));
                    millis = Math.addExact(millis, Math.multiplyExact(count, MILLIS.get(unit)));
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(text + " is longer than any time", e);
        }
        return Duration.ofMillis(millis);
    }
}
