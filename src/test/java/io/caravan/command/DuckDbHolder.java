package io.caravan.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/** A process that keeps a DuckDB file to itself until it is ended, as one that loads does. */
final class DuckDbHolder {
    private DuckDbHolder() {}

    /** Takes the file, then makes another file to say so. */
    public static void main(String[] arguments) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[0]);
                var statement = connection.createStatement()) {
            statement.execute("select 1");
            Files.createFile(Path.of(arguments[1]));
            new CountDownLatch(1).await();
        }
    }
}
