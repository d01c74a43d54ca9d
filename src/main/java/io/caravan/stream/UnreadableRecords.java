package io.caravan.stream;

import io.caravan.failure.Outcome;
import io.caravan.lake.DeadLetters;
import io.caravan.run.CurrentRun;
import io.caravan.run.Failure;
import io.caravan.stream.PolledRecords.Unreadable;
import io.caravan.text.Timestamps;
import java.time.Clock;
import java.util.HashMap;
import org.apache.camel.ExchangeProperty;

/** What of the topic cannot be landed: kept as dead letters, and told to the run. */
public final class UnreadableRecords {
    private static final String STAGE = "consume-topic";

    private final DeadLetters deadLetters;
    private final TopicOffsets topic;
    private final CurrentRun runs;
    private final Clock clock;

    /** Creates the bean. */
    public UnreadableRecords(DeadLetters deadLetters, TopicOffsets topic, CurrentRun runs, Clock clock) {
        this.deadLetters = deadLetters;
        this.topic = topic;
        this.runs = runs;
        this.clock = clock;
    }

    /** Keeps what cannot be landed as dead letters; from then on it may be passed over. */
    public void setAside(@ExchangeProperty("polled") PolledRecords polled) {
        for (Unreadable record : polled.unreadable()) {
            var report = new HashMap<String, Object>();
            report.put("stage", STAGE);
            report.put("object", object(record));
            report.put("message", message(record));
            report.put("attempts", 1);
            report.put("at", Timestamps.iso(clock.instant()));
            report.put("run_id", runs.currentRunId());
            deadLetters.keepRecord(
                    topic.topic(),
                    record.place().partition(),
                    record.place().offset(),
                    polled.value(record.place()),
                    report);
        }
    }

    /** Tells the run of them, when they are landed: once, however often that was tried. */
    void tell(PolledRecords polled) {
        polled.unreadable()
                .forEach(record ->
                        runs.failed(new Failure(STAGE, object(record), message(record), Outcome.PARTLY), true));
    }

    private String object(Unreadable record) {
        return "%s/%d/%d"
                .formatted(
                        topic.topic(),
                        record.place().partition(),
                        record.place().offset());
    }

    private String message(Unreadable record) {
        return "The record " + object(record) + " is set aside: " + record.problem();
    }
}
