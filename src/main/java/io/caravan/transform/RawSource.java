package io.caravan.transform;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a raw object came from.
 *
 * @param key its key in the lake
 * @param lastModified when it was first seen in the lake: its time of extraction where nothing else tells it
 * @param archived who an object of another program turned out to be when it was transformed first; null for one that is new
 */
public record RawSource(String key, Instant lastModified, Archived archived) {
    /**
     * What an object's name in the archive keeps of its first name.
     *
     * @param snapshot name of its snapshot
     * @param extractedAt when it was read
     * @param playlistId the playlist of an object that holds one; null where that is unknown
     */
    public record Archived(String snapshot, Instant extractedAt, String playlistId) {}

    public RawSource {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(lastModified, "lastModified");
    }

    /** Says where an object came from that was never transformed. */
    public RawSource(String key, Instant lastModified) {
        this(key, lastModified, null);
    }
}
