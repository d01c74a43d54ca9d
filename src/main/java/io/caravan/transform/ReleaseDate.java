package io.caravan.transform;

import java.time.DateTimeException;

/** The release date of an album, of which Spotify may know only the year or the month. */
final class ReleaseDate {
    private ReleaseDate() {}

    /**
     * Completes {@code 1981} and {@code 1981-12} to the first day; the year {@code 0000} is Spotify's way to say that it is
     * not known.
     *
     * @return the cell of {@code yyyy-MM-dd}, {@link Cell#NULL} if nothing is known
     * @throws DateTimeException if the text is no date
     */
    static Cell complete(String text) {
        if (text == null || text.isEmpty() || text.equals("0000") || text.startsWith("0000-")) {
            return Cell.NULL;
        }
        Cell day = Cell.of(
                switch (text.length()) {
                    case 4 -> text + "-01-01";
                    case 7 -> text + "-01";
                    default -> text;
                });
        if (!day.isDay()) {
            throw new DateTimeException(text);
        }
        return day;
    }
}
