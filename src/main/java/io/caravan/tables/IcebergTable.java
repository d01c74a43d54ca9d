package io.caravan.tables;

import io.caravan.failure.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/** A table of Iceberg: each change is one commit, which the catalogue takes or refuses. */
final class IcebergTable implements CatalogueTable {
    /** Says in a commit's summary which of Caravan's commits it belongs to. */
    static final String COMMIT_PROPERTY = "caravan.commit";

    /** Says in a commit's summary that whoever looked at the table before must not replace days of it any more. */
    static final String LOOK_AGAIN_PROPERTY = "caravan.look-again";

    private final LakeTable model;
    private final Table table;
    private final Snapshot looked;

    IcebergTable(LakeTable model, Table table) {
        this.model = model;
        this.table = table;
        this.looked = table.currentSnapshot();
    }

    @Override
    public List<LakeColumn> columns() {
        return model.named(IcebergSchemas.columns(model.name(), table.schema()));
    }

    @Override
    public String newLocation(LocalDate day, String commitId) {
        return table.location() + "/data/day=" + day + "/" + commitId + ".parquet";
    }

    @Override
    public void upload(ParquetFile file, String location) {
        IcebergFailures.translate(model.name(), () -> {
            // No look whether it is there: no name is given twice.
            try (var out = table.io().newOutputFile(location).createOrOverwrite()) {
                Files.copy(file.path(), out);
            }
            return null;
        });
    }

    @Override
    public Map<LocalDate, List<Path>> download(Scope scope, Path folder) {
        return IcebergFailures.translate(
                model.name(), () -> CatalogueTable.copies(files(of(scope)), IcebergTable::day, this::download, folder));
    }

    private void download(DataFile file, Path copy) {
        try (var in = table.io().newInputFile(file.location()).newStream()) {
            Files.copy(in, copy);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + file.location(), e);
        }
    }

    private Expression of(Scope scope) {
        Expression ofDays = ofDays(scope.days());
        return scope.values().isEmpty()
                ? ofDays
                : Expressions.or(
                        ofDays,
                        Expressions.in(nameThere(scope.column()), scope.values().toArray()));
    }

    /** Returns what a column is called in the catalogue, where a later application may have named it otherwise. */
    private String nameThere(String name) {
        return model.columns().stream()
                .filter(column -> column.name().equals(name))
                .map(column -> table.schema().findColumnName(column.fieldId()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the files of some days, as they were when the table was opened. */
    List<DataFile> files(Expression ofDays) throws IOException {
        if (looked == null) {
            return List.of();
        }
        var scan =
                table.newScan().useSnapshot(looked.snapshotId()).filter(ofDays).includeColumnStats();
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            var files = new ArrayList<DataFile>();
            tasks.forEach(task -> files.add(task.file()));
            return files;
        }
    }

    static LocalDate day(DataFile file) {
        return LocalDate.ofEpochDay(file.partition().get(0, Integer.class));
    }

    Expression ofDays(Collection<LocalDate> days) {
        return days.stream()
                .map(day -> Expressions.and(
                        Expressions.greaterThanOrEqual(model.dayColumn(), micros(day)),
                        Expressions.lessThan(model.dayColumn(), micros(day.plusDays(1)))))
                .reduce(Expressions.alwaysFalse(), Expressions::or);
    }

    static long micros(LocalDate day) {
        return TimeUnit.DAYS.toMicros(day.toEpochDay());
    }

    @Override
    public void append(List<TableFile> files, String commitId) {
        IcebergFailures.translate(model.name(), () -> {
            var append = table.newAppend();
            files.forEach(file -> append.appendFile(dataFile(file)));
            commit(append, commitId);
            return null;
        });
    }

    @Override
    public boolean replace(Scope scope, Collection<LocalDate> days, List<TableFile> files, String commitId) {
        return IcebergFailures.translate(model.name(), () -> {
            var overwrite = table.newOverwrite()
                    .conflictDetectionFilter(of(scope))
                    .validateNoConflictingData()
                    .validateNoConflictingDeletes()
                    .validateWith(this::isAsLookedAt);
            if (looked != null) {
                overwrite.validateFromSnapshot(looked.snapshotId());
            }
            files(ofDays(days)).forEach(overwrite::deleteFile);
            files.forEach(file -> overwrite.addFile(dataFile(file)));
            try {
                commit(overwrite, commitId);
                return true;
            } catch (ValidationException e) {
                // Its own commit, whose answer was lost, is no other's.
                table.refresh();
                return isAmongAncestors(commitId);
            }
        });
    }

    private boolean isAsLookedAt(Iterable<Snapshot> ancestors) {
        for (Snapshot ancestor : ancestors) {
            if (looked != null && ancestor.snapshotId() == looked.snapshotId()) {
                return true;
            }
            if (ancestor.summary().containsKey(LOOK_AGAIN_PROPERTY)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void withdraw(List<TableFile> files) {
        IcebergFailures.translate(model.name(), () -> {
            var delete = table.newDelete();
            files.forEach(file -> delete.deleteFile(file.location()));
            delete.commit();
            return null;
        });
    }

    /**
     * Some catalogues take the place of a commit that they were not told of by a commit that was made beside it. What is not among
     * the ancestors of the newest one is lost.
     */
    void commit(SnapshotUpdate<?> update, String commitId) {
        update.set(COMMIT_PROPERTY, commitId);
        update.commit();
        table.refresh();
        if (!isAmongAncestors(commitId)) {
            throw new UnavailableException(
                    "The catalogue took a commit to " + model.name() + " and lost it to another; it is made again",
                    null);
        }
    }

    private boolean isAmongAncestors(String commitId) {
        for (Snapshot ancestor : SnapshotUtil.currentAncestors(table)) {
            if (commitId.equals(ancestor.summary().get(COMMIT_PROPERTY))) {
                return true;
            }
        }
        return false;
    }

    DataFile dataFile(TableFile file) {
        var partition = new PartitionData(table.spec().partitionType());
        partition.set(0, (int) file.day().toEpochDay());
        return DataFiles.builder(table.spec())
                .withPath(file.location())
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(file.file().bytes())
                .withPartition(partition)
                .withMetrics(IcebergMetrics.of(file.file(), table.schema()))
                .build();
    }
}
