package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import io.caravan.stream.StreamChecks.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sign-in, TLS and rights, on a broker that wants them. */
class SecuredStreamIT extends StreamFixture {
    private static final String INSTANCE = "caravan-0";

    @TempDir
    static Path brokerFolder;

    private static SecuredBroker secured;

    @BeforeAll
    static void startBroker() throws IOException {
        secured = SecuredBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        secured.close();
    }

    /** Makes the topic, and a user of its name with all rights but some. */
    private void user(String... without) {
        secured.broker().topic(topic, 1);
        secured.user(topic);
        Set<String> missing = Set.of(without);
        if (!missing.contains("Write")) {
            secured.give(topic, ResourceType.TOPIC, topic, AclOperation.WRITE);
        }
        if (!missing.contains("Read")) {
            secured.give(topic, ResourceType.TOPIC, topic, AclOperation.READ);
        }
        if (!missing.contains("group")) {
            secured.give(topic, ResourceType.GROUP, topic, AclOperation.READ);
        }
        if (!missing.contains("transactional-id")) {
            secured.give(topic, ResourceType.TRANSACTIONAL_ID, INSTANCE, AclOperation.WRITE);
        }
    }

    private TestApplication start(String password, Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "stream.brokers",
                secured.address(),
                "stream.security",
                "SASL_PLAINTEXT",
                "stream.user",
                topic,
                "stream.password",
                password,
                "stream.timeout",
                "10s",
                "caravan.retries",
                "1"));
        settings.putAll(more);
        return start(settings);
    }

    private StreamChecks checks(String password) {
        var checks = new StreamChecks(
                new StreamClients(
                        secured.address(), "10s", "SASL_PLAINTEXT", "SCRAM-SHA-512", topic, password, "", "", ""),
                topic);
        checks.examineTopic(topic, INSTANCE, true);
        return checks;
    }

    private static void assertTellsNoSecret(String text) {
        assertThat(text).isNotEmpty().doesNotContain("sesame", "jaas", "Exception");
    }

    @Test
    void whoSignsInAndHasTheRightsPublishesAndReads() {
        user();

        RunSummary summary = start(SecuredBroker.PASSWORD, Map.of()).once();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.snapshotsPublished()).isEqualTo(3);
        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertThat(checks(SecuredBroker.PASSWORD).found())
                .extracting(Found::problem)
                .containsOnlyNulls();
    }

    @Test
    void byTlsAndACertificateThatIsTrustedToo() {
        user();

        RunSummary summary = start(
                        SecuredBroker.PASSWORD,
                        Map.of(
                                "stream.brokers", secured.tlsAddress(),
                                "stream.security", "SASL_SSL",
                                "stream.truststore", secured.certificate().toString()))
                .once();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
    }

    @Test
    void aBrokerThatIsNotTrustedIsAMatterOfTheSettings() {
        user();

        RunSummary summary = start(
                        SecuredBroker.PASSWORD,
                        Map.of("stream.brokers", secured.tlsAddress(), "stream.security", "SASL_SSL"))
                .once();

        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(summary.failures()).hasSize(2).extracting(Failure::message).allSatisfy(message -> {
            assertThat(message).contains("Caravan does not trust them", "stream.truststore");
            assertTellsNoSecret(message);
        });
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() {
        user();

        TestApplication app = start("wrong sesame", Map.of());
        RunSummary summary = app.once();

        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(summary.failures()).hasSize(2).extracting(Failure::message).allSatisfy(message -> {
            assertThat(message).contains("do not accept who signs in", "stream.password");
            assertTellsNoSecret(message);
        });
        assertThat(app.lake().list("transformed_data/to_publish/")).hasSize(3);
        assertThat(checks("wrong sesame").found()).singleElement().satisfies(found -> {
            assertThat(found.check()).isEqualTo("brokers");
            assertThat(found.problem()).isInstanceOf(ConfigurationException.class);
            assertTellsNoSecret(found.words());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Write, publish-snapshots, --operation Write --topic",
        "transactional-id, publish-snapshots, --operation Write --transactional-id caravan-0",
        "Read, consume-topic, --operation Read --topic",
        "group, consume-topic, --operation Read --group"
    })
    void aRightThatIsMissingIsToldWithTheCommandThatGivesIt(String right, String stage, String command) {
        user(right);

        List<Found> problems = checks(SecuredBroker.PASSWORD).found().stream()
                .filter(found -> found.problem() != null)
                .toList();
        assertThat(problems).singleElement().satisfies(found -> {
            assertThat(found.check()).isEqualTo("rights");
            assertThat(found.words().lines()).hasSize(2);
            assertThat(found.words())
                    .contains("kafka-acls.sh --bootstrap-server " + secured.address(), "User:" + topic, command);
            assertTellsNoSecret(found.words());
        });

        RunSummary summary = start(SecuredBroker.PASSWORD, Map.of()).once();

        assertThat(summary.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(summary.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.stage()).isEqualTo(stage);
            assertThat(failure.message()).containsAnyOf("doctor", "kafka-acls.sh");
            assertTellsNoSecret(failure.message());
        });
    }

    @Test
    void whoMayNotSeeTheSettingsOfTheTopicIsWarned() {
        user();

        assertThat(checks(SecuredBroker.PASSWORD).found())
                .filteredOn(Found::isWarning)
                .singleElement()
                .satisfies(found -> assertThat(found.words()).contains("--operation DescribeConfigs --topic " + topic));
        secured.give(topic, ResourceType.TOPIC, topic, AclOperation.DESCRIBE_CONFIGS);
        assertThat(checks(SecuredBroker.PASSWORD).found()).noneMatch(Found::isWarning);
    }
}
