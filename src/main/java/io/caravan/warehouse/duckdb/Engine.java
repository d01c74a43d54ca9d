package io.caravan.warehouse.duckdb;

import io.caravan.warehouse.WarehouseEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** DuckDB, whose warehouse is a file that belongs to one process at a time. */
public final class Engine implements WarehouseEngine {
    private static final String URL = "jdbc:duckdb:";
    private static final String READ_ONLY = "duckdb.read_only";
    /** The oldest form of a file that this driver writes as fast: drivers of 1.4 and later open it, the BI tools' among them. */
    private static final String OPEN_TO_OLDER_DRIVERS = "v1.4.0";

    /**
     * {@inheritDoc} The JDK's manager of drivers would make every driver that is on the class path, and one of them brings a thousand classes
     * with it.
     */
    @Override
    public Connection connect(String url, Properties login) throws SQLException {
        Driver driver = new DuckDBDriver();
        if (!login.containsKey(READ_ONLY) && isMissing(file(url))) {
            makeOpenToOlderDrivers(file(url), driver);
        }
        return inUtc(driver.connect(url, login));
    }

    private static boolean isMissing(String file) {
        return !file.isEmpty() && Files.notExists(Path.of(file));
    }

    /** The form of a file is said when it is made. To say it at each connection would keep those out of this process that do not say it. */
    private static void makeOpenToOlderDrivers(String file, Driver driver) throws SQLException {
        try (Connection memory = driver.connect(URL, new Properties());
                var statement = memory.createStatement()) {
            statement.execute("attach '%s' as made (storage_version '%s')"
                    .formatted(file.replace("'", "''"), OPEN_TO_OLDER_DRIVERS));
            statement.execute("detach made");
        }
    }

    /** Tables hold times in UTC without a zone: against now() they would be held in that of the machine. */
    private static Connection inUtc(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** {@inheritDoc} Else a statement could also read and write any file of this machine. */
    @Override
    public void onlyRead(Properties login) {
        login.setProperty(READ_ONLY, "true");
        login.setProperty("enable_external_access", "false");
    }

    @Override
    public String remedy(String url) {
        if (file(url).isEmpty()) {
            return null;
        }
        Path folder = Path.of(file(url)).toAbsolutePath().getParent();
        return folder == null || Files.isDirectory(folder)
                ? null
                : "must name a file in a folder that exists; make the folder " + folder + ", or name another";
    }

    /** {@inheritDoc} One in memory and one behind an address are none. */
    @Override
    public String file(String url) {
        String file = url.substring(URL.length()).replaceFirst("[?;].*", "");
        return file.startsWith(":") || file.matches("[a-z]{2,}:.*") ? "" : file;
    }

    @Override
    public boolean isHeld(SQLException error) {
        return String.valueOf(error.getMessage()).contains("Could not set lock");
    }
}
