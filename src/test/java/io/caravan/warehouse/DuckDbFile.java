package io.caravan.warehouse;

import io.caravan.HeldFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * A file of DuckDB. The lake's files come through S3, as in production; all other tests of the profile local let DuckDB read them
 * where they lie.
 *
 * @param file where it is, or will be
 */
record DuckDbFile(Path file) implements TestedWarehouse {
    private String url() {
        return "jdbc:duckdb:" + file;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("warehouse.dialect", "duckdb", "warehouse.url", url(), "warehouse.lake-folder", "");
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    @Override
    public AutoCloseable away() throws Exception {
        return HeldFile.of(file);
    }

    @Override
    public void close() {}
}
