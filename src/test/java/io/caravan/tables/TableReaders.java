package io.caravan.tables;

import io.caravan.PythonEnvironment;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What programs find that share no code with the writer of the lake's tables: a line a table and day, as {@code read_tables.py} prints it. */
final class TableReaders {
    private TableReaders() {}

    /** Returns what {@code read_tables.py} prints; it tells its arguments. */
    static List<String> read(String... arguments) throws Exception {
        return readBy("lake-requirements.txt", arguments);
    }

    /** Returns what it prints with other libraries than most need. */
    static List<String> readBy(String requirements, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                PythonEnvironment.of(requirements).python(),
                PythonEnvironment.SOURCES.resolve("read_tables.py").toString()));
        command.addAll(List.of(arguments));
        return PythonEnvironment.run(command.toArray(String[]::new)).lines().toList();
    }

    /** Returns what the CSV files in a test application's folder say that readers find. */
    static List<String> files(Path lake) throws Exception {
        return read("csv", lake.toString());
    }

    /** Returns what the CSV files and the warehouse in a test application's folder say that readers find. */
    static List<String> expected(Path folder) throws Exception {
        Path tables = folder.resolve("warehouse-tables");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var statement = connection.createStatement()) {
            statement.execute("export database '" + tables + "' (format parquet)");
        }
        return Stream.concat(files(folder.resolve("s3/lake")).stream(), read("warehouse", tables.toString()).stream())
                .toList();
    }
}
