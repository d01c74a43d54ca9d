package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.stream.StreamChecks.Found;
import io.caravan.stream.registry.SchemaRegistry;
import io.caravan.stream.registry.StoredSchemas;
import io.caravan.warehouse.SqlFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor finds of a topic on a real broker, of a registry and of what is landed. */
class StreamChecksIT extends StreamFixture {
    private static final String GOOD = "cleanup.policy=delete,retention.ms=2592000000";

    private StreamChecks checks(String brokers) {
        var clients = new StreamClientsBuilder();
        clients.setBrokers(brokers);
        clients.setTimeout("2s");
        return new StreamChecks(clients.build(), topic);
    }

    private List<Found> topic(String... settings) {
        if (settings.length > 0) {
            broker().topic(
                            topic,
                            3,
                            Stream.of(settings)
                                    .map(setting -> setting.split("="))
                                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        }
        StreamChecks checks = checks(broker().address());
        checks.examineTopic("caravan", "caravan-0", true);
        return checks.found();
    }

    private String set(String setting) {
        return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s"
                .formatted(broker().address(), topic, setting);
    }

    @Test
    void aTopicAsItShouldBeIsGood() {
        assertThat(topic(GOOD.split(",")))
                .extracting(Found::words, Found::isWarning)
                .containsExactly(
                        tuple("1 brokers answer at " + broker().address(), false),
                        tuple("The topic " + topic + " has 3 partitions of 1 replica", false),
                        tuple("Who signs in may publish and read", false));
    }

    @Test
    void aTopicThatIsMissingIsToldWithTheCommandThatMakesIt() {
        assertThat(topic()).last().satisfies(found -> {
            assertThat(found.check()).isEqualTo("topic");
            assertThat(found.problem().outcome()).isEqualTo(Outcome.CONFIGURATION);
            assertThat(found.words())
                    .contains("kafka-topics.sh --bootstrap-server " + broker().address() + " --create --topic " + topic
                            + " --partitions 6 --replication-factor 1 --config cleanup.policy=delete"
                            + " --config retention.ms=2592000000,");
        });
    }

    @ParameterizedTest
    @CsvSource({"compact", "'compact,delete'"})
    void aCompactedTopicIsRefused(String policy) {
        assertThat(topic("cleanup.policy=" + policy)).last().satisfies(found -> {
            assertThat(found.problem()).isInstanceOf(ConfigurationException.class);
            assertThat(found.words()).contains("compacted", set("cleanup.policy=delete"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "retention.ms=86400000, keeps a record for 24 hours, retention.ms=2592000000",
        "retention.bytes=1000000, beyond 1000000 bytes, retention.bytes=-1",
        "max.message.bytes=1000, records of 1000 bytes at most, max.message.bytes=1048588"
    })
    void whatMayLoseOrRefuseRecordsIsWarnedOf(String setting, String words, String remedy) {
        assertThat(topic(setting)).filteredOn(Found::isWarning).singleElement().satisfies(found -> assertThat(
                        found.words())
                .contains(words, set(remedy)));
    }

    @Test
    void keptForEverIsKeptLongEnough() {
        assertThat(topic("retention.ms=-1"))
                .noneMatch(Found::isWarning)
                .extracting(Found::problem)
                .containsOnlyNulls();
    }

    @Test
    void brokersThatDoNotAnswerAreToldAndNothingElseIsAskedOfThem() throws Exception {
        StreamChecks checks = checks("127.0.0.1:" + KafkaBroker.freePort());

        assertThat(checks.examineTopic("caravan", "caravan-0", true)).isFalse();

        assertThat(checks.found()).singleElement().satisfies(found -> {
            assertThat(found.check()).isEqualTo("brokers");
            assertThat(found.problem().outcome()).isEqualTo(Outcome.PARKED);
            assertThat(found.words()).contains("Cannot reach the brokers 127.0.0.1:", "stream.brokers");
        });
    }

    @Test
    void schemasAreHeldAgainstTheRegistry() {
        try (var stored = StoredSchemas.start()) {
            var registry = new SchemaRegistry(stored.url(), "", "");
            assertThat(schemas(registry))
                    .allSatisfy(found -> assertThat(found.words()).contains("schemas register"));
            for (RecordType type : RecordType.values()) {
                registry.register(type);
            }

            assertThat(schemas(registry))
                    .hasSameSizeAs(RecordType.values())
                    .allSatisfy(found -> assertThat(found.words()).contains("is registered as "));
            assertThat(schemas(registry)).noneMatch(Found::isWarning);
        }
        assertThat(schemas(new SchemaRegistry("http://127.0.0.1:1", "", "")))
                .extracting(Found::problem)
                .doesNotContainNull();
    }

    private List<Found> schemas(SchemaRegistry registry) {
        StreamChecks checks = checks(broker().address());
        checks.examineSchemas(registry);
        return checks.found();
    }

    @Test
    void whatIsLandedIsHeldAgainstWhatTheTopicStillHas() throws Exception {
        broker().topic(topic, 1);
        var app = start(Map.of());
        app.once();
        DataSource warehouse = app.bean("warehousePool", DataSource.class);
        assertThat(offsets(warehouse)).singleElement().satisfies(found -> assertThat(found.problem())
                .isNull());

        try (Admin admin = broker().admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        await().ignoreExceptions().until(() -> {
            broker().topic(topic, 1);
            return true;
        });

        assertThat(offsets(warehouse)).singleElement().satisfies(found -> assertThat(found.words())
                .contains("made anew", "replay --into=stream"));
    }

    private List<Found> offsets(DataSource warehouse) throws SQLException {
        StreamChecks checks = checks(broker().address());
        try (Connection connection = warehouse.getConnection()) {
            checks.examineOffsets(connection, new SqlFiles("sql/duckdb"));
        }
        return checks.found();
    }
}
