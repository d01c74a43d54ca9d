package io.caravan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Two replicas over Snowflake, as far as an emulator goes. */
@Tag("long")
class SnowflakeReplicasIT extends ReplicasContractTest {
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
