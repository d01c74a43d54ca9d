package io.caravan;

import io.caravan.redshift.RedshiftStandIn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replays in Redshift, as far as its driver goes and a stand-in. */
@Tag("long")
class RedshiftReplayIT extends ReplayContractTest {
    private final RedshiftStandIn redshift = RedshiftStandIn.start();

    @Override
    Map<String, String> settings() {
        return redshift.settings();
    }

    @Override
    Connection connect() throws SQLException {
        return redshift.connect();
    }

    @Override
    @Test
    @Disabled("Redshift's tables have no earlier version")
    void theLedgerOfAnEarlierVersionIsGivenTheColumn() {}

    @AfterEach
    void stopRedshift() {
        redshift.close();
    }
}
