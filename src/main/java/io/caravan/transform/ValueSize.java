package io.caravan.transform;

import java.io.IOException;

/** Passes over values that nobody asks for, and refuses those that are larger than an entry may be. */
final class ValueSize {
    private static final int SHOWN_LENGTH = 60;

    private final JsonReader json;
    private final int maxBytes;
    private final SnapshotBuilder builder;

    ValueSize(JsonReader json, Limits limits, SnapshotBuilder builder) {
        this.json = json;
        this.maxBytes = limits.maxEntryBytes();
        this.builder = builder;
    }

    /** Returns where the value begins that the reader stands on. */
    Place place() {
        return new Place(json.line(), json.tokenOffset());
    }

    /** Passes over the value that the reader stands on. */
    void skip(String field) throws IOException {
        long start = json.tokenOffset();
        json.skip();
        check(field, start);
    }

    /**
     * Refuses a value that was read.
     *
     * @param what a message calls it
     * @param start its offset
     */
    void check(String what, long start) {
        long size = json.offset() - start;
        if (size > maxBytes) {
            throw builder.unreadable(
                    "%s takes %d bytes, the limit is %d".formatted(Excerpt.of(what, SHOWN_LENGTH), size, maxBytes)
                            + place());
        }
    }
}
