package io.caravan.spotify;

import io.caravan.text.Counted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/**
 * A user's consent. It is over after six months, and refreshing does not extend it.
 *
 * @param givenAt when the user consented
 * @see <a href="https://developer.spotify.com/documentation/web-api/tutorials/refreshing-tokens">Refreshing tokens</a>
 */
public record Consent(Instant givenAt) {
    private static final int MONTHS = 6;
    /** Days before the end at which somebody has to be told. */
    private static final int[] TELL = {1, 7, 30};

    /** Returns when it is over. */
    public Instant endsAt() {
        return givenAt.atOffset(ZoneOffset.UTC).plusMonths(MONTHS).toInstant();
    }

    /** Returns the whole days that are left, 0 or less when none is. */
    public long daysLeft(Instant now) {
        return now.isBefore(endsAt())
                ? ChronoUnit.DAYS.between(now, endsAt())
                : -ChronoUnit.DAYS.between(endsAt(), now);
    }

    /** Returns which warning is due: of 30, 7 or 1 days before the end; 0 where none is. */
    int warning(Instant now) {
        return IntStream.of(TELL)
                .filter(days -> !now.isBefore(endsAt().minus(days, ChronoUnit.DAYS)))
                .findFirst()
                .orElse(0);
    }

    /** Returns whether a warning is due. */
    public boolean isEndNear(Instant now) {
        return warning(now) != 0;
    }

    /** Says how long it lasts and what to do about it. */
    public String words(Instant now) {
        String day = endsAt().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String end = now.isBefore(endsAt())
                ? "The user's consent ends on " + day + ", in " + Counted.of(daysLeft(now), "day")
                : "The user's consent ended on " + day;
        String when = now.isBefore(endsAt()) ? "; sign in again before: " : "; sign in again: ";
        return warning(now) == 0 ? end : end + when + SpotifySignIn.COMMAND;
    }
}
