package io.caravan.run;

import java.time.Instant;
import java.util.Locale;

/**
 * What came of a playlist in a run.
 *
 * @param playlistId its id
 * @param observedAt when that was known
 * @param outcome what came of it
 */
public record Observation(String playlistId, Instant observedAt, Result outcome) {
    /** What can come of a playlist. */
    public enum Result {
        /** A new raw object was written. */
        READ,
        /** It was as it had been. */
        UNCHANGED,
        /** It was asked for and could not be read. */
        FAILED,
        /** The run did not come to it: the extraction was parked before, or nobody was signed in. */
        NOT_CARRIED;

        /** Returns the name in the warehouse: {@code not carried}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
