package io.caravan.stream;

import io.caravan.Outcome;
import io.caravan.UnavailableException;
import io.caravan.warehouse.SqlFiles;
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

    private static final int TOPIC_ID = 2;
    private static final int PARTITION = 3;
    private static final int NEXT = 4;

    private final DataSource warehouse;
    private final String statement;

    /** Creates the bean. */
    public WarehouseOffsets(DataSource warehouse, SqlFiles sqlFiles) {
        this.warehouse = warehouse;
        this.statement = sqlFiles.statement("stream_select_offsets").replace(":?topic", "?");
    }

    /**
     * Returns what is landed of a topic, by partition; one of which nothing is has no entry.
     *
     * @throws UnavailableException when the warehouse does not say
     */
    Map<Integer, Landed> of(String topic) {
        try (var connection = warehouse.getConnection();
                var query = connection.prepareStatement(statement)) {
            query.setString(1, topic);
            var landed = new HashMap<Integer, Landed>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    // By their places, since engines tell the names in letters of different cases.
                    landed.put(rows.getInt(PARTITION), new Landed(rows.getString(TOPIC_ID), rows.getLong(NEXT)));
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
