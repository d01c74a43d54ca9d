package io.caravan.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.stream.registry.StoredSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Applications over a real broker, on a topic of the test's own. */
abstract class StreamFixture {
    static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    @TempDir
    Path folder;

    final String topic = "spotify-" + UUID.randomUUID();
    private final StoredSchemas schemas = StoredSchemas.start();
    private final List<TestApplication> applications = new ArrayList<>();

    @AfterEach
    void stop() {
        applications.forEach(TestApplication::close);
        schemas.close();
    }

    static KafkaBroker broker() {
        return KafkaBroker.shared();
    }

    /** Starts one whose warehouse is fed by the topic alone. */
    TestApplication start(Map<String, String> settings) {
        return start("app", Catalogue.of(1, 3, 40, DAY), settings);
    }

    TestApplication start(String name, PlaylistSource playlists, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "stream.brokers",
                broker().address(),
                "stream.topic",
                topic,
                "stream.group",
                topic,
                "stream.registry-url",
                schemas.url(),
                "warehouse.from",
                "stream"));
        all.putAll(settings);
        try {
            var application = TestApplication.start(Files.createDirectories(folder.resolve(name)), playlists, all);
            applications.add(application);
            return application;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    SchemaIds schemas() {
        return new io.caravan.stream.registry.SchemaRegistry(schemas.url(), "", "");
    }

    /** Returns all that can be read of the topic. */
    List<ConsumerRecord<String, byte[]>> records() {
        return records(topic);
    }

    static List<ConsumerRecord<String, byte[]>> records(String topic) {
        var all = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker().address(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    /** Sends what another program might. */
    void send(int partition, String key, byte[] value) {
        send(topic, partition, key, value);
    }

    static void send(String topic, int partition, String key, byte[] value, String... header) {
        sendAll(topic, partition, key, Collections.singletonList(value), header);
    }

    /** Sends values one after another, null for a tombstone, each with the header of which name and value are given. */
    static void sendAll(String topic, int partition, String key, List<byte[]> values, String... header) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker().address()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var sent = new ArrayList<Future<?>>();
            for (byte[] value : values) {
                var record = new ProducerRecord<>(topic, partition, key, value);
                if (header.length > 0) {
                    record.headers().add(header[0], header[1].getBytes(UTF_8));
                }
                sent.add(producer.send(record));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves a transaction open, as a process of an instance does that is killed in the midst of a snapshot. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is waited for by the flush
    void leaveTransactionOpen(String instance) {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker().address(), "transactional.id", instance),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "key", new byte[] {'{'}));
        producer.flush();
        producer.close(Duration.ZERO);
    }

    static List<List<String>> query(TestApplication application, String sql) {
        try (Connection connection =
                        application.bean("warehousePool", DataSource.class).getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    static void update(TestApplication application, String sql) {
        try (Connection connection =
                        application.bean("warehousePool", DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Everything that a load writes, but for when it was and by which run. */
    static Map<String, List<List<String>>> tables(TestApplication application) {
        var tables = new HashMap<String, List<List<String>>>();
        for (List<String> name : query(
                application,
                "select table_name from information_schema.tables where table_type = 'BASE TABLE' and table_name similar to"
                        + " '(tbl_|etl_load).*'")) {
            String table = name.get(0);
            String columns = table.equals("etl_load") ? "* exclude (run_id, loaded_at)" : "*";
            tables.put(table, query(application, "select " + columns + " from " + table + " order by all"));
        }
        assertThat(tables).hasSizeGreaterThan(10);
        return tables;
    }

    /** Nothing is left halfway. */
    static void assertNothingHasLanded(TestApplication application) {
        for (String table : new TreeSet<>(
                List.of("album", "artists", "songs", "song_artists", "playlist", "playlist_items", "publication"))) {
            assertThat(query(application, "select count(*) from landing_stream_" + table))
                    .as(table)
                    .containsExactly(List.of("0"));
        }
    }
}
