package io.caravan.transform;

/**
 * An entry of which no table got anything, because one of its values does not fit.
 *
 * @param line line of the raw object (after decompression) on which the entry begins, from 1
 * @param entry the how-manieth entry of the raw object it is, from 1
 * @param reason the field, the value it has and what was expected
 * @param entryJson the entry as compact JSON on one line; a JSON text of its beginning if it is longer than 64 Ki characters
 */
public record Rejection(long line, long entry, String reason, String entryJson) {}
