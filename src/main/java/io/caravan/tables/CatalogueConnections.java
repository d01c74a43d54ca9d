package io.caravan.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.apache.iceberg.jdbc.JdbcClientPool;

/**
 * Connections to a catalogue's database that carry out each statement once. Iceberg's own repeats one whose answer was lost: had it been
 * carried out, the commit is taken for another's, and Iceberg 1.12.0 deletes files that the catalogue names from then on.
 */
final class CatalogueConnections extends JdbcClientPool {
    private static final int SECONDS = 5;

    CatalogueConnections(Map<String, String> properties) {
        super(1, properties.get("uri"), properties);
    }

    /** Only whether the connection is alive is asked again, over a new one. */
    @Override
    public <R> R run(Action<R, Connection, SQLException> action, boolean retry)
            throws SQLException, InterruptedException {
        super.run(CatalogueConnections::check, true);
        return super.run(action, false);
    }

    private static Void check(Connection connection) throws SQLException {
        if (!connection.isValid(SECONDS)) {
            throw new SQLTransientConnectionException("The connection to the catalogue is broken", "08003");
        }
        return null;
    }
}
