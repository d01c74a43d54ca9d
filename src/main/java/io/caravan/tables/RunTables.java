package io.caravan.tables;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RejectedException;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.LocalFiles;
import io.caravan.model.Table;
import io.caravan.model.Table.Kind;
import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import io.caravan.sink.RunManifest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/** What runs tell of themselves, in the lake's tables: newer rows of a run take the place of those that it had. */
public final class RunTables {
    private static final String RUN_ID = "run_id";

    private final TableCatalogue catalogue;
    private final LocalFiles files;
    private final Clock clock;

    /**
     * Creates the bean.
     *
     * @param catalogue where the tables are
     * @param files room for what is written
     * @param clock says when
     */
    public RunTables(TableCatalogue catalogue, LocalFiles files, Clock clock) {
        this.catalogue = catalogue;
        this.files = files;
        this.clock = clock;
    }

    /**
     * Commits what the manifests of runs tell, table by table. What the tables know from a later state of a run stays.
     *
     * @throws RejectedException when one of them is not what a run tells
     * @throws UnavailableException when somebody else has committed runs of the same days meanwhile; then all is begun anew
     */
    public void commit(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        List<RunManifest> runs =
                batch.entries().stream().map(InboxManifest::run).toList();
        // All of them before any is looked at, so that what comes in between is seen by whichever is committed after
        // it.
        Map<LakeTable, CatalogueTable> opened = Table.of(Kind.RUN).stream()
                .map(LakeTable::of)
                .collect(Collectors.toMap(table -> table, catalogue::open, (one, other) -> one, LinkedHashMap::new));
        List<RunManifest> newest = withoutOlder(runs, opened.get(LakeTable.of(Table.ETL_RUN)));
        if (!newest.isEmpty()) {
            opened.forEach((table, into) -> commit(table, into, newest));
        }
    }

    private List<RunManifest> withoutOlder(List<RunManifest> runs, CatalogueTable known) {
        var ends = new HashMap<String, LocalDateTime>();
        try (var writer = new ParquetWriter(files.newFolder())) {
            Set<LocalDate> days = runs.stream().map(run -> day(run.startedAt())).collect(Collectors.toSet());
            List<Path> there = known.download(Scope.ofDays(days), writer.folder()).values().stream()
                    .flatMap(List::stream)
                    .toList();
            writer.reader()
                    .rows(known.columns(), there, Set.of(RUN_ID, "ended_at"))
                    .forEach(row -> ends.put((String) row.get(RUN_ID), (LocalDateTime) row.get("ended_at")));
        }
        return runs.stream()
                .filter(run -> {
                    LocalDateTime end = ends.get(run.runId());
                    return end == null || !end.isAfter(utc(run.endedAt()));
                })
                .toList();
    }

    private void commit(LakeTable table, CatalogueTable into, List<RunManifest> runs) {
        var unlisted = new Unlisted(clock.instant());
        Set<LocalDate> days = new TreeSet<>();
        List<Map<String, Object>> rows = runs.stream()
                .flatMap(run -> run.rows().getOrDefault(table.table().label(), List.of()).stream())
                .toList();
        // Of a playlist that failed before midnight and was read after it, the row moves to the other day.
        runs.forEach(run ->
                day(run.startedAt()).datesUntil(day(run.endedAt()).plusDays(1)).forEach(days::add));
        rows.forEach(row -> days.add(day(row.get(table.dayColumn()))));
        Set<String> ids = runs.stream().map(RunManifest::runId).collect(Collectors.toSet());
        var written = new ArrayList<TableFile>();
        String commitId = "runs-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        try (var writer = new ParquetWriter(files.newFolder())) {
            Map<LocalDate, List<Path>> there = into.download(Scope.ofDays(days), writer.folder());
            for (LocalDate day : days) {
                List<Map<String, Object>> ofDay = rows.stream()
                        .filter(row -> day(row.get(table.dayColumn())).equals(day))
                        .toList();
                List<Path> before = there.getOrDefault(day, List.of());
                if (ofDay.isEmpty() && before.isEmpty()) {
                    continue;
                }
                ParquetFile file = writer.ofRows(
                        into.columns(),
                        before,
                        RUN_ID,
                        List.copyOf(ids),
                        ofDay,
                        table.table().label() + "-" + day);
                if (file.rows() > 0) {
                    written.add(into.upload(file, day, commitId));
                }
            }
        }
        unlisted.check(clock.instant());
        if (!into.replace(new Scope(days, RUN_ID, ids), days, written, commitId)) {
            throw new UnavailableException(
                    "Another process has committed runs of the same days to " + table.name()
                            + "; this is looked at again",
                    null);
        }
    }

    private static LocalDate day(Object instant) {
        return utc(instant).toLocalDate();
    }

    private static LocalDateTime utc(Object instant) {
        try {
            return LocalDateTime.ofInstant(Instant.parse(String.valueOf(instant)), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new RejectedException("The manifest of a run has a row without its time, but " + instant
                    + "; discard it: the warehouse knows the run too");
        }
    }
}
