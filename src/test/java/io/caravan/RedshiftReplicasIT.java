package io.caravan;

import io.caravan.redshift.RedshiftStandIn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** Two replicas over Redshift, as far as its driver goes and a stand-in. */
@Tag("long")
class RedshiftReplicasIT extends ReplicasContractTest {
    private final RedshiftStandIn redshift = RedshiftStandIn.start();

    @Override
    Map<String, String> settings() {
        return redshift.settings();
    }

    @Override
    Connection connect() throws SQLException {
        return redshift.connect();
    }

    @AfterEach
    void stopRedshift() {
        redshift.close();
    }
}
