package io.caravan.sink;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.ConfigurationException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.ExchangeProperty;

/** Which sinks are on. */
public final class Sinks {
    private final Set<Sink> on = EnumSet.of(Sink.WAREHOUSE);
    private final Set<LoadSource> sources;

    /**
     * Creates the bean.
     *
     * @param catalogue value of {@code tables.catalogue}; empty where the lake's tables are off
     * @param brokers value of {@code stream.brokers}; empty where the stream is off
     * @param from value of {@code warehouse.from}: the warehouse is fed with manifests unless it names the stream alone
     */
    public Sinks(String catalogue, String brokers, String from) {
        if (!catalogue.isBlank()) {
            on.add(Sink.TABLES);
        }
        if (!brokers.isBlank()) {
            on.add(Sink.STREAM);
        }
        sources = LoadSource.of(from);
    }

    /** Returns those that are on, the warehouse last. */
    public Set<Sink> on() {
        return Collections.unmodifiableSet(on);
    }

    /**
     * Returns the inboxes into which a manifest goes, the warehouse's last: what stands there counts as handed over to all.
     *
     * @param into the one sink that a replay feeds; null where a manifest goes to all that are on
     */
    public List<String> inboxes(@ExchangeProperty(ExchangeProperties.INTO) Sink into) {
        return (into == null ? on : Set.of(into))
                .stream()
                        .filter(sink -> sink == into || isFed(sink))
                        .map(Sink::inbox)
                        .toList();
    }

    private boolean isFed(Sink sink) {
        return sink != Sink.WAREHOUSE || !sources.equals(Set.of(LoadSource.STREAM));
    }

    /** Returns whether the warehouse is fed by the topic. */
    public boolean readsTopic() {
        return sources.contains(LoadSource.STREAM);
    }

    /** Returns the endpoints that bring to the warehouse what is no manifest: those of the topic, where it is read. */
    public List<String> sources() {
        return readsTopic() ? List.of("direct:drain-topic") : List.of();
    }

    /**
     * Looks whether a sink can be fed.
     *
     * @param sink which; null for all that are on
     * @throws ConfigurationException when it is off
     */
    public void check(Sink sink) {
        if (sink != null && !on.contains(sink)) {
            throw new ConfigurationException("The sink " + sink + " is off; set "
                    + (sink == Sink.STREAM ? "stream.brokers" : "tables.catalogue") + " first");
        }
    }

    /** Returns the inboxes into which the manifest of a run goes. */
    public List<String> runInboxes() {
        return on.stream().filter(Sink::takesRuns).map(Sink::inbox).toList();
    }

    /** Returns the endpoints that work off the inboxes of all sinks but the warehouse. */
    public List<String> others() {
        return on.stream()
                .filter(sink -> sink != Sink.WAREHOUSE)
                .map(sink -> "direct:" + sink.stage().label())
                .toList();
    }
}
