package io.caravan.warehouse;

import io.caravan.lake.Manifest;

/**
 * An object in the inbox of the load.
 *
 * @param key its key
 * @param eTag of the bytes that were read
 * @param manifest what it says; null where that is unreadable
 * @param problem what is wrong with it; null where it is readable
 */
record InboxManifest(String key, String eTag, Manifest manifest, String problem) {
    boolean isReadable() {
        return manifest != null;
    }
}
