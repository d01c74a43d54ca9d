package io.caravan.warehouse;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * Connects to a warehouse. The JDK's manager of drivers makes every driver that is on the class path, and Snowflake's brings a thousand
 * classes with it: where the URL is DuckDB's, DuckDB's driver is asked alone.
 */
public final class WarehouseDrivers {
    /** What the URL of a DuckDB warehouse begins with. */
    public static final String DUCKDB = "jdbc:duckdb:";

    private WarehouseDrivers() {}

    /**
     * Opens a connection.
     *
     * @throws SQLException when the warehouse cannot be reached or lets nobody in
     */
    public static Connection connect(String url, Properties login) throws SQLException {
        if (url.startsWith(DUCKDB)) {
            Driver driver = new DuckDBDriver();
            return inUtc(driver.connect(url, login));
        }
        return DriverManager.getConnection(url, login);
    }

    /** Tables hold times in UTC without a zone: against now() they would be held in that of the machine. */
    private static Connection inUtc(Connection duckDb) throws SQLException {
        try (var statement = duckDb.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            return duckDb;
        } catch (SQLException e) {
            duckDb.close();
            throw e;
        }
    }
}
