package io.caravan.snapshot;

import io.caravan.lake.LakeObject;

/**
 * A raw object of the archive.
 *
 * @param object the object
 * @param key what its key tells
 */
public record ArchivedObject(LakeObject object, ArchiveKey key) {
    /** Returns the object's key. */
    @Override
    public String toString() {
        return object.key();
    }
}
