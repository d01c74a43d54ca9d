package io.caravan.warehouse;

import io.caravan.redshift.RedshiftStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Redshift's driver and SQL, as far as PostgreSQL goes. */
final class StandInRedshift implements TestedWarehouse {
    final RedshiftStandIn redshift;

    StandInRedshift(Path folder) throws IOException {
        redshift = new RedshiftStandIn(folder);
    }

    @Override
    public Map<String, String> settings() {
        return redshift.settings();
    }

    @Override
    public Connection connect() throws SQLException {
        return redshift.connect();
    }

    @Override
    public AutoCloseable away() {
        return redshift.away();
    }

    @Override
    public boolean keepsConnections() {
        return true;
    }

    @Override
    public int longestText() {
        return 65_500;
    }

    @Override
    public void close() {
        redshift.close();
    }
}
