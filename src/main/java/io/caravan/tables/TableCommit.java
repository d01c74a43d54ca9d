package io.caravan.tables;

import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final LedgerView ledger;
    private final ParquetWriter writer;
    private final Map<LakeTable, CatalogueTable> tables = new LinkedHashMap<>();
    private final Map<LakeTable, List<TableFile>> files = new LinkedHashMap<>();
    private final List<LakeTable> appended = new ArrayList<>();

    TableCommit(String id, Batch batch, Unlisted unlisted, LedgerView ledger, ParquetWriter writer) {
        this.id = id;
        this.batch = batch;
        this.byDay = byDay(batch.entries());
        this.unlisted = unlisted;
        this.ledger = ledger;
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

    LedgerView ledger() {
        return ledger;
    }

    /** Returns the days on which the ledger is to change: those of its snapshots, and those on which they stood before. */
    SortedSet<LocalDate> ledgerDays() {
        var days = new TreeSet<>(byDay.keySet());
        days.addAll(ledger.daysBefore());
        return days;
    }

    /** Returns its manifests of snapshots that were read on a day. */
    Batch ofDay(LocalDate day) {
        return byDay.getOrDefault(day, new Batch(List.of()));
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

    private static SortedMap<LocalDate, Batch> byDay(List<InboxManifest> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        InboxManifest::day,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Batch::new)));
    }
}
