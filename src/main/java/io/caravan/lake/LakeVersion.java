package io.caravan.lake;

/**
 * A small object as it was read.
 *
 * @param eTag tells this version from others; null where the server has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record LakeVersion(byte[] bytes, String eTag) {}
