package io.caravan.snapshot;

import io.caravan.lake.LakeObject;

/**
 * A raw object of the archive.
 *
 * @param object the object
 * @param key what its key tells
 */
public record ArchivedObject(LakeObject object, ArchiveKey key) {
    /** Returns whether a snapshot is transformed once more; of one that is new there is no {@code replayed} object. */
    static boolean isReplay(ArchivedObject replayed) {
        return replayed != null;
    }

    /** Returns the object's key. */
    @Override
    public String toString() {
        return object.key();
    }
}
