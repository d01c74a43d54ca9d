package io.caravan.lake;

import java.time.Instant;

/**
 * One line of a listing.
 *
 * @param key the object's key in the lake
 * @param size bytes
 * @param eTag as S3 gives it, with its quotes
 * @param lastModified when it was last written
 */
public record LakeObject(String key, long size, String eTag, Instant lastModified) {}
