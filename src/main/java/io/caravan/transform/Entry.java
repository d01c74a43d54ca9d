package io.caravan.transform;

/** What one entry of a playlist turned out to be. */
sealed interface Entry {

    /** A track; the time and the user are {@link Cell cells} or null. */
    record Added(Track track, Cell addedAt, Cell addedBy) implements Entry {}

    /** No track of the catalogue. */
    record Skipped(SkipReason reason) implements Entry {}

    /** An entry with a value that does not fit. */
    record Misfit(String reason) implements Entry {}

    /** Nothing of what an entry of a playlist has. */
    record Foreign(String reason) implements Entry {}
}
