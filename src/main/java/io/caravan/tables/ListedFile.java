package io.caravan.tables;

/**
 * A file that a table lists.
 *
 * @param location its URI
 * @param rows how many it has, whether they count or not
 * @param bytes its size
 */
record ListedFile(String location, long rows, long bytes) {
    private static final String ENDING = ".parquet";

    /** Returns how it was called when it was written: the id of a commit, or what care called it. */
    String name() {
        String last = location.substring(location.lastIndexOf('/') + 1);
        return last.endsWith(ENDING) ? last.substring(0, last.length() - ENDING.length()) : last;
    }
}
