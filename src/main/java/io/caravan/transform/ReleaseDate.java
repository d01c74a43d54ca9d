package io.caravan.transform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release date of an album, of which Spotify may know only the year or the month.
 *
 * @param day the cell of {@code yyyy-MM-dd}, the first of the year or month where no more is known; {@link Cell#NULL} if nothing is known
 * @param precision how much of it is known: {@link Cell#YEAR}, {@link Cell#MONTH} or {@link Cell#DAY}
 * @param isRepaired whether the text was no date of Spotify's, such as {@code 1998-00}
 */
record ReleaseDate(Cell day, Cell precision, boolean isRepaired) {
    /** Stands in the place of a precision that is no word of Spotify's. */
    static final Cell UNKNOWN_PRECISION = Cell.of("unknown");

    static final ReleaseDate UNKNOWN = new ReleaseDate(Cell.NULL, Cell.NULL, false);
    private static final Pattern PARTS =
            Pattern.compile("(\\d{4})(?:([-/.]?)(\\d{2})(?:\\2(\\d{2}))?)?(?:[T ]\\d\\d:?\\d\\d.*)?");
    private static final Pattern SPOTIFYS = Pattern.compile("\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?");

    /** Returns a date whose day is known. */
    static ReleaseDate of(Cell day) {
        return new ReleaseDate(day, Cell.DAY, false);
    }

    /**
     * Completes {@code 1981} and {@code 1981-12} to the first day; the year {@code 0000} is Spotify's way to say that it is not known. Of
     * a date that there is not, such as the 30th of February, what may be true is kept.
     *
     * @param text null or empty for none
     */
    static ReleaseDate parse(String text) {
        if (text == null || text.isBlank() || text.equals("0000") || text.startsWith("0000-")) {
            return UNKNOWN;
        }
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            return new ReleaseDate(Cell.NULL, Cell.NULL, true);
        }
        boolean isRepaired = !SPOTIFYS.matcher(text).matches();
        String year = parts.group(1);
        String month = parts.group(3);
        String day = parts.group(4);
        ReleaseDate whole = day == null ? null : of(year + "-" + month + "-" + day, Cell.DAY, isRepaired);
        if (whole != null) {
            return whole;
        }
        ReleaseDate toMonth =
                month == null ? null : of(year + "-" + month + "-01", Cell.MONTH, isRepaired || day != null);
        if (toMonth != null) {
            return toMonth;
        }
        ReleaseDate toYear = of(year + "-01-01", Cell.YEAR, isRepaired || month != null);
        return toYear == null ? UNKNOWN : toYear;
    }

    private static ReleaseDate of(String text, Cell precision, boolean isRepaired) {
        Cell day = Cell.of(text);
        return day.isDay() ? new ReleaseDate(day, precision, isRepaired) : null;
    }

    boolean isKnown() {
        return day.isValue();
    }

    /** Returns a precision that is not finer than what is known of the date, where one is told that is. */
    Cell precision(Cell told) {
        if (!isKnown() || (told == Cell.NULL && precision == Cell.DAY)) {
            return told == UNKNOWN_PRECISION ? Cell.NULL : told;
        }
        if (told == Cell.WITHHELD && precision == Cell.DAY) {
            return told;
        }
        boolean isFiner = told == Cell.DAY || (told == Cell.MONTH && precision == Cell.YEAR) || !told.isValue();
        return isFiner || told == UNKNOWN_PRECISION ? precision : told;
    }
}
