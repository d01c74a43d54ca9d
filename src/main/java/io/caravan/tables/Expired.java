package io.caravan.tables;

/** How many snapshots of a table went, and how many files that no other names. */
record Expired(int snapshots, int files) {}
