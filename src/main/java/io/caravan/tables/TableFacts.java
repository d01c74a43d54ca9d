package io.caravan.tables;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What a table is made of.
 *
 * @param table its name
 * @param days days of which it has rows
 * @param files files that it lists now
 * @param rows their rows, those included that count for nothing
 * @param bytes their size
 * @param snapshots how many of its states readers can go back to
 * @param daysOfSeveralFiles days that a compaction would make smaller
 * @param unnamedCommits commits with a file of their own that the ledger does not name: on their way, or for nothing
 * @param orphans files below it that nothing names, old enough to be swept up
 * @param orphanBytes their size
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TableFacts(
        String table,
        int days,
        int files,
        long rows,
        long bytes,
        int snapshots,
        int daysOfSeveralFiles,
        int unnamedCommits,
        int orphans,
        long orphanBytes) {}
