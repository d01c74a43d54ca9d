package io.caravan.tables;

/** A file below a table that nothing of the table names. */
record Orphan(String location, long bytes) {}
