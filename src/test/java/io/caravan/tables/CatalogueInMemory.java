package io.caravan.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A catalogue that keeps to what {@link CatalogueTable} promises, and promises no more. */
final class CatalogueInMemory implements TableCatalogue, TwoCommittersTest.Place {
    private final Path folder;
    private final Map<LakeTable, List<TableFile>> live = new HashMap<>();

    /** Files of tables go to a folder. */
    CatalogueInMemory(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized CatalogueTable open(LakeTable table) {
        return new Opened(table, files(table));
    }

    synchronized List<TableFile> files(LakeTable table) {
        return List.copyOf(live.getOrDefault(table, List.of()));
    }

    @Override
    public TableCatalogue connect() {
        return this;
    }

    @Override
    public List<Path> files(LakeTable table, LocalDate day) {
        return ofDays(List.of(day), files(table)).stream()
                .map(file -> Path.of(file.location()))
                .toList();
    }

    private static List<TableFile> ofDays(Collection<LocalDate> days, List<TableFile> files) {
        return files.stream().filter(file -> days.contains(file.day())).toList();
    }

    private static List<TableFile> of(Scope scope, List<TableFile> files) {
        return scope.values().isEmpty() ? ofDays(scope.days(), files) : files;
    }

    @Override
    public void close() {}

    private final class Opened implements CatalogueTable {
        private final LakeTable table;
        private final List<TableFile> looked;

        Opened(LakeTable table, List<TableFile> looked) {
            this.table = table;
            this.looked = looked;
        }

        @Override
        public List<LakeColumn> columns() {
            return table.columns();
        }

        @Override
        public String newLocation(LocalDate day, String commitId) {
            return folder.resolve(table.name() + "-" + day + "-" + commitId).toString();
        }

        @Override
        public void upload(ParquetFile file, String location) {
            copy(file.path(), Path.of(location));
        }

        @Override
        public Map<LocalDate, List<Path>> download(Scope scope, Path into) {
            return of(scope, looked).stream()
                    .collect(Collectors.groupingBy(
                            TableFile::day,
                            Collectors.mapping(
                                    file -> copy(
                                            Path.of(file.location()),
                                            into.resolve(
                                                    Path.of(file.location()).getFileName())),
                                    Collectors.toList())));
        }

        /** Of a name that is given twice it tells. */
        private static Path copy(Path from, Path to) {
            try {
                return Files.copy(from, to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void append(List<TableFile> files, String commitId) {
            synchronized (CatalogueInMemory.this) {
                var now = new ArrayList<>(files(table));
                now.addAll(files);
                live.put(table, now);
            }
        }

        @Override
        public boolean replace(Scope scope, Collection<LocalDate> days, List<TableFile> files, String commitId) {
            synchronized (CatalogueInMemory.this) {
                var now = new ArrayList<>(files(table));
                if (!of(scope, now).equals(of(scope, looked))) {
                    return false;
                }
                now.removeAll(ofDays(days, looked));
                now.addAll(files);
                live.put(table, now);
                return true;
            }
        }

        @Override
        public void withdraw(List<TableFile> files) {
            synchronized (CatalogueInMemory.this) {
                var now = new ArrayList<>(files(table));
                now.removeAll(files);
                live.put(table, now);
            }
        }
    }
}
