package io.caravan.tables;

/** Which commit brought rows of which snapshot. */
record Brought(String snapshot, String commitId) {}
