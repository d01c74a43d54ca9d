package io.caravan.sink;

import io.caravan.lake.Manifest;
import java.math.BigInteger;

/**
 * An object in the inbox of the load.
 *
 * @param key its key
 * @param eTag of the bytes that were read
 * @param manifest what it says; null where that is unreadable
 * @param problem what is wrong with it; null where it is readable
 * @param laterModel the version of the table model that it names where that is later than this application's; else null
 */
public record InboxManifest(String key, String eTag, Manifest manifest, String problem, BigInteger laterModel) {
    static InboxManifest readable(String key, String eTag, Manifest manifest) {
        return new InboxManifest(key, eTag, manifest, null, null);
    }

    static InboxManifest unreadable(String key, String eTag, String problem) {
        return new InboxManifest(key, eTag, null, problem, null);
    }

    static InboxManifest ofLaterModel(String key, String eTag, BigInteger model) {
        return new InboxManifest(key, eTag, null, null, model);
    }

    /** Returns whether it is a manifest. */
    public boolean isReadable() {
        return manifest != null;
    }

    /** Returns whether an application of a later version is to load it. */
    boolean isOfLaterModel() {
        return laterModel != null;
    }
}
