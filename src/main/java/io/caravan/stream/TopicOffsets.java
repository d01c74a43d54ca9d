package io.caravan.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** What the brokers say of a topic and its partitions. */
public final class TopicOffsets implements AutoCloseable {
    /**
     * A partition.
     *
     * @param topicId the topic's, which one that was made anew does not have
     * @param begin offset of its first record that is still there
     * @param end offset behind its last record, of transactions that are open too
     */
    record Partition(String topicId, long begin, long end) {}

    private final StreamClients clients;
    private final String topic;
    private Admin admin;

    /** Creates the bean. */
    public TopicOffsets(StreamClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    /** Returns the topic's id. */
    String topicId() {
        return described().topicId().toString();
    }

    /** Returns all partitions by their numbers. */
    synchronized Map<Integer, Partition> partitions() {
        TopicDescription described = described();
        List<TopicPartition> all = described.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(all, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(all, OffsetSpec.latest());
        var partitions = new HashMap<Integer, Partition>();
        all.forEach(partition -> partitions.put(
                partition.partition(),
                new Partition(
                        described.topicId().toString(),
                        begins.get(partition).offset(),
                        ends.get(partition).offset())));
        return partitions;
    }

    private synchronized TopicDescription described() {
        return asked(() ->
                admin().describeTopics(List.of(topic)).allTopicNames().get().get(topic));
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> wanted.put(partition, which));
        return asked(() -> admin().listOffsets(wanted).all().get());
    }

    private Admin admin() {
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException | RuntimeException e) {
            throw StreamFailures.of("Cannot look at the topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StreamFailures.of("Looking at the topic " + topic + " was broken off", e);
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }
}
