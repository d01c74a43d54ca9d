package io.caravan.tables;

import io.caravan.model.DuckDb;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads Parquet files of the lake's tables by DuckDB, those of one table at a time and of any of its versions. */
final class ParquetReader {
    private final WorkingDuckDb duckDb;

    ParquetReader(WorkingDuckDb duckDb) {
        this.duckDb = duckDb;
    }

    /** Returns which commits brought rows of which snapshots. */
    Set<Brought> brought(List<LakeColumn> columns, List<Path> files) {
        var found = new HashSet<Brought>();
        if (files.isEmpty()) {
            return found;
        }
        try (var statement = duckDb.connection().createStatement();
                var rows =
                        statement.executeQuery("select distinct snapshot, commit_id from " + source(columns, files))) {
            while (rows.next()) {
                found.add(new Brought(rows.getString(1), rows.getString(2)));
            }
            return found;
        } catch (SQLException e) {
            throw WorkingDuckDb.failure(e);
        }
    }

    /** Returns rows of files, each as its values by column; a timestamp is a {@link LocalDateTime}, which no zone of this machine moves. */
    List<Map<String, Object>> rows(List<LakeColumn> columns, List<Path> files, Set<String> wanted) {
        var found = new ArrayList<Map<String, Object>>();
        if (files.isEmpty()) {
            return found;
        }
        try (var statement = duckDb.connection().createStatement();
                var rows = statement.executeQuery(
                        "select " + String.join(", ", wanted) + " from " + source(columns, files))) {
            while (rows.next()) {
                var row = new HashMap<String, Object>();
                for (String name : wanted) {
                    Object value = rows.getObject(name);
                    row.put(name, value instanceof Timestamp ? rows.getObject(name, LocalDateTime.class) : value);
                }
                found.add(row);
            }
            return found;
        } catch (SQLException e) {
            throw WorkingDuckDb.failure(e);
        }
    }

    /**
     * Returns files as what SQL selects from: by field id, so that a file of an earlier version has nulls where it lacks a column, whatever
     * its columns were called.
     */
    static String source(List<LakeColumn> columns, List<Path> files) {
        String schema = columns.stream()
                .map(column -> "%d: {name: '%s', type: '%s', default_value: null}"
                        .formatted(column.fieldId(), column.name(), column.duckDbType()))
                .collect(Collectors.joining(", "));
        String literals =
                DuckDb.literals(files.stream().map(WorkingDuckDb::slashes).toList());
        return "read_parquet([" + literals + "], schema = map {" + schema + "})";
    }
}
