package io.caravan.stream;

import io.caravan.failure.ConfigurationException;
import io.caravan.stream.TopicOffsets.Partition;
import io.caravan.stream.WarehouseOffsets.Landed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.spi.StateRepository;

/**
 * Where a consumer begins to read each partition: where the warehouse says that its landed records end. Kafka's own offsets of a group are a hint
 * for those who watch it, and no more: they are not written in the transaction that writes the rows.
 *
 * <p>Camel asks when a partition is assigned, and adds one to what it gets. Where records would be passed over, or nobody knows, it gets nothing;
 * what then comes from that partition is refused, since no position of it is known.
 */
public final class StreamPositions implements StateRepository<String, String> {
    private final WarehouseOffsets warehouse;
    private final TopicOffsets topic;
    /** Of each partition, up to where all that there is was read by this process or was landed before. */
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();

    private final AtomicLong assignments = new AtomicLong();

    /** Creates the bean. */
    public StreamPositions(WarehouseOffsets warehouse, TopicOffsets topic) {
        this.warehouse = warehouse;
        this.topic = topic;
    }

    /**
     * Holds what is landed against what the topic still has, for all partitions.
     *
     * @throws ConfigurationException when records would be passed over
     * @throws io.caravan.failure.UnavailableException when brokers or warehouse do not answer
     */
    public void check() {
        Map<Integer, Partition> partitions = topic.partitions();
        Map<Integer, Landed> landed = warehouse.of(topic.topic(), partitions);
        partitions.forEach((number, partition) -> begin(number, partition, landed.get(number)));
    }

    @Override
    public String getState(String key) {
        int number = Integer.parseInt(key.substring(key.lastIndexOf('/') + 1));
        positions.remove(number);
        assignments.incrementAndGet();
        try {
            long position = begin(
                    number,
                    topic.partitions().get(number),
                    warehouse.of(topic.topic()).get(number));
            positions.put(number, position);
            return String.valueOf(position - 1);
        } catch (RuntimeException e) {
            return null; // Told when a record comes, and by the check before.
        }
    }

    private long begin(int number, Partition partition, Landed landed) {
        if (landed == null) {
            return partition.begin();
        }
        checkTopic(landed.topicId(), partition.topicId());
        if (landed.next() < partition.begin()) {
            throw passedOver(
                    "partition %d begins with offset %d now, and its records were landed up to %d: those in between are gone from the"
                                    .formatted(number, partition.begin(), landed.next())
                            + " topic, whose retention is too short");
        }
        if (landed.next() > partition.end()) {
            throw passedOver(
                    "partition %d ends with offset %d, and its records were landed up to %d: the brokers have lost some, or the"
                                    .formatted(number, partition.end(), landed.next())
                            + " warehouse is of another topic");
        }
        return landed.next();
    }

    private void checkTopic(String landed, String now) {
        if (!landed.equals(now)) {
            throw passedOver(
                    "it was made anew since its records were landed (its id is %s, and was %s)".formatted(now, landed));
        }
    }

    private ConfigurationException passedOver(String what) {
        return new ConfigurationException(
                "The topic %s is not read on: %s. All snapshots are in the lake still: run \"delete from etl_offset where topic = '%1$s'\""
                                .formatted(topic.topic(), what)
                        + " in the warehouse, which lets the topic be read from its beginning and doubles nothing, then \"replay"
                        + " --into=stream --from=<day>\" for what was published and is gone");
    }

    /**
     * Holds what came against what the warehouse says within the transaction that is to land it.
     *
     * @param landed how far the partition is landed; null for not at all
     * @return from which offset on records are to be landed
     * @throws ConfigurationException when some would be passed over
     */
    long admit(int number, Landed landed) {
        Long position = positions.get(number);
        if (position == null) {
            check();
            throw new IllegalStateException(
                    "Records of partition %d came before it was known where to begin; they come again"
                            .formatted(number));
        }
        if (landed == null) {
            return position;
        }
        checkTopic(landed.topicId(), topic.topicId());
        if (landed.next() < position) {
            throw passedOver(
                    "the records of partition %d are landed up to %d, and were read from %d on: somebody has set them back"
                            .formatted(number, landed.next(), position));
        }
        return landed.next();
    }

    /** Returns how often a partition was assigned to this process. */
    long assignments() {
        return assignments.get();
    }

    /** Notes what was landed. */
    void landed(Map<Integer, Long> ends) {
        positions.putAll(ends);
    }

    @Override
    public void setState(String key, String value) {
        // The transaction does it that writes the rows.
    }

    @Override
    public void start() {
        // Nothing is open.
    }

    @Override
    public void stop() {
        positions.clear();
    }
}
