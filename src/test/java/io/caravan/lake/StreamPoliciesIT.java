package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Emulators;
import io.caravan.TestApplication;
import io.caravan.lake.SentRequests.Need;
import io.caravan.local.spotify.Catalogue;
import io.caravan.stream.KafkaBroker;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policies of the stream against what publishing and reading ask of S3. */
class StreamPoliciesIT {
    private final String topic = "policies-" + UUID.randomUUID();

    @TempDir
    Path folder;

    private TestApplication start(Map<String, String> settings) {
        KafkaBroker.shared().topic(topic, 1);
        var all = new HashMap<>(settings);
        all.putAll(Map.of(
                "stream.brokers",
                KafkaBroker.shared().address(),
                "stream.topic",
                topic,
                "stream.group",
                topic,
                "stream.format",
                "json",
                "warehouse.from",
                "stream"));
        return TestApplication.startWithServer(folder, Catalogue.of(1, 2, 20, LocalDate.of(2026, 11, 21)), all);
    }

    /** Hands over, publishes and reads, good and bad; returns what that needs of S3 because of the stream. */
    private List<Need> work(TestApplication app) throws Exception {
        app.extract();
        SentRequests.clear();
        app.drainInbox();
        List<Need> needs = new ArrayList<>(SentRequests.all().stream()
                .filter(need -> need.object() != null && need.object().contains("/to_publish/"))
                .toList());
        app.stopTransforming();
        app.lake().put("transformed_data/to_publish/broken.json", "{".getBytes(UTF_8), "application/json");
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KafkaBroker.shared().address()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "no record of ours".getBytes(UTF_8)))
                    .get();
        }

        SentRequests.clear();
        app.request("direct:publish-snapshots");
        app.request("direct:drain-topic");

        assertThat(app.runs().summary().snapshotsLoaded())
                .as("%s", app.runs().summary().failures())
                .isEqualTo(2);
        assertThat(app.runs().summary().deadLetters()).isEqualTo(2);
        needs.addAll(SentRequests.all());
        return needs;
    }

    @Test
    void aWarehouseThatReadsFilesOfThisMachineLandsNoneInTheLake() throws Exception {
        try (var app = start(Map.of("lake.prefix", "music/", "warehouse.lake-folder", ""))) {
            Policy policy = Policy.read("stream-policy.json", "music/");
            assertThat(work(app))
                    .isNotEmpty()
                    .allMatch(policy::allows, "is allowed by stream-policy.json")
                    .noneMatch(need -> need.object() != null && need.object().contains("stream_data/"));
        }
    }

    @Test
    void whereSnowflakeIsTheWarehouseAllOfItIsNeeded() throws Exception {
        var account = Emulators.start().newAccount("music/");
        try (var app = start(account.settings())) {
            List<Need> needs = work(app);

            PoliciesTest.assertExactly("stream-policy.json", needs);
            Policy warehouse = Policy.read("warehouse-stream-policy.json", "music/");
            assertThat(needs)
                    .filteredOn(need ->
                            need.object() != null && need.object().startsWith("music/transformed_data/stream_data/"))
                    .isNotEmpty()
                    .allMatch(need -> warehouse.allows(new Need("s3:GetObject", need.object(), null)));
            assertThat(app.lake().list("transformed_data/stream_data/")).isEmpty();
        }
    }
}
