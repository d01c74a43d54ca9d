package io.caravan.stream;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RejectedException;
import io.caravan.lake.Lake;
import io.caravan.run.CurrentRun;
import io.caravan.sink.Batch;
import io.caravan.snapshot.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.ExchangeProperty;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;

/**
 * Publishes snapshots, each in one transaction: who reads what is committed sees a snapshot whole or not at all. All of its records have one
 * key and lie in one partition, in order.
 *
 * <p>After any failure the producer is made anew: one that another has fenced, or that a broker left in doubt, is of no use any more, and the new
 * one ends what it left open. A snapshot whose commit was not answered is published once more, as another publication of the same.
 */
public final class SnapshotPublisher implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Lake lake;
    private final StreamClients clients;
    private final RecordFormat format;
    private final String topic;
    private final String instance;
    private final CurrentRun runs;
    private Producer<String, byte[]> producer;

    /**
     * Creates the bean.
     *
     * @param format {@code avro} or {@code json}
     * @param schemas the schemas of Avro's records
     * @param instance the transactional id: of no other process, and the same after a restart
     * @param runs is told
     */
    public SnapshotPublisher(
            Lake lake,
            StreamClients clients,
            String format,
            SchemaIds schemas,
            String topic,
            String instance,
            CurrentRun runs) {
        this.lake = lake;
        this.clients = clients;
        this.format = RecordFormat.of(format, schemas);
        this.topic = topic;
        this.instance = instance;
        this.runs = runs;
    }

    /**
     * Publishes the snapshot of a batch of one.
     *
     * @throws RejectedException when its files are not what its manifest promises, or a record is too large
     * @throws io.caravan.failure.UnavailableException when the brokers do not take it now
     * @throws io.caravan.failure.ConfigurationException when they never will as it is
     */
    public synchronized void publish(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        Manifest manifest = batch.entries().get(0).manifest();
        try {
            if (producer == null) {
                producer = clients.producer(instance);
                producer.initTransactions();
            }
            producer.beginTransaction();
            send(manifest);
            producer.commitTransaction();
        } catch (KafkaException e) {
            abandon();
            throw StreamFailures.of("Cannot publish " + manifest.snapshot() + " to the topic " + topic, e);
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
        runs.publishedSnapshot(manifest.snapshot());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit throws what a future would
    private void send(Manifest manifest) {
        String publication = UUID.randomUUID().toString();
        String key = key(manifest);
        List<Header> headers = List.of(
                header("content-type", format.mediaType()),
                header("snapshot", manifest.snapshot()),
                header("model", String.valueOf(manifest.modelVersion())));
        int partition = partition(key);
        var digest = new PublicationDigest(0, "");
        new SnapshotRecords(lake, manifest, publication).read((type, record) -> {
            byte[] value = format.write(type, record);
            digest.add(value);
            producer.send(new ProducerRecord<>(topic, partition, key, value, headers));
        });
        GenericRecord end = EndRecord.of(manifest, publication, digest.records(), digest.text());
        producer.send(new ProducerRecord<>(topic, partition, key, format.write(RecordType.END, end), headers));
    }

    /** Where Kafka's own producers put a key; asked once a publication, which a topic that gets more partitions meanwhile would tear apart else. */
    private int partition(String key) {
        int partitions = producer.partitionsFor(topic).size();
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** The playlist of a snapshot of one; the name of another, which holds several or says nothing of them. */
    private static String key(Manifest manifest) {
        return manifest.playlists().size() == 1 ? manifest.playlists().get(0).playlistId() : manifest.snapshot();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The lake's files, and not the brokers, are at fault. */
    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            abandon();
        }
    }

    /** What it left open ends with the next producer's beginning. */
    private void abandon() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSING);
            producer = null;
        }
    }
}
