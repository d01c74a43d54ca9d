package io.caravan.stream;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.Outcome;
import io.caravan.lake.Stage;
import io.caravan.lake.TopicRecord;
import io.caravan.run.CurrentRun;
import io.caravan.run.Failure;
import io.caravan.run.Failures;
import io.caravan.stream.PolledRecords.Unreadable;
import org.apache.camel.ExchangeProperty;

/** What of the topic cannot be landed: kept as dead letters, and told to the run. */
public final class UnreadableRecords {
    private final Failures setAside;
    private final TopicOffsets topic;
    private final CurrentRun run;

    /** Creates the bean. */
    public UnreadableRecords(Failures setAside, TopicOffsets topic, CurrentRun run) {
        this.setAside = setAside;
        this.topic = topic;
        this.run = run;
    }

    /** Keeps what cannot be landed as dead letters; from then on it may be passed over. */
    public void setAside(@ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        for (Unreadable record : polled.unreadable()) {
            setAside.keep(topicRecord(record, polled.value(record.place())), failure(record));
        }
    }

    /** Tells the run of them, when they are landed: once, however often that was tried. */
    void tell(PolledRecords polled) {
        polled.unreadable().forEach(record -> run.failed(failure(record), true));
    }

    private TopicRecord topicRecord(Unreadable record, byte[] value) {
        return new TopicRecord(
                topic.topic(), record.place().partition(), record.place().offset(), value);
    }

    private Failure failure(Unreadable record) {
        String object = topicRecord(record, null).object();
        return new Failure(
                Stage.CONSUME_TOPIC,
                object,
                "The record " + object + " is set aside: " + record.problem(),
                Outcome.PARTLY);
    }
}
