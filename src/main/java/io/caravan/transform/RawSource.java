package io.caravan.transform;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a raw object came from.
 *
 * @param key its key in the lake
 * @param lastModified when it was first seen in the lake: its time of extraction where nothing else tells it
 */
public record RawSource(String key, Instant lastModified) {

    public RawSource {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(lastModified, "lastModified");
    }
}
