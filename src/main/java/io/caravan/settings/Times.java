package io.caravan.settings;

import io.caravan.settings.Setting.Check;
import io.caravan.text.Durations;
import java.time.Duration;

/**
 * What lengths of time have to look like; each check says how to mend one that does not. All have an end: what they are given to counts
 * in milliseconds of 32 bits here and there, and adds them to dates.
 */
final class Times {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** Below the 24 days that 32 bits of milliseconds hold. */
    private static final Duration WEEKS = Duration.ofDays(20);

    private static final Duration CENTURY = Duration.ofDays(36_500);

    private Times() {}

    /** A wait that may be none. */
    static Check delay() {
        return between(Duration.ZERO, DAY, "30s");
    }

    /** A pause between two looks at something; without one it would be looked at all the time. */
    static Check pause() {
        return between(LEAST, WEEKS, "30s");
    }

    /** A wait for an answer. */
    static Check timeout() {
        return timeout(LEAST);
    }

    static Check timeout(Duration least) {
        return between(least, HOUR, "30s");
    }

    /** How old something may become. */
    static Check age() {
        return between(LEAST, CENTURY, "24h");
    }

    static Check ageFrom(Duration least) {
        return between(least, CENTURY, "7d");
    }

    static Check upToADay() {
        return between(LEAST, DAY, "1h");
    }

    static Check ageOr(String word) {
        Check age = between(Duration.ZERO, CENTURY, "24h");
        return value -> {
            String remedy = value.equals(word) ? null : age.remedy(value);
            return remedy == null ? null : remedy + ", or " + word;
        };
    }

    static Check days() {
        return value -> value.matches("[1-9]\\d{0,4}d") ? null : "must be empty or a number of days, such as 400d";
    }

    private static Check between(Duration least, Duration most, String example) {
        return value -> isBetween(least, most, value)
                ? null
                : "must be a time from %s to %s with its unit, such as %s"
                        .formatted(words(least), words(most), example);
    }

    private static boolean isBetween(Duration least, Duration most, String value) {
        try {
            Duration time = Durations.parse(value);
            return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns a time as the settings write it. */
    private static String words(Duration time) {
        if (time.compareTo(DAY) > 0) {
            return time.toDays() + "d";
        }
        if (time.compareTo(HOUR) >= 0) {
            return time.toHours() + "h";
        }
        return time.toSeconds() > 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
