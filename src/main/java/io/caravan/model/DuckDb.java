package io.caravan.model;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How DuckDB names the types of columns, and how it reads the CSV files: for the statements of a load and for the lake's tables. */
public final class DuckDb {
    private DuckDb() {}

    /** Returns the name of a type. */
    public static String type(ColumnType type) {
        return switch (type) {
            case TEXT -> "varchar";
            case INT -> "integer";
            case LONG -> "bigint";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp";
        };
    }

    /** Returns names of files as a list of SQL literals; they hold no quotes, which has been checked where they come from. */
    public static String literals(Collection<String> files) {
        return files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", "));
    }

    /**
     * Returns what reads CSV files in a {@code from}. Everything is said, since the defaults read {@code ""} as null; one thread, since a quoted line
     * break may look like a row; lines of 16 MiB, since the transform lets texts of a million characters pass.
     *
     * @param columns those of the files, in their order
     * @param files their names as a list of SQL literals, or what stands for it
     */
    public static String csv(List<Column> columns, String files) {
        String types = columns.stream()
                .map(column -> "        '%s': '%s'".formatted(column.name(), type(column.type())))
                .collect(Collectors.joining(",\n"));
        return """
                read_csv(
                    [%s],
                    columns = {
                %s
                    },
                    auto_detect = false,
                    hive_partitioning = false,
                    header = true,
                    delim = ',',
                    quote = '"',
                    escape = '"',
                    new_line = '\\n',
                    nullstr = '',
                    allow_quoted_nulls = false,
                    timestampformat = '%%Y-%%m-%%d %%H:%%M:%%S.%%g',
                    dateformat = '%%Y-%%m-%%d',
                    strict_mode = true,
                    ignore_errors = false,
                    max_line_size = 16777216,
                    parallel = false
                )
                """.formatted(files, types);
    }
}
