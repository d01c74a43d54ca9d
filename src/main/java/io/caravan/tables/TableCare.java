package io.caravan.tables;

import io.caravan.lake.LocalFiles;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Keeps the lake's tables small and whole. Each step is a commit of its own, or deletes what nothing names: it may be broken off
 * anywhere and begun anew, beside writers, readers, and others who do the same.
 */
public final class TableCare implements AutoCloseable {
    private final TableCatalogue catalogue;
    private final LocalFiles files;
    private final CareAges ages;
    private final Clock clock;
    private final Clock machine;

    /**
     * Creates it over an open catalogue.
     *
     * @param catalogue where the tables are; closed with this
     * @param files room for what is read and written
     * @param ages how old things become
     * @param clock the application's, by which rows were read and objects were modified
     * @param machine the machine's, by which the catalogue tells when commits were made
     */
    public TableCare(TableCatalogue catalogue, LocalFiles files, CareAges ages, Clock clock, Clock machine) {
        this.catalogue = catalogue;
        this.files = files;
        this.ages = ages;
        this.clock = clock;
        this.machine = machine;
    }

    /**
     * Returns what the tables that are there are made of; nothing where the catalogue is none of Iceberg's, and there is nothing to look
     * after.
     *
     * @throws io.caravan.failure.UnavailableException when the catalogue or the lake does not answer
     */
    public Optional<List<TableFacts>> list() {
        return catalogue.upkeep().map(this::facts);
    }

    private List<TableFacts> facts(List<IcebergUpkeep> tables) {
        Optional<IcebergUpkeep> ledger = ledger(tables);
        if (ledger.isEmpty()) {
            return List.of();
        }
        try (var compaction = new Compaction(ledger.get(), files, clock, machine)) {
            return tables.stream().map(table -> facts(table, compaction)).toList();
        }
    }

    /** Tables are made all at once, and without their ledger nobody knows what counts. */
    private static Optional<IcebergUpkeep> ledger(List<IcebergUpkeep> tables) {
        return tables.stream()
                .filter(table -> table.model().equals(LakeTable.LEDGER))
                .findFirst();
    }

    private TableFacts facts(IcebergUpkeep table, Compaction compaction) {
        SortedMap<LocalDate, List<ListedFile>> days = table.files();
        var unnamed = new HashSet<String>();
        if (Compaction.isFor(table.model())) {
            days.forEach((day, there) -> {
                if (!compaction.isSettled(day, there)) {
                    unnamed.addAll(compaction.unnamed(day, there));
                }
            });
        }
        List<ListedFile> all = days.values().stream().flatMap(List::stream).toList();
        List<Orphan> orphans = table.orphans(clock.instant().minus(ages.orphansAfter()));
        return new TableFacts(
                table.model().name(),
                days.size(),
                all.size(),
                all.stream().mapToLong(ListedFile::rows).sum(),
                all.stream().mapToLong(ListedFile::bytes).sum(),
                table.snapshots(),
                (int) days.values().stream().filter(there -> there.size() > 1).count(),
                unnamed.size(),
                orphans.size(),
                orphans.stream().mapToLong(Orphan::bytes).sum());
    }

    /**
     * Takes all steps, one after the other.
     *
     * @param dryRun only tell what would be done
     * @param told is told of each thing when it is done
     * @return false when the catalogue is none of Iceberg's, and there is nothing that any of the steps is for
     * @throws io.caravan.failure.UnavailableException when the catalogue or the lake does not answer; what was done is done
     */
    public boolean care(boolean dryRun, Consumer<CareNote> told) {
        Optional<List<IcebergUpkeep>> all = catalogue.upkeep();
        List<IcebergUpkeep> tables = all.orElse(List.of());
        if (ledger(tables).isEmpty()) {
            return all.isPresent();
        }
        compact(tables, dryRun, told);
        tables.forEach(table -> dropOldDays(table.again(), dryRun).ifPresent(told));
        tables.forEach(table -> expire(table.again(), dryRun).ifPresent(told));
        tables.forEach(table -> sweep(table.again(), dryRun).ifPresent(told));
        return true;
    }

    private void compact(List<IcebergUpkeep> tables, boolean dryRun, Consumer<CareNote> told) {
        try (var compaction = new Compaction(ledger(tables).orElseThrow(), files, clock, machine)) {
            for (IcebergUpkeep table : tables) {
                if (Compaction.isFor(table.model())) {
                    keptDays(table).forEach((day, there) -> {
                        if (dryRun && !compaction.isSettled(day, there)) {
                            told.accept(CompactionNotes.unsettled(table, day, there));
                        } else if (!compaction.isSettled(day, there)) {
                            compaction.compact(table, day, there).ifPresent(told);
                        }
                    });
                }
            }
        }
    }

    private SortedMap<LocalDate, List<ListedFile>> keptDays(IcebergUpkeep table) {
        SortedMap<LocalDate, List<ListedFile>> days = table.files();
        return ages.retention() == null ? days : days.tailMap(firstKept());
    }

    private LocalDate firstKept() {
        return LocalDate.ofInstant(clock.instant().minus(ages.retention()), ZoneOffset.UTC);
    }

    /** The ledger and what runs tell stay: they are small, and a snapshot that is not in the ledger would be committed again. */
    private Optional<CareNote> dropOldDays(IcebergUpkeep table, boolean dryRun) {
        if (ages.retention() == null || !Compaction.isFor(table.model())) {
            return Optional.empty();
        }
        SortedMap<LocalDate, List<ListedFile>> days = table.files().headMap(firstKept());
        if (days.isEmpty()) {
            return Optional.empty();
        }
        if (!dryRun) {
            table.dropBefore(firstKept());
        }
        List<ListedFile> gone = days.values().stream().flatMap(List::stream).toList();
        return Optional.of(new CareNote(
                table.model().name(),
                "retain",
                "days from %s to %s: %d, their rows: %d"
                        .formatted(
                                days.firstKey(),
                                days.lastKey(),
                                days.size(),
                                gone.stream().mapToLong(ListedFile::rows).sum()),
                false,
                gone.size(),
                gone.stream().mapToLong(ListedFile::bytes).sum()));
    }

    private Optional<CareNote> expire(IcebergUpkeep table, boolean dryRun) {
        Instant before = machine.instant().minus(ages.expireAfter());
        Expired expired = table.expire(before, dryRun);
        return expired.snapshots() == 0
                ? Optional.empty()
                : Optional.of(new CareNote(
                        table.model().name(),
                        "expire",
                        "snapshots before %s: %d"
                                .formatted(before.truncatedTo(ChronoUnit.SECONDS), expired.snapshots()),
                        false,
                        expired.files(),
                        0));
    }

    private Optional<CareNote> sweep(IcebergUpkeep table, boolean dryRun) {
        Instant before = clock.instant().minus(ages.orphansAfter());
        if (!table.isInFolderOfItsOwn()) {
            return Optional.of(new CareNote(
                    table.model().name(),
                    "orphans",
                    "nothing is looked for, since the table does not lie in a folder of its name, and what lies beside it may be"
                            + " somebody else's",
                    false,
                    0,
                    0));
        }
        List<Orphan> orphans = table.orphans(before);
        if (orphans.isEmpty()) {
            return Optional.empty();
        }
        if (!dryRun) {
            orphans.forEach(table::delete);
        }
        return Optional.of(new CareNote(
                table.model().name(),
                "orphans",
                "files of before %s that nothing names: %d"
                        .formatted(before.truncatedTo(ChronoUnit.SECONDS), orphans.size()),
                false,
                orphans.size(),
                orphans.stream().mapToLong(Orphan::bytes).sum()));
    }

    @Override
    public void close() {
        catalogue.close();
    }
}
