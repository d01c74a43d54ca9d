package io.caravan.stream;

import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.stream.TopicOffsets.Partition;
import io.caravan.stream.WarehouseOffsets.Landed;
import io.caravan.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of a topic is not landed yet, looked at beside the consumer: its own figures say nothing behind a transaction that is open, and it
 * can stop without a word. Behind the last record of a transaction stands a mark that no reader gets, so that offsets alone would never come to
 * an end.
 */
public final class TopicLag {
    private static final Duration POLL = Duration.ofMillis(200);
    /** So often in a row without coming any further, which is when the brokers have stopped to answer. */
    private static final int LOOKS = 25;

    private static final long PAUSE_MILLIS = 100;
    /** More than a transaction that its producer has left stays open, and a consumer that is gone counts as there: 60 s and 45 s. */
    private static final int TIMEOUTS = 4;

    private final StreamClients clients;
    private final TopicOffsets topic;
    private final WarehouseOffsets warehouse;
    private final StreamLanding landing;
    private final TopicConsumer consumer;
    private final Duration patience;
    /** Where a record was seen that is to be read, by partition: as long as no more is landed it needs no other look. */
    private final Map<Integer, Landed> unread = new ConcurrentHashMap<>();

    /**
     * How the topic and the warehouse were seen at a time, by partition.
     *
     * @param ends offset behind the last record
     * @param nexts offset behind what is landed, the first one where nothing is; none where all is landed
     * @param lags how many offsets are behind that; 0 where nothing is to be read there
     */
    private record Look(Map<Integer, Long> ends, Map<Integer, Long> nexts, Map<Integer, Long> lags) {
        /** Returns the lags of the partitions of which something is still to be landed that stands before an end. */
        Map<Integer, Long> lagsBefore(Map<Integer, Long> limits) {
            var behind = new TreeMap<>(lags);
            behind.entrySet()
                    .removeIf(lag ->
                            lag.getValue() == 0 || nexts.get(lag.getKey()) >= limits.getOrDefault(lag.getKey(), 0L));
            return behind;
        }
    }

    /**
     * Creates the bean.
     *
     * @param timeout how long the brokers may take to answer, as {@code 30s}
     */
    public TopicLag(
            StreamClients clients,
            TopicOffsets topic,
            WarehouseOffsets warehouse,
            StreamLanding landing,
            TopicConsumer consumer,
            String timeout) {
        this.clients = clients;
        this.topic = topic;
        this.warehouse = warehouse;
        this.landing = landing;
        this.consumer = consumer;
        this.patience = Durations.parse(timeout).multipliedBy(TIMEOUTS);
    }

    /**
     * Returns how many offsets there are behind what is landed of each partition; 0 where nothing is to be read there.
     *
     * @throws io.caravan.failure.UnavailableException when brokers or warehouse do not answer
     */
    Map<Integer, Long> byPartition() {
        return look().lags();
    }

    private Look look() {
        Map<Integer, Partition> partitions = topic.partitions();
        var ends = new TreeMap<Integer, Long>();
        var nexts = new TreeMap<Integer, Long>();
        var lags = new TreeMap<Integer, Long>();
        partitions.forEach((number, partition) -> ends.put(number, partition.end()));
        if (warehouse.hasAllOf(partitions)) {
            partitions.keySet().forEach(number -> lags.put(number, 0L));
            return new Look(ends, nexts, lags);
        }
        Map<Integer, Landed> landed = warehouse.of(topic.topic());
        var starts = new TreeMap<Integer, Landed>();
        partitions.forEach((number, partition) -> {
            long next = landed.containsKey(number) ? landed.get(number).next() : partition.begin();
            nexts.put(number, next);
            lags.put(number, Math.max(0, partition.end() - next));
            var start = new Landed(partition.topicId(), next);
            if (next >= partition.begin() && next < partition.end() && !start.equals(unread.get(number))) {
                starts.put(number, start);
            }
        });
        read(starts).forEach(number -> lags.put(number, 0L));
        if (lags.values().stream().allMatch(lag -> lag == 0)) {
            warehouse.allLanded(partitions, landed);
        }
        return new Look(ends, nexts, lags);
    }

    /** Returns the partitions of which nothing is to be read from an offset on. */
    private List<Integer> read(Map<Integer, Landed> starts) {
        if (starts.isEmpty()) {
            return List.of();
        }
        var empty = new ArrayList<Integer>();
        try (Consumer<byte[], byte[]> reader = clients.reader()) {
            for (Map.Entry<Integer, Landed> start : starts.entrySet()) {
                var partition = new TopicPartition(topic.topic(), start.getKey());
                reader.assign(List.of(partition));
                reader.seek(partition, start.getValue().next());
                long end = reader.endOffsets(List.of(partition)).get(partition);
                boolean isEmpty = true;
                long before = start.getValue().next();
                // What was broken off comes transaction by transaction, however many they are.
                for (int looks = 0; isEmpty && looks < LOOKS && before < end; looks++) {
                    isEmpty = reader.poll(POLL).isEmpty();
                    if (reader.position(partition) > before) {
                        before = reader.position(partition);
                        looks = 0;
                    }
                }
                if (!isEmpty) {
                    unread.put(start.getKey(), start.getValue());
                }
                Partition now = isEmpty ? topic.partitions().get(start.getKey()) : null;
                if (now != null && reader.position(partition) >= end && end == now.end()) {
                    empty.add(start.getKey());
                }
            }
            return empty;
        } catch (KafkaException e) {
            throw StreamFailures.of("Cannot look at the topic " + topic.topic(), e);
        }
    }

    /**
     * Waits until all is landed that can be read and stood there at its beginning, however much others write meanwhile; ends before where the
     * consumer has stopped, or what it lands fails.
     *
     * @throws UnavailableException when nothing was landed for four times as long as the brokers may take to answer, or these or the warehouse do not
     */
    public void awaitLanded() throws InterruptedException {
        long failures = landing.failures();
        Map<Integer, Long> ends = null;
        Map<Integer, Long> before = Map.of();
        long since = System.nanoTime();
        while (landing.failures() == failures && consumer.isStarted()) {
            Look now = look();
            ends = ends == null ? now.ends() : ends;
            Map<Integer, Long> lags = now.lagsBefore(ends);
            if (lags.isEmpty()) {
                return;
            }
            if (!now.nexts().equals(before)) {
                before = now.nexts();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                throw new UnavailableException(
                        "Of the topic %s, nothing was landed for %d s, though more stands there (offsets behind, by partition: %s): a transaction of another producer is open, or another consumer of stream.group has these partitions and is stuck. The next run takes them up"
                                .formatted(topic.topic(), patience.toSeconds(), lags),
                        null,
                        Outcome.PARKED);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
