package io.caravan.tables;

import io.caravan.failure.UnavailableException;
import java.time.Duration;
import java.time.Instant;

/**
 * Files that no table lists yet. Those that nobody lists for a day are swept up; whoever has slept over theirs, with the machine or
 * without, must not list them any more, since they may be gone.
 *
 * @param since when the first of them was begun
 */
record Unlisted(Instant since) {
    /** Half of the shortest time after which they are swept up. */
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * Has to be called before they are listed.
     *
     * @throws UnavailableException when they may be gone; then all is begun anew
     */
    void check(Instant now) {
        if (now.isAfter(since.plus(LONGEST))) {
            throw new UnavailableException(
                    "The files that were begun at " + since + " were not committed to the lake's tables within "
                            + LONGEST.toHours() + " hours, and may be gone; they are written anew",
                    null);
        }
    }
}
