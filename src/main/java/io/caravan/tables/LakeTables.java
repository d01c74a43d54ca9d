package io.caravan.tables;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RejectedException;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.LocalFiles;
import io.caravan.model.Table;
import io.caravan.run.CurrentRun;
import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import io.caravan.sink.LedgerRows;
import io.caravan.sink.LoadRecord;
import io.caravan.snapshot.Manifest;
import io.caravan.text.Counted;
import io.caravan.text.Timestamps;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * The steps of a commit to the lake's tables. Its rows are appended first and count for nothing: each names the commit that brought
 * it. Then the ledger says, in a commit of its own that the catalogue takes only if nobody else has changed what was looked at, by
 * which commit each snapshot came. So a process may die anywhere and two may commit the same: what counts is what the ledger names, and
 * the rest is swept up later.
 */
public final class LakeTables {
    private final TableCatalogue catalogue;
    private final LocalFiles files;
    private final LoadRecord record;
    private final CurrentRun runs;
    private final Clock clock;
    private volatile boolean isMade;

    /**
     * Creates the bean.
     *
     * @param catalogue where the tables are
     * @param files the CSV files, and room for what becomes of them
     * @param record what the ledger is told of snapshots
     * @param runs is told of commits
     * @param clock says when
     */
    public LakeTables(TableCatalogue catalogue, LocalFiles files, LoadRecord record, CurrentRun runs, Clock clock) {
        this.catalogue = catalogue;
        this.files = files;
        this.record = record;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Looks at the ledger, and begins a commit of what is not in it: snapshots that never came, and replays by a transform that is not
     * older.
     *
     * @throws RejectedException when a manifest is unreadable, or its snapshot came before from another raw object
     */
    public TableCommit begin(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        record.check(batch);
        makeTables();
        CatalogueTable ledger = catalogue.open(LakeTable.LEDGER);
        var writer = new ParquetWriter(files.newFolder());
        try {
            Scope looked = Scope.of(batch.entries());
            Map<LocalDate, List<Path>> there = ledger.download(looked, writer.folder());
            List<Path> all = there.values().stream().flatMap(List::stream).toList();
            var news = NewSnapshots.of(batch, writer.reader().rows(ledger.columns(), all, NewSnapshots.LOOKED_AT));
            return new TableCommit(
                    newId(),
                    new Batch(news.manifests()),
                    new Unlisted(clock.instant()),
                    new LedgerView(ledger, looked, there, news.daysBefore()),
                    writer);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Who asks for a table of which nothing came yet gets no row and not an error. */
    private void makeTables() {
        if (!isMade) {
            LakeTable.all().forEach(catalogue::open);
            isMade = true;
        }
    }

    private String newId() {
        byte[] random = new byte[8];
        ThreadLocalRandom.current().nextBytes(random);
        return Timestamps.compact(clock.instant()) + "-" + HexFormat.of().formatHex(random);
    }

    /** Returns what becomes a file each: the rows of a table that were read on one day. */
    public List<TablePart> parts(@ExchangeProperty(ExchangeProperties.COMMIT) TableCommit commit) {
        var parts = new ArrayList<TablePart>();
        for (Table table : Table.ofSnapshots()) {
            commit.byDay().forEach((day, batch) -> {
                if (!batch.files(table).isEmpty() && batch.rows().get(table.label()) > 0) {
                    parts.add(new TablePart(LakeTable.of(table), day, batch));
                }
            });
        }
        return parts;
    }

    /**
     * Writes the file of a part, from the CSV files that the manifests name.
     *
     * @throws RejectedException when it has more or fewer rows than they promise, or a file is missing or wrong
     */
    public void write(@Body TablePart part, @ExchangeProperty(ExchangeProperties.COMMIT) TableCommit commit) {
        var byModel = new TreeMap<Integer, List<String>>();
        SortedMap<Integer, List<String>> keys = part.batch().files(part.table().table());
        // At one go: the next use of the folder empties it.
        Iterator<String> there =
                files.of(keys.values().stream().flatMap(List::stream).toList()).iterator();
        keys.forEach((model, ofModel) ->
                byModel.put(model, ofModel.stream().map(key -> there.next()).toList()));
        String label = part.table().table().label();
        ParquetFile file = commit.writer().ofCsv(part.table(), byModel, commit.id(), label + "-" + part.day());
        long expected = part.batch().rows().get(label);
        if (file.rows() != expected) {
            throw new RejectedException("The files of " + label + " hold " + Counted.of(file.rows(), "row") + " where "
                    + part.batch() + " promises " + expected + "; replay the snapshot, which writes them anew");
        }
        upload(commit, part.table(), part.day(), file);
    }

    private void upload(TableCommit commit, LakeTable table, LocalDate day, ParquetFile file) {
        commit.add(table, commit.table(table, catalogue).upload(file, day, commit.id()));
    }

    /** Writes the files of the tables beside the ledger, from what the manifests tell. */
    public void writeRecords(@ExchangeProperty(ExchangeProperties.COMMIT) TableCommit commit) {
        commit.byDay().forEach((day, batch) -> record.rows(batch).stream()
                .filter(rows -> rows.table() != Table.ETL_LOAD)
                .forEach(rows -> writeRecord(commit, day, batch, rows)));
    }

    private void writeRecord(TableCommit commit, LocalDate day, Batch batch, LedgerRows rows) {
        LakeTable table = LakeTable.of(rows.table());
        Map<String, String> extractedAt = batch.entries().stream()
                .map(InboxManifest::manifest)
                .collect(Collectors.toMap(Manifest::snapshot, Manifest::extractedAt));
        List<Map<String, Object>> told = rows.rows().stream()
                .map(row -> {
                    var all = new HashMap<>(row);
                    all.put(LakeTable.EXTRACTED_AT, extractedAt.get((String) row.get("snapshot")));
                    all.put(LakeTable.COMMIT_ID, commit.id());
                    return (Map<String, Object>) all;
                })
                .toList();
        String name = rows.table().label() + "-" + day;
        upload(
                commit,
                table,
                day,
                commit.writer().ofRows(table.columns(), List.of(), "snapshot", List.of(), told, name));
    }

    /** Returns the tables to which files were written. */
    public List<LakeTable> tables(@ExchangeProperty(ExchangeProperties.COMMIT) TableCommit commit) {
        return commit.written();
    }

    /**
     * Appends what was written to a table; until the ledger names the commit, it counts for nothing.
     *
     * @throws UnavailableException when so much time has passed since that the files may be gone; then all is begun anew
     */
    public void append(@Body LakeTable table, @ExchangeProperty(ExchangeProperties.COMMIT) TableCommit commit) {
        commit.unlisted().check(clock.instant());
        commit.table(table, catalogue).append(commit.files(table), commit.id());
        commit.appended(table);
    }

    /**
     * Enters the snapshots into the ledger: from then on they count.
     *
     * @throws UnavailableException when somebody else has entered any of these days meanwhile, or is about to drop what the ledger does not
     *     name; then all is begun anew
     */
    public void enter(@ExchangeProperty(ExchangeProperties.COMMIT) TableCommit commit) {
        CatalogueTable ledger = commit.ledger().table();
        List<String> snapshots = commit.batch().entries().stream()
                .map(entry -> entry.manifest().snapshot())
                .toList();
        var entries = new ArrayList<TableFile>();
        for (LocalDate day : commit.ledgerDays()) {
            List<Map<String, Object>> rows = record.rows(commit.ofDay(day)).stream()
                    .filter(told -> told.table() == Table.ETL_LOAD)
                    .flatMap(told -> told.rows().stream())
                    .toList();
            rows.forEach(row -> row.put(LakeTable.COMMIT_ID, commit.id()));
            ParquetFile file = commit.writer()
                    .ofRows(
                            ledger.columns(),
                            commit.ledger().files(day),
                            "snapshot",
                            snapshots,
                            rows,
                            LakeTable.LEDGER.name() + "-" + day);
            if (file.rows() > 0) {
                entries.add(ledger.upload(file, day, commit.id()));
            }
        }
        commit.unlisted().check(clock.instant());
        if (!ledger.replace(commit.ledger().scope(), commit.ledgerDays(), entries, commit.id())) {
            commit.appended().forEach(table -> commit.table(table, catalogue).withdraw(commit.files(table)));
            throw new UnavailableException(
                    "Another process has committed snapshots of the same days to the lake's tables, or takes care of them; this is looked at again",
                    null);
        }
        runs.committed(commit.size());
    }

    /** Throws a failure again, whole, and not its deepest cause, so that it counts as one of the whole commit, which is then begun anew. */
    public void fail(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) throws Exception {
        throw failure;
    }

    /** Drops what a commit left on this machine; null where it did not begin. */
    public void cleanUp(@ExchangeProperty(ExchangeProperties.COMMIT) TableCommit commit) {
        files.cleanUp();
        if (commit != null) {
            commit.writer().close();
        }
    }
}
