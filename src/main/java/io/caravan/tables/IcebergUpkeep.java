package io.caravan.tables;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** What care does to a table of Iceberg, seen as it was when it was opened. */
final class IcebergUpkeep {
    private final LakeTable model;
    private final Table table;
    private final Snapshot looked;
    private final IcebergTable opened;
    private final Map<String, Instant> committedAt = new HashMap<>();

    IcebergUpkeep(LakeTable model, Table table) {
        this.model = model;
        this.table = table;
        this.looked = table.currentSnapshot();
        this.opened = new IcebergTable(model, table);
        for (Snapshot snapshot : table.snapshots()) {
            String commit = snapshot.summary().get(IcebergTable.COMMIT_PROPERTY);
            if (commit != null) {
                committedAt.put(commit, Instant.ofEpochMilli(snapshot.timestampMillis()));
            }
        }
    }

    LakeTable model() {
        return model;
    }

    /** Returns the table for reading and uploading. */
    CatalogueTable opened() {
        return opened;
    }

    /** Returns how it is now. */
    IcebergUpkeep again() {
        return IcebergFailures.translate(model.name(), () -> {
            table.refresh();
            return new IcebergUpkeep(model, table);
        });
    }

    /** Returns when a commit came into this table, by the clock of the machine that made it; null where that is too long ago. */
    Instant committedAt(String commitId) {
        return committedAt.get(commitId);
    }

    /** Returns how many of its states are kept. */
    int snapshots() {
        return (int)
                StreamSupport.stream(table.snapshots().spliterator(), false).count();
    }

    /** Returns what it lists, by day. */
    SortedMap<LocalDate, List<ListedFile>> files() {
        return IcebergFailures.translate(model.name(), () -> {
            var files = new TreeMap<LocalDate, List<ListedFile>>();
            for (DataFile file : opened.files(Expressions.alwaysTrue())) {
                files.computeIfAbsent(IcebergTable.day(file), any -> new ArrayList<>())
                        .add(new ListedFile(file.location(), file.recordCount(), file.fileSizeInBytes()));
            }
            return files;
        });
    }

    /**
     * Puts one file, or none, in the place of all that a day had when the table was opened. What others add meanwhile stays.
     *
     * @return false when one of them is gone meanwhile; then nothing is changed
     */
    boolean rewrite(LocalDate day, List<TableFile> files, String commitId) {
        return IcebergFailures.translate(model.name(), () -> {
            var rewrite = table.newRewrite().validateFromSnapshot(looked.snapshotId());
            opened.files(opened.ofDays(List.of(day))).forEach(rewrite::deleteFile);
            files.forEach(file -> rewrite.addFile(opened.dataFile(file)));
            try {
                opened.commit(rewrite, commitId);
                return true;
            } catch (ValidationException e) {
                return false;
            }
        });
    }

    /** Has everybody who has looked at this table before, and is about to replace days of it, look at it anew. */
    void warn(String commitId) {
        IcebergFailures.translate(model.name(), () -> {
            opened.commit(table.newAppend().set(IcebergTable.LOOK_AGAIN_PROPERTY, "true"), commitId);
            return null;
        });
    }

    /** Lists no file of the days before one any more; they are whole, so that no file is read. */
    void dropBefore(LocalDate day) {
        IcebergFailures.translate(model.name(), () -> {
            var delete = table.newDelete()
                    .deleteFromRowFilter(Expressions.lessThan(model.dayColumn(), IcebergTable.micros(day)));
            delete.commit();
            return null;
        });
    }

    /**
     * Forgets the snapshots before a time but the newest, and deletes the files that only they name. What cannot be deleted, or is not
     * any more, is an orphan from then on.
     *
     * @param dryRun only say how many; then it is not known how many files
     */
    Expired expire(Instant before, boolean dryRun) {
        return IcebergFailures.translate(model.name(), () -> {
            List<Snapshot> snapshots = table.expireSnapshots()
                    .expireOlderThan(before.toEpochMilli())
                    .retainLast(1)
                    .apply();
            var deleted = new AtomicInteger();
            if (!snapshots.isEmpty() && !dryRun) {
                var expire = table.expireSnapshots().deleteWith(location -> {
                    table.io().deleteFile(location);
                    deleted.incrementAndGet();
                });
                // Not by their age: then files would stay that the newest snapshot has taken out.
                snapshots.forEach(snapshot -> expire.expireSnapshotId(snapshot.snapshotId()));
                expire.commit();
            }
            return new Expired(snapshots.size(), deleted.get());
        });
    }

    /**
     * Returns the files of its folders for data and metadata that were last modified before a time and that nothing names: no snapshot
     * that is kept, and no metadata. Where the table does not lie in a folder of its own name there may be others' files, and none is
     * returned.
     */
    List<Orphan> orphans(Instant before) {
        return IcebergFailures.translate(model.name(), () -> {
            var old = new ArrayList<FileInfo>();
            for (String folder : folders()) {
                ((SupportsPrefixOperations) table.io()).listPrefix(folder).forEach(file -> {
                    if (file.createdAtMillis() < before.toEpochMilli()) {
                        old.add(file);
                    }
                });
            }
            if (old.isEmpty()) {
                return List.of();
            }
            // After the listing: what was named meanwhile is seen.
            table.refresh();
            Set<String> named = named();
            return old.stream()
                    .filter(file -> !named.contains(Locations.plain(file.location())))
                    .map(file -> new Orphan(file.location(), file.size()))
                    .toList();
        });
    }

    /** Returns whether it lies where Caravan makes it, and not, say, at the root of a bucket. */
    boolean isInFolderOfItsOwn() {
        return table.location().endsWith("/" + model.name());
    }

    /** Each ends in a slash: without it what a neighbour's name begins with is a prefix of the neighbour too. */
    private List<String> folders() {
        return isInFolderOfItsOwn() ? List.of(table.location() + "/data/", table.location() + "/metadata/") : List.of();
    }

    private Set<String> named() throws IOException {
        var named = new HashSet<String>();
        add(named, ReachableFileUtil.metadataFileLocations(table, false));
        add(named, ReachableFileUtil.manifestListLocations(table));
        add(named, ReachableFileUtil.statisticsFilesLocations(table));
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (!named.add(Locations.plain(manifest.path()))) {
                    continue;
                }
                try (CloseableIterable<String> paths = ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
                    paths.forEach(path -> named.add(Locations.plain(path)));
                }
            }
        }
        return named;
    }

    private static void add(Set<String> named, Collection<String> locations) {
        locations.forEach(location -> named.add(Locations.plain(location)));
    }

    /** Deletes a file; one that is not there is no error. */
    void delete(Orphan orphan) {
        IcebergFailures.translate(model.name(), () -> {
            table.io().deleteFile(orphan.location());
            return null;
        });
    }
}
