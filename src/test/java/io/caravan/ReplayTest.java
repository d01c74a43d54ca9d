package io.caravan;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** Replays in DuckDB. */
class ReplayTest extends ReplayContractTest {
    @Override
    Map<String, String> settings() {
        return Map.of();
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
    }
}
