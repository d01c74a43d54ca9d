package io.caravan.lake;

import java.util.List;

/**
 * A CSV file that is still to be written.
 *
 * @param key where it goes
 * @param lines the header, then the rows; null is no value, {@code ""} an empty text
 */
public record CsvFile(String key, Iterable<List<String>> lines) {}
