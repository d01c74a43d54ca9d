package io.caravan.tables;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ledger said when a commit looked at it.
 *
 * @param table the ledger, as it was then
 * @param scope what was looked at
 * @param files copies of its files that may hold rows of that, by day
 * @param daysBefore the days on which it names snapshots that the commit brings anew
 */
record LedgerView(CatalogueTable table, Scope scope, Map<LocalDate, List<Path>> files, Set<LocalDate> daysBefore) {
    List<Path> files(LocalDate day) {
        return files.getOrDefault(day, List.of());
    }
}
