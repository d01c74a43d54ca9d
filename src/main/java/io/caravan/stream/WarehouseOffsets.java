package io.caravan.stream;

import io.caravan.Outcome;
import io.caravan.UnavailableException;
import io.caravan.warehouse.SqlFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** What the warehouse says of how far a topic is landed, as it was committed last. */
public final class WarehouseOffsets {
    /**
     * How far a partition is landed.
     *
     * @param topicId of the topic when that was entered
     * @param next offset behind the last record that is landed
     */
    record Landed(String topicId, long next) {}

    /** Where a connection comes from, which is closed after a question. */
    @FunctionalInterface
    private interface Connections {
        Connection open() throws SQLException;
    }

    private final Connections warehouse;
    private final String statement;

    /** Creates the bean. */
    public WarehouseOffsets(DataSource warehouse, SqlFiles sqlFiles) {
        this(warehouse::getConnection, sqlFiles);
    }

    private WarehouseOffsets(Connections warehouse, SqlFiles sqlFiles) {
        this.warehouse = warehouse;
        this.statement = sqlFiles.statement("stream_select_offsets").replace(":?topic", "?");
    }

    /** Asks over a connection, which it closes, one question. */
    static WarehouseOffsets over(Connection connection, SqlFiles sqlFiles) {
        return new WarehouseOffsets(() -> connection, sqlFiles);
    }

    /**
     * Returns what is landed of a topic, by partition; one of which nothing is has no entry.
     *
     * @throws UnavailableException when the warehouse does not say
     */
    Map<Integer, Landed> of(String topic) {
        try (var connection = warehouse.open();
                var query = connection.prepareStatement(statement)) {
            query.setString(1, topic);
            var landed = new HashMap<Integer, Landed>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    landed.put(
                            rows.getInt("partition_id"),
                            new Landed(rows.getString("topic_id"), rows.getLong("next_offset")));
                }
            }
            return landed;
        } catch (SQLException e) {
            throw new UnavailableException(
                    "The warehouse does not say how far the topic " + topic + " is landed: " + e.getMessage()
                            + "; see that warehouse.url can be reached",
                    e,
                    Outcome.PARKED);
        }
    }
}
