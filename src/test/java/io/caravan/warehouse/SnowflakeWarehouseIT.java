package io.caravan.warehouse;

import io.caravan.Emulators;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The contract on Snowflake's protocol, driver and SQL, as far as an emulator goes; the lake is a part of its bucket. */
class SnowflakeWarehouseIT extends WarehouseContractTest {
    private final Emulators.Account account = Emulators.start().newAccount("music/daily/");

    @Override
    Map<String, String> warehouse() {
        return account.settings();
    }

    @Override
    int openConnections() {
        return 1;
    }

    @Override
    Connection connect() throws SQLException {
        return account.connect();
    }
}
