package io.caravan.bench;

import io.caravan.model.Column;
import io.caravan.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a sink of Kafka Connect does: an upsert a row, by JDBC's batches, six tables with primary keys, offsets in the transaction. */
final class RowByRowSink {
    /** The default of {@code batch.size} of Confluent's JDBC sink. */
    private static final int BATCH = 3_000;

    private RowByRowSink() {}

    /** Reads a topic into a new database in a folder. */
    static void run(String brokers, String topic, Path folder) throws IOException, SQLException {
        Files.createDirectories(folder);
        try (var records = new JsonRecords(brokers, topic);
                var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            Map<Table, PreparedStatement> upserts = new EnumMap<>(Table.class);
            try (var statement = connection.createStatement()) {
                for (Table table : Table.ofSnapshots()) {
                    statement.execute("create table %s (%s, primary key (%s))"
                            .formatted(table.sqlName(), JsonRecords.columns(table), key(table)));
                    upserts.put(table, connection.prepareStatement(upsert(table)));
                }
                statement.execute("create table next_offset (partition_id integer primary key, next_offset bigint)");
            }
            connection.setAutoCommit(false);
            for (var batch = records.next(BATCH); !batch.isEmpty(); batch = records.next(BATCH)) {
                write(records, batch, upserts);
                enter(connection, batch);
                connection.commit();
            }
        }
    }

    private static String key(Table table) {
        return table.key().stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String upsert(Table table) {
        Stream<String> set = table.columns().stream()
                .filter(column -> !table.key().contains(column))
                .map(Column::name)
                .map(name -> name.equals("song_added")
                        ? "song_added = least(tbl_songs.song_added, excluded.song_added)"
                        : "%1$s = excluded.%1$s".formatted(name));
        return "insert into %s values (%s) on conflict (%s) do update set %s"
                .formatted(
                        table.sqlName(),
                        table.columns().stream().map(column -> "?").collect(Collectors.joining(", ")),
                        key(table),
                        set.collect(Collectors.joining(", ")));
    }

    private static void write(
            JsonRecords records, List<ConsumerRecord<byte[], byte[]>> batch, Map<Table, PreparedStatement> upserts)
            throws IOException, SQLException {
        // Of a row that comes several times in a batch the last counts, as where such a sink has a buffer for that.
        Map<Table, Map<String, String[]>> rows = new EnumMap<>(Table.class);
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            records.rows(record.value(), (table, cells) -> rows.computeIfAbsent(table, any -> new LinkedHashMap<>())
                    .put(
                            table.key().stream()
                                    .map(column -> cells[table.indexOf(column.name())])
                                    .collect(Collectors.joining(" ")),
                            cells));
        }
        for (Map.Entry<Table, Map<String, String[]>> ofTable : rows.entrySet()) {
            PreparedStatement upsert = upserts.get(ofTable.getKey());
            for (String[] cells : ofTable.getValue().values()) {
                for (int i = 0; i < cells.length; i++) {
                    upsert.setString(i + 1, cells[i]);
                }
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static void enter(Connection connection, List<ConsumerRecord<byte[], byte[]>> batch) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (Map.Entry<Integer, Long> end : JsonRecords.ends(batch).entrySet()) {
                statement.execute(
                        "insert or replace into next_offset values (%d, %d)".formatted(end.getKey(), end.getValue()));
            }
        }
    }
}
