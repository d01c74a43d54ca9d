package io.caravan.warehouse.redshift;

import io.caravan.failure.RejectedException;
import io.caravan.lake.LocalFiles;
import io.caravan.model.Column;
import io.caravan.model.ColumnType;
import io.caravan.model.DuckDb;
import io.caravan.model.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/**
 * Writes rows of a table as Parquet, in the model's order, since COPY takes columns of Parquet by position. In Parquet the empty text and
 * null are apart, as they are in our CSV and not in what COPY makes of CSV.
 *
 * @param table the table
 * @param columns those of the rows
 */
record ParquetCopy(Table table, List<Column> columns) {
    /** A varchar of Redshift is no longer, in bytes. */
    static final int LONGEST = 65_535;

    /** As many characters fit into it, whatever they are, and a word behind them. */
    private static final int KEPT = 16_000;

    /**
     * Returns the file of the rows of CSV files, in a folder that is empty.
     *
     * @param files as SQL names them
     * @param keys the objects that they are of, in the same order
     * @throws RejectedException when a text is longer than Redshift holds, or a file is none that a transform writes
     */
    Path ofCsv(List<String> files, List<String> keys, Path folder) {
        String from = DuckDb.csv(columns, DuckDb.literals(files));
        try {
            return write(folder, null, "select " + list(this::fitting) + " from " + from);
        } catch (SQLException e) {
            LocalFiles.delete(folder);
            throw new RejectedException(new LongText(this).told(files, keys).orElseGet(() -> words(e)));
        }
    }

    /** Returns the file of the rows of a JSON array of objects, in a folder that is empty. */
    Path ofJson(String rows, Path folder) {
        try {
            return write(folder, rows, "select " + list(this::value) + " from entries");
        } catch (SQLException e) {
            LocalFiles.delete(folder);
            throw new RejectedException(words(e));
        }
    }

    private String words(SQLException e) {
        return "The rows of " + table.sqlName() + " are none that Redshift takes: " + e.getMessage();
    }

    private String list(Function<Column, String> form) {
        return columns.stream()
                .map(column -> form.apply(column) + " as \"" + column.name() + "\"")
                .collect(Collectors.joining(", "));
    }

    /** A text that Redshift cannot hold is told and not cut: it is data. */
    private String fitting(Column column) {
        if (column.type() != ColumnType.TEXT) {
            return column.name();
        }
        return "case when strlen(%1$s) > %2$d then error('%1$s is too long') else %1$s end"
                .formatted(column.name(), LONGEST);
    }

    /** A message of our own may be cut, and says so. */
    private String value(Column column) {
        String value = "json_extract_string(entry, '$.%s')".formatted(column.name());
        return column.type() == ColumnType.TEXT
                ? "case when strlen(%1$s) > %2$d then left(%1$s, %3$d) || ' … (cut)' else %1$s end"
                        .formatted(value, LONGEST, KEPT)
                : "cast(%s as %s)".formatted(value, DuckDb.type(column.type()));
    }

    private Path write(Path folder, String rows, String select) throws SQLException {
        Path file = folder.resolve(table.label() + ".parquet");
        try (Connection memory = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = memory.createStatement()) {
            if (rows != null) {
                statement.execute("create table entries (entry json)");
                try (var insert = memory.prepareStatement("insert into entries select unnest(cast(? as json[]))")) {
                    insert.setString(1, rows);
                    insert.execute();
                }
            }
            statement.execute("copy (" + select + ") to '" + file.toString().replace('\\', '/')
                    + "' (format parquet, compression snappy)");
            return file;
        }
    }
}
