package io.caravan.transform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the last segment of a raw object's key tells about it: all that a page without its own facts leaves us. */
final class RawKey {
    private static final Pattern EXTENSION =
            Pattern.compile("(\\.(json|jsonl|ndjson))?(\\.gz)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAYLIST_ID = Pattern.compile("(?<![A-Za-z0-9])[A-Za-z0-9]{22}(?![A-Za-z0-9])");
    /** A date, with or without dashes, and after it perhaps a time; not within a longer run of letters and digits. */
    private static final Pattern TIME = Pattern.compile("(?<![A-Za-z0-9])(\\d{4})(-?)(\\d{2})\\2(\\d{2})"
            + "(?:[T_ -](\\d{2})[:_-]?(\\d{2})[:_-]?(\\d{2})(?:\\.(\\d{1,9})|(\\d{3})(?=Z))?Z?)?(?![A-Za-z0-9])");

    private static final int SLUG_LENGTH = 60;

    private final String name;

    RawKey(String key) {
        this.name = key.substring(key.lastIndexOf('/') + 1);
    }

    /** Returns the name in {@code [a-z0-9-]}, at most 60 characters, never empty. */
    String slug() {
        String slug = EXTENSION
                .matcher(name)
                .replaceFirst("")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceFirst("^-", "");
        slug = slug.substring(0, Math.min(slug.length(), SLUG_LENGTH)).replaceFirst("-$", "");
        return slug.isEmpty() ? "object" : slug;
    }

    /** Returns the first text that looks like the id of a playlist. */
    Optional<String> playlistId() {
        Matcher matcher = PLAYLIST_ID.matcher(name);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** Returns the first valid time (UTC) of the years 2006, when Spotify was founded, to 2100. */
    Optional<Instant> time() {
        return TIME.matcher(name)
                .results()
                .map(RawKey::time)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Instant> time(MatchResult found) {
        String fraction = found.group(8) != null ? found.group(8) : found.group(9);
        int year = number(found, 1);
        try {
            LocalDateTime time = LocalDateTime.of(
                    year,
                    number(found, 3),
                    number(found, 4),
                    number(found, 5),
                    number(found, 6),
                    number(found, 7),
                    fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
            return year < 2006 || year > 2100
                    ? Optional.empty()
                    : Optional.of(time.toInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty(); // the 45th of a month: these digits mean something else
        }
    }

    private static int number(MatchResult found, int group) {
        return found.group(group) == null ? 0 : Integer.parseInt(found.group(group));
    }
}
