package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
    public AutoCloseable away() throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        url())
                .start();
        var out = new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8));
        assertThat(out.readLine()).isEqualTo("open");
        return () -> {
            other.destroy();
            other.waitFor();
        };
    }

    @Override
    public void close() {}

    /** Another process that has the file open until it is ended. */
    static final class Holder {
        public static void main(String[] arguments) throws SQLException, IOException {
            try (Connection connection = DriverManager.getConnection(arguments[0])) {
                System.out.println("open");
                if (!connection.isClosed()) {
                    System.in.read();
                }
            }
        }
    }
}
