package io.caravan.stream;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.stream.registry.SchemaRegistry;
import io.caravan.stream.registry.SubjectReport;
import io.caravan.text.Counted;
import io.caravan.warehouse.SqlFiles;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says before anything is published or read whether brokers, topic, rights, schemas and what is landed are as they have to be. */
public final class StreamChecks {
    private static final int PARTITIONS = 6;
    private static final int REPLICAS = 3;

    /**
     * What was found.
     *
     * @param check what was looked at: brokers, topic, rights, schemas or offsets
     * @param words what there is to say
     * @param isWarning whether a person should do something about it
     * @param problem why the stream cannot work; null where it can
     */
    public record Found(String check, String words, boolean isWarning, CaravanException problem) {}

    private final StreamClients clients;
    private final String topic;
    private final List<Found> found = new ArrayList<>();

    /** Looks at a topic. */
    public StreamChecks(StreamClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /** Returns all that was found so far. */
    public List<Found> found() {
        return List.copyOf(found);
    }

    /**
     * Looks at brokers, topic and rights, in this order until one of them fails.
     *
     * @param group value of {@code stream.group}
     * @param instance value of {@code stream.instance}
     * @param reads whether the topic is read too, and not published to alone
     * @return whether the topic can be worked with
     */
    public boolean examineTopic(String group, String instance, boolean reads) {
        boolean isThere = look("brokers", this::brokers) && look("topic", this::topic);
        return isThere && look("rights", () -> rights(new StreamRights(clients, topic, group, instance), reads));
    }

    /** Looks at the schemas. */
    public void examineSchemas(SchemaRegistry registry) {
        for (RecordType type : RecordType.values()) {
            look("schemas", () -> schema(registry.check(type)));
        }
    }

    /**
     * Holds what is landed against what the topic still has.
     *
     * @param warehouse closed with it
     */
    public void examineOffsets(Connection warehouse, SqlFiles sqlFiles) {
        look("offsets", () -> {
            try (var offsets = new TopicOffsets(clients, topic)) {
                new StreamPositions(WarehouseOffsets.over(warehouse, sqlFiles), offsets).check();
            }
            good("offsets", "All records that are not landed yet are in the topic still");
        });
    }

    /** Goes on whatever one look comes to; returns whether it came to a good end. */
    private boolean look(String check, Runnable look) {
        try {
            look.run();
            return true;
        } catch (CaravanException e) {
            found.add(new Found(check, e.getMessage(), false, e));
            return false;
        }
    }

    private void good(String check, String words) {
        found.add(new Found(check, words, false, null));
    }

    private void warn(String check, String words) {
        found.add(new Found(check, words, true, null));
    }

    private void brokers() {
        try (Admin admin = opened()) {
            int brokers = countBrokers(admin);
            good("brokers", "%d brokers answer at %s".formatted(brokers, clients.brokers()));
        }
    }

    private Admin opened() {
        try {
            return clients.admin();
        } catch (RuntimeException e) {
            throw StreamFailures.of("Cannot reach the brokers " + clients.brokers(), e);
        }
    }

    private int countBrokers(Admin admin) {
        return StreamFailures.answer(
                        "Cannot reach the brokers " + clients.brokers(),
                        admin.describeCluster().nodes())
                .size();
    }

    private void topic() {
        try (Admin admin = opened()) {
            int brokers = countBrokers(admin);
            TopicDescription described = described(admin, brokers);
            int replicas = described.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            good(
                    "topic",
                    "The topic %s has %s of %s"
                            .formatted(
                                    topic,
                                    Counted.of(described.partitions().size(), "partition"),
                                    Counted.of(replicas, "replica")));
            if (replicas == 1 && brokers > 1) {
                warn(
                        "topic",
                        "Each partition of the topic %s lies on one broker, whose loss would be its loss; have it on %d: kafka-reassign-partitions.sh"
                                .formatted(topic, Math.min(REPLICAS, brokers)));
            }
            new TopicSettings(clients, topic).warnings(admin).forEach(warning -> warn("topic", warning));
        }
    }

    private TopicDescription described(Admin admin, int brokers) {
        try {
            return StreamFailures.answer(
                            "Cannot look at the topic " + topic,
                            admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic);
        } catch (ConfigurationException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            throw new ConfigurationException(
                    "There is no topic %s; make it: %s, or set stream.topic to another"
                            .formatted(
                                    topic,
                                    clients.command(
                                            "kafka-topics.sh",
                                            "--create --topic %s --partitions %d --replication-factor %d --config cleanup.policy=delete --config retention.ms=%d"
                                                    .formatted(
                                                            topic,
                                                            PARTITIONS,
                                                            Math.min(REPLICAS, brokers),
                                                            TopicSettings.GOOD_RETENTION.toMillis()))),
                    e.getCause());
        }
    }

    private void rights(StreamRights rights, boolean reads) {
        List<String> missing = rights.missing(reads);
        if (!missing.isEmpty()) {
            throw new ConfigurationException(StreamRights.words(missing));
        }
        good("rights", "Who signs in may publish" + (reads ? " and read" : ""));
    }

    private void schema(SubjectReport report) {
        if (!report.problems().isEmpty()) {
            throw new ConfigurationException("The schema of %s is not for what stands at the registry: %s"
                    .formatted(report.subject(), String.join("; ", report.problems())));
        }
        if (report.ours() == null) {
            good(
                    "schemas",
                    "%s is not registered yet; \"schemas register\" does it, or the first record that is published"
                            .formatted(report.subject()));
        } else if (report.isLevelSufficient()) {
            good(
                    "schemas",
                    "%s is registered as %d"
                            .formatted(report.subject(), report.ours().id()));
        } else {
            warn(
                    "schemas",
                    "%s is registered, and the registry takes later ones whatever they are (%s); \"schemas register\" mends it"
                            .formatted(report.subject(), report.level()));
        }
    }
}
