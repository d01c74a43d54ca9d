package io.caravan.stream;

import com.zaxxer.hikari.HikariDataSource;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.stream.TopicOffsets.Partition;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.WarehouseDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

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

    /** Where a connection comes from, which is closed after a question. */
    @FunctionalInterface
    private interface Connections {
        Connection open() throws SQLException;

        default void close(Connection connection) throws SQLException {
            connection.close();
        }
    }

    /** A pool, which keeps none where the file is to be left to other processes. */
    private record Pool(HikariDataSource pool, boolean isKeeping) implements Connections {
        @Override
        public Connection open() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void close(Connection connection) throws SQLException {
            if (isKeeping) {
                connection.close();
            } else {
                connection.unwrap(Connection.class).close();
                pool.evictConnection(connection);
            }
        }
    }

    private final Connections warehouse;
    private final String statement;
    private volatile Quiet quiet;

    /** What was landed when there was nothing more to land. */
    private record Quiet(Map<Integer, Partition> partitions, Map<Integer, Landed> landed) {}

    /** Creates the bean. */
    public WarehouseOffsets(HikariDataSource warehouse, WarehouseDialect dialect, SqlFiles sqlFiles) {
        this(new Pool(warehouse, dialect.keepsConnections()), sqlFiles);
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
     * Returns the same, and does not ask where nothing can have changed: a warehouse that is paid by the minute is not to be woken up by a look at
     * a topic that stands still.
     *
     * @param partitions how the topic is now
     */
    Map<Integer, Landed> of(String topic, Map<Integer, Partition> partitions) {
        Quiet now = quiet;
        return isOf(now, partitions) ? now.landed() : of(topic);
    }

    /** Returns whether all was landed when the topic was as it is now. */
    boolean hasAllOf(Map<Integer, Partition> partitions) {
        return isOf(quiet, partitions);
    }

    private static boolean isOf(Quiet quiet, Map<Integer, Partition> partitions) {
        return quiet != null && quiet.partitions().equals(partitions);
    }

    /** Notes that of a topic that was so all was landed. */
    void allLanded(Map<Integer, Partition> partitions, Map<Integer, Landed> landed) {
        quiet = new Quiet(Map.copyOf(partitions), Map.copyOf(landed));
    }

    /**
     * Returns what is landed of a topic, by partition; one of which nothing is has no entry.
     *
     * @throws UnavailableException when the warehouse does not say
     */
    Map<Integer, Landed> of(String topic) {
        try {
            Connection connection = warehouse.open();
            try {
                return of(topic, connection);
            } finally {
                warehouse.close(connection);
            }
        } catch (SQLException e) {
            throw new UnavailableException(
                    "The warehouse does not say how far the topic " + topic + " is landed: " + e.getMessage()
                            + "; see that warehouse.url can be reached",
                    e,
                    Outcome.PARKED);
        }
    }

    private Map<Integer, Landed> of(String topic, Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(statement)) {
            query.setString(1, topic);
            var landed = new HashMap<Integer, Landed>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    // By their places, since engines tell the names in letters of different cases.
                    landed.put(rows.getInt(PARTITION), new Landed(rows.getString(TOPIC_ID), rows.getLong(NEXT)));
                }
            }
            return landed;
        }
    }
}
