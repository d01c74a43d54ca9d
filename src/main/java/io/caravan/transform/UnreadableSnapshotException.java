package io.caravan.transform;

/**
 * A raw object is not what the transform can read: broken JSON, none of the known forms, a playlist without its items, beyond a
 * limit. Reading it again gives the same.
 */
public final class UnreadableSnapshotException extends RuntimeException {

    UnreadableSnapshotException(String key, String problem, Throwable cause) {
        super(
                "Cannot read the raw object %s: %s. Put a corrected copy into raw_data/to_processed/ and discard the dead letter."
                        .formatted(Excerpt.of(key, 1_024), problem),
                cause);
    }

    UnreadableSnapshotException(String key, String problem) {
        this(key, problem, null);
    }
}
