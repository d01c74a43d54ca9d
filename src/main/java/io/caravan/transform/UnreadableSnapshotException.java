package io.caravan.transform;

/**
 * A raw object is not what the transform can read: broken JSON, none of the known forms, a playlist without its items, beyond a
 * limit. Reading it again gives the same.
 */
public final class UnreadableSnapshotException extends RuntimeException {

    private final String problem;

    private UnreadableSnapshotException(String key, String problem, String remedy, Throwable cause) {
        super("Cannot read the raw object %s: %s. %s.".formatted(Excerpt.of(key, 1_024), problem, remedy), cause);
        this.problem = problem;
    }

    /** Returns what is wrong with the object, as one clause without its key. */
    public String problem() {
        return problem;
    }

    UnreadableSnapshotException(String key, String problem, Throwable cause) {
        this(key, problem, "Put a corrected copy into raw_data/to_processed/ and discard the dead letter", cause);
    }

    UnreadableSnapshotException(String key, String problem) {
        this(key, problem, null);
    }

    /** The object may be good, but nobody can tell when it was read. */
    static UnreadableSnapshotException ambiguousDate(String key, WrittenTime time) {
        return new UnreadableSnapshotException(
                key,
                "the date in its key, %s, can be read in two ways, as %s if the day comes first, as %s if the month does"
                        .formatted(time.text(), time.date(), time.other()),
                "Set lake.day-first to true or to false, then \"dead-letters retry\" takes the object up again",
                null);
    }
}
