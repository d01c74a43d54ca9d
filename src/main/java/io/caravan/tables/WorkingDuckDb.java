package io.caravan.tables;

import io.caravan.failure.RejectedException;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.LocalFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A DuckDB in memory that reads and writes files of the lake's tables, with a folder to work in. */
final class WorkingDuckDb implements AutoCloseable {
    /** A million rows pass through this; what does not fit goes to the work folder. */
    private static final String MEMORY = "256MB";

    private final Path folder;
    private final Connection connection;

    /**
     * Opens a DuckDB in memory.
     *
     * @param folder for files that are written, and for what does not fit into memory; of letters that SQL reads as they are. It is
     *     deleted in the end
     */
    WorkingDuckDb(Path folder) {
        this.folder = folder;
        try {
            connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
            execute("set memory_limit = '" + MEMORY + "'");
            // Each thread has buffers of its own within that.
            execute("set threads = 2");
            execute("set temp_directory = '" + slashes(folder) + "'");
            execute("set autoinstall_known_extensions = false");
        } catch (SQLException e) {
            throw new UnavailableException(
                    "DuckDB, which writes the lake's tables, does not start: " + e.getMessage(), e);
        }
    }

    /** Returns where files are written. */
    Path folder() {
        return folder;
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Only a full disk is no fault of the rows. */
    static RuntimeException failure(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("IO Error") || message.startsWith("Out of Memory")
                ? new UnavailableException("DuckDB cannot write a file of the lake's tables: " + message, e)
                // Without its cause: that may be what the routes would take for a failing service.
                : new RejectedException("The files do not hold what their tables have: " + message);
    }

    /** Returns a path as SQL has it on every machine. */
    static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new UnavailableException("DuckDB does not close: " + e.getMessage(), e);
        } finally {
            LocalFiles.delete(folder);
        }
    }
}
