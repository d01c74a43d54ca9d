package io.caravan.stream;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the warehouse is behind the topic, as it was seen last.
 *
 * @param seenAt when that was; null where it was never seen
 * @param partitions by their numbers
 * @param problem why it could not be looked at since, or must not be read on; null where neither holds
 * @param needsPerson whether time alone does not solve the problem
 */
record TopicState(Instant seenAt, Map<Integer, Partition> partitions, String problem, boolean needsPerson) {
    static final TopicState UNSEEN = new TopicState(null, Map.of(), null, false);

    /**
     * A partition.
     *
     * @param lag how many offsets there are behind what is landed; 0 where nothing is to be read there
     * @param next offset behind the last record that is landed
     * @param since when it was first seen to be behind with no more landed than that; null where it is not behind
     */
    record Partition(long lag, long next, Instant since) {}

    /**
     * Returns what a look has seen.
     *
     * @param lags by partition
     * @param nexts offset behind what is landed, by partition; none where nothing is
     */
    TopicState seen(Instant now, Map<Integer, Long> lags, Map<Integer, Long> nexts) {
        var seen = new TreeMap<Integer, Partition>();
        lags.forEach((number, lag) -> {
            long next = nexts.getOrDefault(number, 0L);
            Partition before = partitions.get(number);
            boolean standsStill = before != null && before.since != null && before.next == next;
            seen.put(number, new Partition(lag, next, lag == 0 ? null : standsStill ? before.since : now));
        });
        return new TopicState(now, seen, null, false);
    }

    TopicState unseenSince(String newProblem, boolean isForAPerson) {
        return new TopicState(seenAt, partitions, newProblem, isForAPerson);
    }

    /** Returns the lags of all partitions together. */
    long lag() {
        return partitions.values().stream().mapToLong(Partition::lag).sum();
    }
}
