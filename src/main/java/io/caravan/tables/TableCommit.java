package io.caravan.tables;

import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A commit on its way: what the ledger said when it was looked at, and the files that were written since. Its id is like no other's,
 * and stands in each of its rows; they count from the moment that the ledger names it.
 */
public final class TableCommit {
    private final String id;
    private final Batch batch;
    private final SortedMap<LocalDate, Batch> byDay;
    private final Unlisted unlisted;
    private final CatalogueTable ledger;
    private final Map<LocalDate, List<Path>> ledgerFiles;
    private final ParquetWriter writer;
    private final Map<LakeTable, CatalogueTable> tables = new LinkedHashMap<>();
    private final Map<LakeTable, List<TableFile>> files = new LinkedHashMap<>();
    private final List<LakeTable> appended = new ArrayList<>();

    TableCommit(
            String id,
            Batch batch,
            Unlisted unlisted,
            CatalogueTable ledger,
            Map<LocalDate, List<Path>> ledgerFiles,
            ParquetWriter writer) {
        this.id = id;
        this.batch = batch;
        this.byDay = byDay(batch.entries());
        this.unlisted = unlisted;
        this.ledger = ledger;
        this.ledgerFiles = ledgerFiles;
        this.writer = writer;
    }

    /** Returns its name. */
    public String id() {
        return id;
    }

    /** Returns the manifests that it brings; those that were committed before are not among them. */
    public Batch batch() {
        return batch;
    }

    /** Returns how many snapshots it brings. */
    public int size() {
        return batch.size();
    }

    /** Returns since when its files may lie unlisted. */
    Unlisted unlisted() {
        return unlisted;
    }

    CatalogueTable ledger() {
        return ledger;
    }

    List<Path> ledgerFiles(LocalDate day) {
        return ledgerFiles.getOrDefault(day, List.of());
    }

    ParquetWriter writer() {
        return writer;
    }

    CatalogueTable table(LakeTable table, TableCatalogue catalogue) {
        return tables.computeIfAbsent(table, catalogue::open);
    }

    void add(LakeTable table, TableFile file) {
        files.computeIfAbsent(table, any -> new ArrayList<>()).add(file);
    }

    List<TableFile> files(LakeTable table) {
        return files.getOrDefault(table, List.of());
    }

    /** Returns the tables that it brings files of. */
    List<LakeTable> written() {
        return List.copyOf(files.keySet());
    }

    void appended(LakeTable table) {
        appended.add(table);
    }

    /** Returns the tables to which its files were appended. */
    List<LakeTable> appended() {
        return List.copyOf(appended);
    }

    /** Returns its manifests by the day on which their snapshots were read, in UTC. */
    SortedMap<LocalDate, Batch> byDay() {
        return byDay;
    }

    static SortedMap<LocalDate, Batch> byDay(List<InboxManifest> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        InboxManifest::day,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Batch::new)));
    }
}
