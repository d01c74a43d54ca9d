package io.caravan.stream;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.text.Durations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Looks from time to time at how far the warehouse is behind the topic, whoever lands what, and keeps what it saw. A look that fails is itself
 * something to be seen, and no failure of the run.
 */
public final class TopicObservations {
    private final TopicOffsets topic;
    private final StreamPositions positions;
    private final WarehouseOffsets warehouse;
    private final TopicLag lag;
    private final Clock clock;
    private final Duration stalledAfter;
    private final Instant start;
    private volatile TopicState state = TopicState.UNSEEN;

    /**
     * Creates the bean.
     *
     * @param stalledAfter value of {@code stream.stalled-after}
     */
    public TopicObservations(
            TopicOffsets topic,
            StreamPositions positions,
            WarehouseOffsets warehouse,
            TopicLag lag,
            Clock clock,
            String stalledAfter) {
        this.topic = topic;
        this.positions = positions;
        this.warehouse = warehouse;
        this.lag = lag;
        this.clock = clock;
        this.stalledAfter = Durations.parse(stalledAfter);
        this.start = clock.instant();
    }

    /** Looks once; takes as long as brokers and warehouse take. */
    public void look() {
        try {
            positions.check();
            // Before the topic's ends, so that what is landed meanwhile makes nobody look further behind.
            var nexts = new TreeMap<Integer, Long>();
            warehouse
                    .of(topic.topic(), topic.partitions())
                    .forEach((number, landed) -> nexts.put(number, landed.next()));
            state = state.seen(clock.instant(), lag.byPartition(), nexts);
        } catch (CaravanException e) {
            state = state.unseenSince(e.getMessage(), e instanceof ConfigurationException);
        }
    }

    TopicState state() {
        return state;
    }

    /** Returns when the topic was seen last, the start of the process where it was not yet. */
    Instant seenAt() {
        return state.seenAt() == null ? start : state.seenAt();
    }

    /** Returns whether something has been so for longer than a consumer may stand still. */
    boolean isTooLong(Instant since) {
        return since != null && clock.instant().isAfter(since.plus(stalledAfter));
    }
}
