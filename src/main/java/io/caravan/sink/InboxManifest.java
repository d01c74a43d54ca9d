package io.caravan.sink;

import io.caravan.snapshot.Manifest;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * An object in the inbox of the load.
 *
 * @param key its key
 * @param eTag of the bytes that were read
 * @param manifest what it says of a snapshot; null where that is unreadable, or it says something of a run
 * @param run what it says of a run; null where it is unreadable, or it says something of a snapshot
 * @param problem what is wrong with it; null where it is readable
 * @param laterModel the version of the table model that it names where that is later than this application's; else null
 */
public record InboxManifest(
        String key, String eTag, Manifest manifest, RunManifest run, String problem, BigInteger laterModel) {
    static InboxManifest readable(String key, String eTag, Manifest manifest) {
        return new InboxManifest(key, eTag, manifest, null, null, null);
    }

    static InboxManifest ofRun(String key, String eTag, RunManifest run) {
        return new InboxManifest(key, eTag, null, run, null, null);
    }

    static InboxManifest unreadable(String key, String eTag, String problem) {
        return new InboxManifest(key, eTag, null, null, problem, null);
    }

    static InboxManifest ofLaterModel(String key, String eTag, BigInteger model) {
        return new InboxManifest(key, eTag, null, null, null, model);
    }

    /** Returns whether it is a manifest. */
    public boolean isReadable() {
        return manifest != null || run != null;
    }

    /** Returns whether it tells of a snapshot. */
    public boolean isOfSnapshot() {
        return manifest != null;
    }

    /** Returns whether it tells of a run. */
    public boolean isOfRun() {
        return run != null;
    }

    /** Returns when what it tells of began. */
    Instant time() {
        return Instant.parse(run == null ? manifest.extractedAt() : run.startedAt());
    }

    /** Returns the day of that, in UTC. */
    public LocalDate day() {
        return time().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Returns whether an application of a later version is to load it. */
    boolean isOfLaterModel() {
        return laterModel != null;
    }
}
