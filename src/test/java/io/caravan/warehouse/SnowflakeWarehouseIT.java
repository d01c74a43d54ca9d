package io.caravan.warehouse;

import io.caravan.Emulators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract on Snowflake's protocol, driver and SQL, as far as an emulator goes; the lake is a part of its bucket. */
class SnowflakeWarehouseIT extends WarehouseContractTest {
    private final Emulators.Account account = Emulators.start().newAccount("music/daily/");
    private WatchedServer server;

    @Override
    Map<String, String> warehouse() {
        var settings = new HashMap<>(account.settings());
        settings.put("warehouse.url", account.url(server().uri()));
        return settings;
    }

    private WatchedServer server() {
        try {
            server = server == null ? new WatchedServer(Emulators.start().snowflake()) : server;
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application ends its sessions before. */
    @AfterEach
    @Override
    void stop() {
        super.stop();
        server.close();
    }

    @Override
    boolean keepsConnections() {
        return true;
    }

    @Override
    Connection connect() throws SQLException {
        return account.connect();
    }

    @Override
    AutoCloseable away() {
        server.cutOff();
        return server::heal;
    }

    /** Snowflake does this five minutes after the end of a session for whose lock another waits. */
    @Override
    void forgetTheDead() {
        query("select system$abort_transaction(0)");
    }
}
