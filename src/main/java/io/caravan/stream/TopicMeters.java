package io.caravan.stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;

/** The metrics {@code caravan_stream_*}, whose names and meanings stand in docs/stream.md. None of them asks anything but the memory. */
public final class TopicMeters implements MeterBinder {
    private final TopicObservations observations;
    private final StreamLanding landing;
    private volatile MultiGauge lags;

    /** Creates the bean. */
    public TopicMeters(TopicObservations observations, StreamLanding landing) {
        this.observations = observations;
        this.landing = landing;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("caravan.stream.records.landed", landing, StreamLanding::recordsLanded)
                .description("Records that this process has landed, those among them that it set aside")
                .register(registry);
        Gauge.builder("caravan.stream.batch.records", landing, each -> each.lastBatch()
                        .records())
                .description("How many records the last batch had that was landed")
                .register(registry);
        Gauge.builder("caravan.stream.batch", landing, each -> each.lastBatch().seconds())
                .description("How long it took from being read to its commit")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("caravan.stream.observation.timestamp", this::lastSeen)
                .description("When the topic was last looked at with success")
                .baseUnit("seconds")
                .register(registry);
        lags = MultiGauge.builder("caravan.stream.lag")
                .description(
                        "Offsets behind what is landed of a partition, by whomever; 0 where nothing is to be read there")
                .register(registry);
    }

    /** Shows a partition that was not seen before; the others show what was seen last by themselves. */
    public void show() {
        if (lags == null) {
            return;
        }
        lags.register(
                observations.state().partitions().keySet().stream()
                        .map(number -> Row.of(Tags.of("partition", String.valueOf(number)), () -> lagOf(number)))
                        .toList(),
                false);
    }

    private Number lagOf(int number) {
        TopicState.Partition partition = observations.state().partitions().get(number);
        return partition == null ? Double.NaN : partition.lag();
    }

    private Number lastSeen() {
        Instant seenAt = observations.state().seenAt();
        return seenAt == null ? Double.NaN : seenAt.toEpochMilli() / 1000.0;
    }
}
