package io.caravan.stream;

import io.caravan.lake.Stage;
import io.caravan.run.CurrentRun;
import io.caravan.text.Timestamps;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether the topic is read; down where its consumer stands still, whatever that says of itself. No part of readiness: who does not read may
 * publish and load all the same.
 */
public final class TopicHealth extends AbstractHealthCheck {
    private final TopicObservations observations;
    private final TopicConsumer consumer;
    private final CurrentRun runs;

    /** Creates the check. */
    public TopicHealth(TopicObservations observations, TopicConsumer consumer, CurrentRun runs) {
        super("caravan", "stream");
        this.observations = observations;
        this.consumer = consumer;
        this.runs = runs;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        TopicState topic = observations.state();
        String problem = problem(topic);
        result.state(problem == null ? State.UP : State.DOWN)
                .message((problem == null ? "" : problem + "; ") + words(topic));
    }

    private String problem(TopicState topic) {
        if (topic.needsPerson()) {
            return topic.problem();
        }
        Instant seenAt = observations.seenAt();
        if (observations.isTooLong(seenAt)) {
            return "The topic was not seen since " + Timestamps.iso(seenAt) + ": "
                    + (topic.problem() == null ? "brokers or warehouse do not answer" : topic.problem());
        }
        if (topic.seenAt() != null && !consumer.isStarted()) {
            return "The route consume-topic is stopped; watch-topic starts it where it may read, and what hinders that is told at its time in"
                    + " the log";
        }
        String still = topic.partitions().entrySet().stream()
                .filter(partition -> observations.isTooLong(partition.getValue().since()))
                .map(partition -> "%d (%d behind, since %s)"
                        .formatted(
                                partition.getKey(),
                                partition.getValue().lag(),
                                Timestamps.iso(partition.getValue().since())))
                .collect(Collectors.joining(", "));
        return still.isEmpty()
                ? null
                : "Nothing is landed of the partitions " + still
                        + "; the failures of the run say why, and where there are none, start Caravan anew";
    }

    private String words(TopicState topic) {
        if (topic.seenAt() == null) {
            return "the topic was not looked at yet";
        }
        return "seen at %s%s; behind: %d; last landing: %s"
                .formatted(
                        Timestamps.iso(topic.seenAt()),
                        topic.problem() == null || topic.needsPerson() ? "" : ", and not since: " + topic.problem(),
                        topic.lag(),
                        lastLanding());
    }

    private String lastLanding() {
        Instant last = runs.lastSuccess(Stage.CONSUME_TOPIC);
        return last == null ? "none by this process" : Timestamps.iso(last);
    }
}
