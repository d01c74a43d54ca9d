package io.caravan.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a consumer got at once, on its way into the warehouse: records by partition and offset. After a partition has come back to a consumer
 * one record may be there twice, and counts once.
 */
final class PolledRecords {
    /**
     * A publication as far as its records came.
     *
     * @param partition the partition in which it lies
     * @param lastOffset the offset of its last record so far
     * @param digest of its records
     * @param manifest what its end told, as JSON; null before that
     */
    record Publication(int partition, long lastOffset, PublicationDigest digest, String manifest) {
        /** Returns whether the record of a place counts already: it was read before, or all had come. */
        boolean holds(TopicPlace place) {
            return manifest != null || (partition == place.partition() && place.offset() <= lastOffset);
        }
    }

    /** A record that is none of ours, or ends what never came whole, with what is wrong, as a sentence. */
    record Unreadable(TopicPlace place, String problem) {}

    private final Instant readAt;
    private final Map<Integer, NavigableMap<Long, byte[]>> values = new TreeMap<>();
    private final Map<Integer, NavigableMap<Long, StreamRecord>> records = new TreeMap<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Map<String, Publication> publications = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    /** Of each partition, what tells Kafka's group how far it was read. */
    private final Map<Integer, Runnable> hints = new HashMap<>();

    /** What it was landed as, where it was not at once. */
    private List<PolledRecords> parts = List.of();

    PolledRecords(Instant readAt) {
        this.readAt = readAt;
    }

    Instant readAt() {
        return readAt;
    }

    void add(TopicPlace place, byte[] value) {
        values.computeIfAbsent(place.partition(), partition -> new TreeMap<>())
                .put(place.offset(), value == null ? new byte[0] : value);
    }

    /** Takes what tells Kafka's group that a partition is read up to here. */
    void hint(int partition, Runnable commit) {
        hints.put(partition, commit);
    }

    Collection<Runnable> hints() {
        return hints.values();
    }

    /** Reads each value. */
    void decode(RecordReader reader) {
        values.forEach((partition, ofPartition) -> ofPartition.forEach((offset, value) -> {
            try {
                records.computeIfAbsent(partition, any -> new TreeMap<>()).put(offset, reader.read(value));
            } catch (UnreadableRecordException e) {
                unreadable.add(new Unreadable(new TopicPlace(partition, offset), "it " + e.getMessage()));
            }
        }));
    }

    /**
     * Returns the same in two parts, one to be landed behind the other; where it is a single record, that record as one that is unreadable.
     *
     * @param problem what the warehouse has against it, as a sentence goes on behind the record
     */
    List<PolledRecords> narrowed(String problem) {
        var first = new PolledRecords(readAt);
        var second = new PolledRecords(readAt);
        int half = size() / 2;
        int count = 0;
        for (var ofPartition : values.entrySet()) {
            for (var value : ofPartition.getValue().entrySet()) {
                var place = new TopicPlace(ofPartition.getKey(), value.getKey());
                PolledRecords part = count++ < half ? first : second;
                part.add(place, value.getValue());
                StreamRecord record =
                        records.getOrDefault(place.partition(), new TreeMap<>()).get(place.offset());
                if (record != null && size() > 1) {
                    part.records
                            .computeIfAbsent(place.partition(), any -> new TreeMap<>())
                            .put(place.offset(), record);
                } else if (record != null) {
                    part.unreadable.add(new Unreadable(place, problem));
                }
            }
        }
        // What was read and set aside nevertheless, as an end that lies, is followed again.
        unreadable.stream()
                .filter(one -> !isRead(one.place()))
                .forEach(one -> (first.holds(one.place()) ? first : second).unreadable.add(one));
        second.hints.putAll(hints);
        parts = half == 0 ? List.of(second) : List.of(first, second);
        return parts;
    }

    private boolean isRead(TopicPlace place) {
        return records.containsKey(place.partition())
                && records.get(place.partition()).containsKey(place.offset());
    }

    private boolean holds(TopicPlace place) {
        return values.containsKey(place.partition())
                && values.get(place.partition()).containsKey(place.offset());
    }

    /** Leaves out what is landed: all before an offset. */
    void leaveOut(int partition, long before) {
        if (values.containsKey(partition)) {
            values.get(partition).headMap(before, false).clear();
            records.getOrDefault(partition, new TreeMap<>())
                    .headMap(before, false)
                    .clear();
            unreadable.removeIf(
                    one -> one.place().partition() == partition && one.place().offset() < before);
        }
    }

    Set<Integer> partitions() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Returns the offset behind the last record of each partition that has one. */
    Map<Integer, Long> ends() {
        var ends = new TreeMap<Integer, Long>();
        values.forEach((partition, ofPartition) -> {
            if (!ofPartition.isEmpty()) {
                ends.put(partition, ofPartition.lastKey() + 1);
            }
        });
        return ends;
    }

    Map<Integer, NavigableMap<Long, StreamRecord>> records() {
        return records;
    }

    byte[] value(TopicPlace place) {
        return values.get(place.partition()).get(place.offset());
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }

    Map<String, Publication> publications() {
        return publications;
    }

    /** Returns the publications whose end told of other records than those that came. */
    Set<String> broken() {
        return broken;
    }

    /** Returns whether a publication came to its end. */
    public boolean isAnyWhole() {
        return parts.stream().anyMatch(PolledRecords::isAnyWhole)
                || publications.values().stream().anyMatch(publication -> publication.manifest() != null);
    }

    /** Returns whether any is a record of ours, which has rows. */
    boolean hasRows() {
        return records.values().stream().anyMatch(ofPartition -> !ofPartition.isEmpty());
    }

    /** Returns how many records there are that are not landed yet. */
    public int size() {
        return values.values().stream().mapToInt(Map::size).sum();
    }
}
