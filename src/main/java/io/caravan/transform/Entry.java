package io.caravan.transform;

/** What one entry of a playlist turned out to be. */
sealed interface Entry {

    /** A track; both times and ids are cells of the tables or null. */
    record Added(Track track, String addedAt, String addedBy) implements Entry {}

    /** No track of the catalogue. */
    record Skipped(SkipReason reason) implements Entry {}

    /** An entry with a value that does not fit. */
    record Misfit(String reason) implements Entry {}

    /** Nothing of what an entry of a playlist has. */
    record Foreign(String reason) implements Entry {}
}
