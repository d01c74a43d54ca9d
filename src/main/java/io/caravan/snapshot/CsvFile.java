package io.caravan.snapshot;

import io.caravan.transform.TableRows;

/**
 * A CSV file that is still to be written.
 *
 * @param key where it goes
 * @param rows what it holds
 */
public record CsvFile(String key, TableRows rows) {}
