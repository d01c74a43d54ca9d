package io.caravan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The main job with moto as the lake and fakesnow as the warehouse. */
class SnowflakeEndToEndIT extends EndToEndTest {
    private final Emulators.Account account = Emulators.start().newAccount();

    @Override
    Map<String, String> settings() {
        return account.settings();
    }

    @Override
    Connection connect() throws SQLException {
        return account.connect();
    }
}
