package io.caravan.stream;

import io.caravan.failure.ConfigurationException;
import io.caravan.text.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What the settings of a topic mean for the records in it: how long they are kept, and how large they may be. */
final class TopicSettings {
    /** Within which somebody notices that nothing is read. */
    private static final Duration LEAST_RETENTION = Duration.ofDays(7);

    /** What is proposed. */
    static final Duration GOOD_RETENTION = Duration.ofDays(30);
    /** What a producer sends at most, and what Kafka calls its default. */
    private static final int LEAST_MESSAGE_BYTES = 1_048_588;

    private final StreamClients clients;
    private final String topic;

    TopicSettings(StreamClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /**
     * Returns what a person should do something about, as sentences.
     *
     * @throws ConfigurationException where the stream cannot work with the settings
     */
    List<String> warnings(Admin admin) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> answer;
        try {
            answer = StreamFailures.answer(
                    "Cannot look at the settings of the topic " + topic,
                    admin.describeConfigs(List.of(resource)).all());
        } catch (ConfigurationException e) {
            return List.of("Nobody lets this Caravan see how long the topic keeps its records; %s"
                    .formatted(clients.command(
                            "kafka-acls.sh",
                            "--add --allow-principal \"User:%s\" --operation DescribeConfigs --topic %s"
                                    .formatted(clients.user(), topic))));
        }
        Map<String, String> settings = answer.get(resource).entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value()));
        if (settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "").contains("compact")) {
            throw new ConfigurationException(
                    "The topic %s is compacted, which would keep one entry of each playlist and drop the others: %s"
                            .formatted(topic, set("cleanup.policy=delete")));
        }
        var warnings = new ArrayList<String>();
        retention(settings, warnings);
        if (Long.parseLong(settings.getOrDefault(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + LEAST_MESSAGE_BYTES))
                < LEAST_MESSAGE_BYTES) {
            warnings.add("The topic %s takes records of %s bytes at most, and those of a snapshot may be larger: %s"
                    .formatted(
                            topic,
                            settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                            set("max.message.bytes=" + LEAST_MESSAGE_BYTES)));
        }
        return warnings;
    }

    private void retention(Map<String, String> settings, List<String> warnings) {
        long millis = Long.parseLong(settings.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        if (millis >= 0 && millis < LEAST_RETENTION.toMillis()) {
            warnings.add(
                    "The topic %s keeps a record for %s, read or not; a consumer that stands still for longer loses some: %s"
                            .formatted(
                                    topic,
                                    Counted.of(Duration.ofMillis(millis).toHours(), "hour"),
                                    set("retention.ms=" + GOOD_RETENTION.toMillis())));
        }
        String bytes = settings.getOrDefault(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        if (!bytes.equals("-1")) {
            warnings.add("The topic %s drops records beyond %s bytes of a partition, read or not: %s"
                    .formatted(topic, bytes, set("retention.bytes=-1")));
        }
    }

    private String set(String setting) {
        return clients.command(
                "kafka-configs.sh",
                "--alter --entity-type topics --entity-name %s --add-config %s".formatted(topic, setting));
    }
}
