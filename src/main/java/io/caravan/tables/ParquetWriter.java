package io.caravan.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.RejectedException;
import io.caravan.model.Column;
import io.caravan.model.DuckDb;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Writes Parquet by DuckDB's COPY, one file at a time: with the field ids by which readers find columns, and with what it tells of
 * their values. See <a href="https://duckdb.org/docs/stable/sql/statements/copy">COPY</a>.
 */
final class ParquetWriter implements AutoCloseable {
    private final WorkingDuckDb duckDb;
    private final ParquetReader reader;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Opens a DuckDB in memory.
     *
     * @param folder for the files that it writes, and for what does not fit into memory; of letters that SQL reads as they are. It is
     *     deleted in the end
     */
    ParquetWriter(Path folder) {
        this.duckDb = new WorkingDuckDb(folder);
        this.reader = new ParquetReader(duckDb);
    }

    /** Returns what reads files of the lake's tables. */
    ParquetReader reader() {
        return reader;
    }

    /**
     * Writes the rows of CSV files.
     *
     * @param table whose rows they are
     * @param csvFiles names of the files by the version of the model that they follow
     * @param commitId stands in each row
     * @param name what the file is called, without its ending
     * @throws RejectedException when they do not hold what their table has
     */
    ParquetFile ofCsv(LakeTable table, SortedMap<Integer, List<String>> csvFiles, String commitId, String name) {
        String rows = csvFiles.entrySet().stream()
                .map(files -> ofCsv(table, files.getKey(), files.getValue(), commitId))
                .collect(Collectors.joining("\nunion all\n"));
        return copy(table.columns(), rows, name);
    }

    private static String ofCsv(LakeTable table, int model, List<String> files, String commitId) {
        List<Column> columns = table.table().columns().stream()
                .filter(column -> column.since() <= model)
                .toList();
        Set<String> there = columns.stream().map(Column::name).collect(Collectors.toSet());
        String selected = table.columns().stream()
                .map(column -> {
                    if (column.name().equals(LakeTable.COMMIT_ID)) {
                        return "'" + commitId + "' as " + column.name();
                    }
                    return there.contains(column.name())
                            ? column.name()
                            : "cast(null as " + column.duckDbType() + ") as " + column.name();
                })
                .collect(Collectors.joining(", "));
        return "select " + selected + "\nfrom " + DuckDb.csv(columns, DuckDb.literals(files));
    }

    /**
     * Writes rows, after those of other files.
     *
     * @param columns of the new file
     * @param before files of the same table, of any of its versions
     * @param by the column by which rows of these are left out
     * @param replaced its values in them
     * @param rows values by column; times are ISO 8601 in UTC
     * @param name what the file is called, without its ending
     */
    ParquetFile ofRows(
            List<LakeColumn> columns,
            List<Path> before,
            String by,
            List<String> replaced,
            List<Map<String, Object>> rows,
            String name) {
        try {
            duckDb.execute("create or replace temporary table new_rows (" + declared(columns) + ")");
            duckDb.execute("create or replace temporary table replaced_rows (value varchar)");
            try (var insert = duckDb.connection()
                    .prepareStatement("insert into replaced_rows select unnest(cast(cast(? as json) as varchar[]))")) {
                insert.setString(1, json.writeValueAsString(replaced));
                insert.execute();
            }
            try (var insert = duckDb.connection()
                    .prepareStatement("insert into new_rows select "
                            + columns.stream().map(ParquetWriter::entry).collect(Collectors.joining(", "))
                            + " from (select unnest(cast(? as json[])) as entry)")) {
                insert.setString(1, json.writeValueAsString(rows));
                insert.execute();
            }
        } catch (SQLException e) {
            throw WorkingDuckDb.failure(e);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A row holds only text, numbers and booleans", e);
        }
        String names = columns.stream().map(LakeColumn::name).collect(Collectors.joining(", "));
        String all = before.isEmpty()
                ? "select " + names + " from new_rows"
                : "select %1$s from (select %1$s from %2$s where %3$s not in (select value from replaced_rows) union all select %1$s from new_rows)"
                        .formatted(names, ParquetReader.source(columns, before), by);
        return copy(columns, all, name);
    }

    /**
     * Writes the rows of files into one.
     *
     * @param columns of the new file
     * @param files of one table, of any of its versions
     * @param leftOut whose rows are left out
     * @param name what the file is called, without its ending
     */
    ParquetFile ofFiles(List<LakeColumn> columns, List<Path> files, Collection<Brought> leftOut, String name) {
        try {
            duckDb.execute("create or replace temporary table left_out (snapshot varchar, commit_id varchar)");
            try (var insert = duckDb.connection()
                    .prepareStatement("insert into left_out select unnest(cast(cast(? as json)"
                            + " as struct(snapshot varchar, \"commitId\" varchar)[]), recursive := true)")) {
                insert.setString(1, json.writeValueAsString(leftOut));
                insert.execute();
            }
        } catch (SQLException e) {
            throw WorkingDuckDb.failure(e);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Names of snapshots and commits are text", e);
        }
        String names = columns.stream().map(LakeColumn::name).collect(Collectors.joining(", "));
        return copy(
                columns,
                "select " + names + " from " + ParquetReader.source(columns, files)
                        + " anti join left_out using (snapshot, commit_id)",
                name);
    }

    /** Returns where the files that it writes lie. */
    Path folder() {
        return duckDb.folder();
    }

    private static String declared(List<LakeColumn> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + column.duckDbType())
                .collect(Collectors.joining(", "));
    }

    private static String entry(LakeColumn column) {
        return "cast(json_extract_string(entry, '$.%s') as %s)".formatted(column.name(), column.duckDbType());
    }

    private ParquetFile copy(List<LakeColumn> columns, String rows, String name) {
        Path file = folder().resolve(name + ".parquet");
        String fieldIds = columns.stream()
                .map(column -> column.name() + ": " + column.fieldId())
                .collect(Collectors.joining(", "));
        String copy = "copy (" + rows + ") to '" + WorkingDuckDb.slashes(file)
                + "' (format parquet, compression zstd, field_ids {" + fieldIds + "}, return_stats)";
        try (var statement = duckDb.connection().createStatement();
                var result = statement.executeQuery(copy)) {
            result.next();
            return new ParquetFile(
                    file, result.getLong("count"), result.getLong("file_size_bytes"), statistics(columns, result));
        } catch (SQLException e) {
            throw WorkingDuckDb.failure(e);
        }
    }

    private static Map<Integer, Map<String, String>> statistics(List<LakeColumn> columns, ResultSet result)
            throws SQLException {
        Map<String, Integer> fieldIds =
                columns.stream().collect(Collectors.toMap(LakeColumn::name, LakeColumn::fieldId));
        var statistics = new HashMap<Integer, Map<String, String>>();
        ((Map<?, ?>) result.getObject("column_statistics")).forEach((column, facts) -> {
            var told = new HashMap<String, String>();
            ((Map<?, ?>) facts).forEach((name, value) -> told.put(name.toString(), value.toString()));
            // Names of columns come quoted where SQL would want them so.
            statistics.put(fieldIds.get(column.toString().replace("\"", "")), told);
        });
        return statistics;
    }

    @Override
    public void close() {
        duckDb.close();
    }
}
