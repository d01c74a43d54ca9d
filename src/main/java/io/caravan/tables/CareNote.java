package io.caravan.tables;

/**
 * One thing that care did, or would do.
 *
 * @param table to which table
 * @param step {@code compact, retain, expire} or {@code orphans}
 * @param message what
 * @param skipped whether it was left for the next time, since somebody else was faster
 * @param files how many files the table names no more, or were deleted
 * @param bytes their size; 0 where it is not known
 */
public record CareNote(String table, String step, String message, boolean skipped, long files, long bytes) {}
