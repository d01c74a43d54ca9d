package io.caravan.bench;

import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.stream.KafkaBroker;
import io.caravan.stream.registry.StoredSchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.util.FileUtil;

/**
 * Two applications of this process on a topic of their own: one transforms, loads by files and publishes; the other reads the topic into a
 * warehouse of its own. The settings are those that ship.
 */
final class StreamApplications implements AutoCloseable {
    static final int PARTITIONS = 3;

    final Path folder = Files.createTempDirectory("caravan-benchmark-");
    final String topic = "spotify-" + UUID.randomUUID();
    final TestApplication publisher;
    final TestApplication reader;
    private final StoredSchemas schemas = StoredSchemas.start();

    StreamApplications(KafkaBroker broker) throws Exception {
        broker.topic(topic, PARTITIONS);
        publisher = start(broker, "publisher", Map.of("warehouse.from", "inbox"));
        reader = start(broker, "reader", Map.of("warehouse.from", "stream", "lake.endpoint", publisher.lakeUrl()));
        // It has the same inbox before it.
        reader.stopTransforming();
    }

    private TestApplication start(KafkaBroker broker, String name, Map<String, String> settings) throws Exception {
        var all = new java.util.HashMap<>(Map.of(
                "stream.brokers", broker.address(),
                "stream.topic", topic,
                "stream.group", topic,
                "stream.instance", topic + "-" + name,
                "stream.registry-url", schemas.url()));
        all.putAll(settings);
        return TestApplication.start(
                Files.createDirectories(folder.resolve(name)),
                Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 20)),
                all);
    }

    /** Fills the inbox and works it off; returns the seconds of processor time of the latter. */
    double transform(List<Path> raw) throws Exception {
        // A look at the inbox that is under way would meet a part of it.
        publisher.context().getRouteController().suspendRoute("transform-snapshots");
        var polls = (ScheduledPollConsumer) publisher.context().getRoute("transform-snapshots").getConsumer();
        while (polls.isPolling()) {
            LockSupport.parkNanos(1_000_000);
        }
        InboxToWarehouse.fill(publisher, raw);
        return seconds(() -> InboxToWarehouse.transform(publisher));
    }

    double load() throws Exception {
        return seconds(() -> publisher.request("direct:load-warehouse"));
    }

    double publish() throws Exception {
        return seconds(() -> publisher.request("direct:publish-snapshots"));
    }

    double consume() throws Exception {
        return seconds(() -> reader.request("direct:drain-topic"));
    }

    /** Returns the file of what came by files. */
    Path loaded() {
        return folder.resolve("publisher/warehouse.duckdb");
    }

    /** Returns the file of what came by the topic. */
    Path consumed() {
        return folder.resolve("reader/warehouse.duckdb");
    }

    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Returns the processor time of this process in seconds, the compiler's and the collector's included; the broker is another one. */
    static double seconds(Work work) throws Exception {
        long start = InboxToWarehouse.cpu();
        work.run();
        return (InboxToWarehouse.cpu() - start) / 1e9;
    }

    /** Ends both, so that their files can be looked at. */
    void stop() {
        publisher.close();
        reader.close();
        schemas.close();
    }

    @Override
    public void close() {
        FileUtil.removeDir(folder.toFile());
    }
}
