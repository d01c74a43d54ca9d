package io.caravan.tables;

import java.time.Duration;

/**
 * How old things become in the lake's tables.
 *
 * @param retention after how long the rows of a day go; null where they stay for ever
 * @param expireAfter after how long a snapshot of a table goes, by which readers look at the table as it was
 * @param orphansAfter after how long a file goes that nothing names; whoever is about to name one has to have done so by then
 */
public record CareAges(Duration retention, Duration expireAfter, Duration orphansAfter) {}
