package io.caravan.stream;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RejectedException;
import io.caravan.run.CurrentRun;
import io.caravan.stream.WarehouseOffsets.Landed;
import io.caravan.text.Durations;
import io.caravan.warehouse.JdbcRows;
import io.caravan.warehouse.WarehouseDialect;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands records in the warehouse: their rows into {@code landing_stream_*}, and where they end into {@code etl_offset}, in one transaction, which
 * begins with the lock of the loads. So a record is landed once, whoever reads it how often.
 */
public final class StreamLanding {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLanding.class);
    private static final int LONGEST_WORDS = 300;

    /**
     * A batch whose transaction is committed.
     *
     * @param records how many it had
     * @param seconds how long it took from being read to its commit
     */
    record LandedBatch(int records, double seconds) {}

    private final StreamPositions positions;
    private final TopicOffsets topic;
    private final WarehouseDialect dialect;
    private final UnreadableRecords unreadable;
    private final CurrentRun runs;
    private final Clock clock;
    private final long pauseMillis;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong recordsLanded = new AtomicLong();
    private volatile LandedBatch lastBatch = new LandedBatch(0, 0);

    /** Creates the bean; after a failure it waits for the pause, as {@code 30s}. */
    public StreamLanding(
            StreamPositions positions,
            TopicOffsets topic,
            WarehouseDialect dialect,
            UnreadableRecords unreadable,
            CurrentRun runs,
            Clock clock,
            String pause) {
        this.positions = positions;
        this.topic = topic;
        this.dialect = dialect;
        this.unreadable = unreadable;
        this.runs = runs;
        this.clock = clock;
        this.pauseMillis = Durations.parse(pause).toMillis();
    }

    /**
     * Leaves out what is landed.
     *
     * @param rows what {@link LandingStatements#offsets} answered
     * @throws io.caravan.failure.ConfigurationException when records would be passed over
     */
    public void admit(
            @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled, @Body List<Map<String, Object>> rows) {
        var landed = new HashMap<Integer, Landed>();
        for (Map<String, Object> row : rows) {
            landed.put(
                    ((Number) JdbcRows.value(row, "partition_id")).intValue(),
                    new Landed(
                            (String) JdbcRows.value(row, "topic_id"),
                            ((Number) JdbcRows.value(row, "next_offset")).longValue()));
        }
        polled.partitions()
                .forEach(partition -> polled.leaveOut(partition, positions.admit(partition, landed.get(partition))));
    }

    /**
     * Throws an error anew where the data is at fault.
     *
     * @throws RejectedException when the warehouse does not take the rows of one of the records
     */
    public void reject(
            @ExchangeException SQLException error, @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        if (polled != null && polled.hasRows() && dialect.isDataError(error)) {
            String words = String.valueOf(error.getMessage())
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new RejectedException(
                    "it holds what the warehouse does not take: "
                            + words.substring(0, Math.min(LONGEST_WORDS, words.length())),
                    error);
        }
    }

    /** Returns less to land at once after a rejection, until it is the one record that is at fault, which is set aside then. */
    public List<PolledRecords> narrowed(
            @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled,
            @ExchangeProperty("CamelExceptionCaught") RejectedException rejection) {
        return polled.narrowed(rejection.getMessage());
    }

    /** Notes that the transaction is committed; Kafka's group is told for those who watch it, and need not hear it. */
    public void landed(@ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        positions.landed(polled.ends());
        runs.landed(polled.size());
        unreadable.tell(polled);
        recordsLanded.addAndGet(polled.size());
        Duration took = Duration.between(polled.readAt(), clock.instant());
        lastBatch = new LandedBatch(polled.size(), took.toMillis() / 1000.0);
        try {
            polled.hints().forEach(Runnable::run);
        } catch (KafkaException e) {
            LOG.debug("Kafka's group {} was not told: {}", topic.topic(), e.getMessage());
        }
    }

    /** Returns how many records were landed so far. */
    long recordsLanded() {
        return recordsLanded.get();
    }

    /** Returns the batch that was landed last. */
    LandedBatch lastBatch() {
        return lastBatch;
    }

    /** Returns for how many milliseconds what failed is waited for. */
    public long pause() {
        return pauseMillis;
    }

    /** Throws the error anew, so that the records come again; an error of the warehouse is in words already. */
    public void fail(@ExchangeProperty("CamelExceptionCaught") Exception failure) throws Exception {
        failures.incrementAndGet();
        throw failure;
    }

    /** Returns how often landing failed so far. */
    long failures() {
        return failures.get();
    }

    /** Drops the files. */
    public void cleanUp(@ExchangeProperty(ExchangeProperties.LANDING_FILES) LandingFiles landing) {
        if (landing != null) {
            landing.close();
        }
        dialect.cleanUp();
    }
}
