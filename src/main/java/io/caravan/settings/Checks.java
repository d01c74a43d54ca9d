package io.caravan.settings;

import io.caravan.failure.ConfigurationException;
import io.caravan.settings.Setting.Check;
import io.caravan.sink.LoadSource;
import io.caravan.spotify.PlaylistIds;
import io.caravan.spotify.UserToken;
import io.caravan.transform.NamedPlaylists;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Predicate;
import org.quartz.CronExpression;

/** What values of settings have to look like; each says how to mend one that does not. */
final class Checks {
    private Checks() {}

    static Check any() {
        return value -> null;
    }

    static Check required() {
        return value -> value.isBlank() ? "has no value; give it one" : null;
    }

    static Check optional(Check check) {
        return value -> value.isEmpty() ? null : check.remedy(value);
    }

    static Check oneOf(String... words) {
        return value -> Arrays.asList(words).contains(value) ? null : "must be " + String.join(" or ", words);
    }

    static Check bool() {
        return oneOf("true", "false");
    }

    static Check integer(int least, int most) {
        return value -> value.matches("\\d{1,10}") && Long.parseLong(value) >= least && Long.parseLong(value) <= most
                ? null
                : "must be a whole number from " + least + " to " + most;
    }

    static Check namedPlaylists() {
        return value -> {
            try {
                NamedPlaylists.of(value);
                return null;
            } catch (IllegalArgumentException e) {
                return "must be pattern=id, pattern=id …: " + e.getMessage();
            }
        };
    }

    static Check loadSources() {
        return value -> {
            try {
                LoadSource.of(value);
                return null;
            } catch (ConfigurationException e) {
                return e.getMessage().replaceFirst("^warehouse.from ", "");
            }
        };
    }

    static Check cron() {
        return value -> {
            try {
                CronExpression.validateExpression(value);
                return null;
            } catch (java.text.ParseException e) {
                return "must be a Quartz cron expression such as 0 0 6 * * ? (second minute hour day month weekday): "
                        + e.getMessage();
            }
        };
    }

    static Check playlists() {
        return value -> {
            try {
                new PlaylistIds(value);
                return null;
            } catch (ConfigurationException e) {
                return e.getMessage().replaceFirst("^spotify.playlists:? ", "");
            }
        };
    }

    static Check word() {
        return value -> value.matches("[a-z]+") ? null : "must be a word of small letters";
    }

    static Check folder() {
        return value -> is(value, path -> Files.isDirectory(path)) ? null : "must be a folder that exists";
    }

    private static boolean is(String value, Predicate<Path> what) {
        try {
            return what.test(Path.of(value));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Check file() {
        return value -> is(value, Files::isReadable) ? null : "must be a file that this process may read";
    }

    static Check time() {
        return value -> {
            try {
                return UserToken.time(value) != null ? null : "";
            } catch (DateTimeException e) {
                return "must be a date as yyyy-MM-dd, or a time as yyyy-MM-ddTHH:mm:ssZ";
            }
        };
    }

    /** Names and folders take four digits for a year, and a day of a trial may pass into the next year. */
    static Check day() {
        return value -> {
            String remedy = "must be today or a date as yyyy-MM-dd, from 1970-01-01 to 9998-12-31";
            try {
                int year = value.equals("today") ? 1970 : LocalDate.parse(value).getYear();
                return year >= 1970 && year <= 9998 ? null : remedy;
            } catch (DateTimeException e) {
                return remedy;
            }
        };
    }
}
