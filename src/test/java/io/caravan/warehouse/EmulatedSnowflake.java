package io.caravan.warehouse;

import io.caravan.Emulators;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Snowflake's protocol, driver and SQL, as far as an emulator goes; the lake is a part of its bucket. */
final class EmulatedSnowflake implements TestedWarehouse {
    private final Emulators.Account account = Emulators.start().newAccount("music/daily/");
    final WatchedServer server = new WatchedServer(Emulators.start().snowflake());

    EmulatedSnowflake() throws IOException {}

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<>(account.settings());
        settings.put("warehouse.url", account.url(server.uri()));
        return settings;
    }

    @Override
    public Connection connect() throws SQLException {
        return account.connect();
    }

    @Override
    public AutoCloseable away() {
        server.cutOff();
        return server::heal;
    }

    /** Snowflake does this five minutes after the end of a session for whose lock another waits. */
    @Override
    public void forgetTheDead() {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("select system$abort_transaction(0)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean keepsConnections() {
        return true;
    }

    @Override
    public void close() {
        server.close();
    }
}
