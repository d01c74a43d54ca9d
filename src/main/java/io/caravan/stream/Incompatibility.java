package io.caravan.stream;

/**
 * A change by which records that were written before could no longer be read, or would be read as other values.
 *
 * @param path where, from the record's name on: {@code Entry.song.artists[].artist.url}; {@code {}} stands for the values of a map
 * @param was what records were written with
 * @param is what they would be read with
 * @param remedy what comes of it, and what to do
 */
public record Incompatibility(String path, String was, String is, String remedy) {
    @Override
    public String toString() {
        return "%s was %s and is %s: %s".formatted(path, was, is, remedy);
    }
}
