package io.caravan.tables;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.failure.RefusedException;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeVersion;
import io.caravan.model.ColumnType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A table whose files a list names, {@code <table>/_current.json}. */
final class FolderTable implements CatalogueTable {
    /** Readers of folders leave out what begins so. */
    private static final String LIST = "_current.json";

    private static final int MOST_TRIES = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What is current.
     *
     * @param model the latest version of the table model that has named the columns
     * @param columns of the files; one of an older version may lack some
     * @param files where readers find the rows
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Current(int model, List<ColumnEntry> columns, List<FileEntry> files) {
        Current with(List<FileEntry> others) {
            return new Current(model, columns, others);
        }
    }

    /** A column by its field id, with its type as DuckDB names it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ColumnEntry(int fieldId, String name, String type) {}

    /** A file, {@code s3://bucket/key}, with the day of its rows as ISO 8601. */
    @JsonNaming(SnakeCaseStrategy.class)
    record FileEntry(String location, String day, long rows, long bytes, String commitId) {}

    private final LakeTable model;
    private final Lake lake;
    private final String location;
    private final Current looked;

    FolderTable(LakeTable model, Lake lake, String location) {
        this.model = model;
        this.lake = lake;
        this.location = location;
        this.looked = change(this::evolved);
    }

    private Current evolved(Current now) {
        List<ColumnEntry> columns = entries(model.addedTo(columns(now), now.model()));
        return columns.equals(now.columns())
                ? now
                : new Current(Math.max(now.model(), model.model()), columns, now.files());
    }

    private static List<LakeColumn> columns(Current now) {
        return now.columns().stream()
                .map(column -> new LakeColumn(column.fieldId(), column.name(), type(column.type())))
                .toList();
    }

    private static ColumnType type(String name) {
        return ColumnType.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static List<ColumnEntry> entries(List<LakeColumn> columns) {
        return columns.stream()
                .map(column -> new ColumnEntry(
                        column.fieldId(), column.name(), column.type().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public List<LakeColumn> columns() {
        return model.named(columns(looked));
    }

    @Override
    public String newLocation(LocalDate day, String commitId) {
        return location + model.name() + "/dt=" + day + "/" + commitId + ".parquet";
    }

    @Override
    public void upload(ParquetFile file, String to) {
        lake.upload(key(to), file.path(), "application/vnd.apache.parquet");
    }

    private String key(String of) {
        return of.substring(location.length());
    }

    @Override
    public Map<LocalDate, List<Path>> download(Scope scope, Path folder) {
        return CatalogueTable.copies(
                of(looked, scope),
                file -> LocalDate.parse(file.day()),
                (file, copy) -> lake.download(key(file.location()), copy),
                folder);
    }

    /** The list does not say which values a file holds. */
    private static List<FileEntry> of(Current current, Scope scope) {
        return scope.values().isEmpty() ? ofDays(current, scope.days()) : current.files();
    }

    private static List<FileEntry> ofDays(Current current, Collection<LocalDate> days) {
        Set<String> wanted = days.stream().map(LocalDate::toString).collect(Collectors.toSet());
        return current.files().stream()
                .filter(file -> wanted.contains(file.day()))
                .toList();
    }

    @Override
    public void append(List<TableFile> files, String commitId) {
        change(now -> {
            if (names(now, files)) {
                return now;
            }
            var all = new ArrayList<>(now.files());
            files.forEach(file -> all.add(entry(file, commitId)));
            return now.with(all);
        });
    }

    /** Where an answer of S3 was lost the client asks again, and is told that somebody has been here: itself. */
    private static boolean names(Current now, List<TableFile> files) {
        Set<String> locations = now.files().stream().map(FileEntry::location).collect(Collectors.toSet());
        return files.stream().map(TableFile::location).allMatch(locations::contains);
    }

    private static FileEntry entry(TableFile file, String commitId) {
        return new FileEntry(
                file.location(),
                file.day().toString(),
                file.file().rows(),
                file.file().bytes(),
                commitId);
    }

    @Override
    public boolean replace(Scope scope, Collection<LocalDate> days, List<TableFile> files, String commitId) {
        List<FileEntry> before = ofDays(looked, days);
        var isAsItWas = new boolean[1];
        change(now -> {
            boolean isDone = !files.isEmpty() && names(now, files);
            isAsItWas[0] = isDone || of(now, scope).equals(of(looked, scope));
            if (isDone || !isAsItWas[0]) {
                return now;
            }
            var all = new ArrayList<>(now.files());
            all.removeAll(before);
            files.forEach(file -> all.add(entry(file, commitId)));
            return now.with(all);
        });
        return isAsItWas[0];
    }

    @Override
    public void withdraw(List<TableFile> files) {
        Set<String> gone = new HashSet<>(files.stream().map(TableFile::location).toList());
        change(now -> now.with(now.files().stream()
                .filter(file -> !gone.contains(file.location()))
                .toList()));
    }

    /** Changes the list as long as nobody else does at the same time, else begins with what that one wrote. */
    private Current change(UnaryOperator<Current> change) {
        String key = model.name() + "/" + LIST;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            LakeVersion version = lake.readVersion(key);
            Current now = read(key, version);
            Current changed = change.apply(now);
            boolean isSame = version != null && changed.equals(now);
            if (isSame || lake.putOver(key, written(changed), "application/json", version)) {
                return changed;
            }
        }
        throw new UnavailableException("The list " + location + key + " is changed by others all the time", null);
    }

    private Current read(String key, LakeVersion version) {
        try {
            return version == null
                    ? new Current(0, List.of(), List.of())
                    : JSON.readValue(version.bytes(), Current.class);
        } catch (IOException e) {
            throw new RefusedException("The list " + location + key
                    + " of the lake's tables is none of Caravan's: put it back from the bucket's versions, or set tables.location"
                    + " to another place");
        }
    }

    private static byte[] written(Current current) {
        try {
            return JSON.writeValueAsBytes(current);
        } catch (IOException e) {
            throw new UncheckedIOException("A list holds only text and numbers", e);
        }
    }
}
