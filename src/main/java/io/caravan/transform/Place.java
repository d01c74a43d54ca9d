package io.caravan.transform;

/**
 * Where in the decompressed text of a raw object a value begins.
 *
 * @param line from 1
 * @param offset bytes before it
 */
record Place(long line, long offset) {

    /** Returns it for the end of a message. */
    @Override
    public String toString() {
        return " (line %d, byte %d)".formatted(line, offset);
    }
}
