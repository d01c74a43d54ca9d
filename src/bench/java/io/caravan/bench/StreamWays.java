package io.caravan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.model.Table;
import io.caravan.sink.Batch;
import io.caravan.sink.ManifestInbox;
import io.caravan.sink.Sink;
import io.caravan.stream.KafkaBroker;
import io.caravan.stream.SnapshotPublisher;
import io.caravan.stream.StreamClients;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process of its own: the same snapshots by files and by the topic into warehouses that are empty, and by the topic through a loop written by
 * hand, or a sink that writes row by row, by turns. Caravan's records are Avro, the others read JSON. The tables must be the same in the end.
 * Prints a line of JSON a round: seconds of this process's processor time.
 *
 * <pre>StreamWays &lt;shape&gt; &lt;objects&gt; &lt;entries of each&gt; &lt;rounds to warm up&gt; &lt;rounds&gt; &lt;loop|rows&gt;</pre>
 */
final class StreamWays {
    private StreamWays() {}

    public static void main(String[] arguments) throws Exception {
        int warmUps = Integer.parseInt(arguments[3]);
        int rounds = Integer.parseInt(arguments[4]);
        List<Path> raw = RawSnapshots.files(
                Shape.valueOf(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Reader reader = arguments[5].equals("loop") ? HandWrittenLoop::run : RowByRowSink::run;
        var broker = KafkaBroker.shared();
        for (int round = -warmUps; round < rounds; round++) {
            try (var applications = new StreamApplications(broker)) {
                Map<String, Object> line = carry(broker, applications, raw, round < 0 ? HandWrittenLoop::run : reader);
                if (round >= 0) {
                    System.out.println(new ObjectMapper().writeValueAsString(line));
                }
            }
        }
        System.exit(0);
    }

    /** Reads a topic of JSON into a new database in a folder. */
    @FunctionalInterface
    private interface Reader {
        void read(String brokers, String topic, Path folder) throws Exception;
    }

    private static Map<String, Object> carry(
            KafkaBroker broker, StreamApplications applications, List<Path> raw, Reader reader) throws Exception {
        var line = new LinkedHashMap<String, Object>();
        Path folder = applications.folder.resolve("other");
        String json = applications.topic + "-json";
        broker.topic(json, StreamApplications.PARTITIONS);

        line.put("transform", applications.transform(raw));
        List<Batch> batches = waiting(applications);
        if (batches.size() != raw.size()) {
            throw new IllegalStateException("%d of %d snapshots wait".formatted(batches.size(), raw.size()));
        }
        line.put("load", applications.load());
        line.put("publish_json", StreamApplications.seconds(() -> publish(applications, batches, json)));
        line.put("publish", applications.publish());
        line.put("consume", applications.consume());
        line.put("other", StreamApplications.seconds(() -> reader.read(broker.address(), json, folder)));
        applications.stop();
        compare(applications.loaded(), applications.consumed());
        compare(applications.loaded(), folder.resolve("warehouse.duckdb"));
        return line;
    }

    private static List<Batch> waiting(StreamApplications applications) {
        var batches = new ArrayList<Batch>();
        new ManifestInbox(applications.publisher.lake(), Sink.STREAM, 1, applications.publisher.runs())
                .batches()
                .forEachRemaining(batches::add);
        return batches;
    }

    private static void publish(StreamApplications applications, List<Batch> batches, String topic) {
        var clients = applications.publisher.bean("streamClients", StreamClients.class);
        try (var publisher = new SnapshotPublisher(
                applications.publisher.lake(), clients, "json", null, topic, topic, applications.publisher.runs())) {
            batches.forEach(publisher::publish);
        }
    }

    /** A figure of other work is none. */
    private static void compare(Path one, Path other) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("attach '%s' as one (read_only)".formatted(one));
            statement.execute("attach '%s' as other (read_only)".formatted(other));
            for (Table table : Table.ofSnapshots()) {
                String columns = String.join(", ", table.columnNames());
                String ofOne = "select %s from one.%s".formatted(columns, table.sqlName());
                String ofOther = "select %s from other.%s".formatted(columns, table.sqlName());
                try (var result = statement.executeQuery(
                        """
                        select
                            (select count(*) from (%1$s)),
                            (select count(*) from (%2$s)),
                            (select count(*) from (%1$s except all %2$s)),
                            (select any_value(a) from (%1$s except all %2$s) as a),
                            (select any_value(a) from (%2$s except all %1$s) as a)"""
                                .formatted(ofOne, ofOther))) {
                    result.next();
                    if (result.getLong(1) == 0 || result.getLong(1) != result.getLong(2) || result.getLong(3) > 0) {
                        throw new IllegalStateException("%s: %s has %d rows and %s %d; %d differ, as %s and %s"
                                .formatted(
                                        table.sqlName(),
                                        one,
                                        result.getLong(1),
                                        other,
                                        result.getLong(2),
                                        result.getLong(3),
                                        result.getObject(4),
                                        result.getObject(5)));
                    }
                }
            }
        }
    }
}
