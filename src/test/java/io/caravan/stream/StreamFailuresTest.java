package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class StreamFailuresTest {
    private static CaravanException of(Throwable failure) {
        return StreamFailures.of("Cannot publish x to the topic y", failure);
    }

    private static StreamClients clients(String brokers, String security, String truststore, String options) {
        return new StreamClients(
                brokers, "1s", security, "SCRAM-SHA-512", "anna", "wonder\"land", truststore, "moon", options);
    }

    private static CaravanException made(StreamClients clients) {
        return of(catchThrowable(() -> clients.admin().close()));
    }

    @Test
    void brokersThatDoNotAnswerInTimeAreAwayAndTheRunIsParked() {
        CaravanException error = of(new ExecutionException(new TimeoutException("Timed out waiting for a node.")));

        assertThat(error)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("do not answer as they should (Timed out waiting for a node)");
        assertThat(error.outcome()).isEqualTo(Outcome.PARKED);
    }

    @Test
    void whatIsNoMatterOfWaitingFailsTheRun() {
        assertThat(of(new KafkaException("a log is corrupt")).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aNameThatNobodyKnowsIsAwayToo() {
        CaravanException error = made(clients("kafka.invalid:9092", "PLAINTEXT", "", ""));

        assertThat(error.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(error).hasMessageContaining("No resolvable bootstrap urls");
    }

    @Test
    void optionsThatTheClientsDoNotTakeAreAMatterOfTheSettings() {
        assertThat(made(clients("127.0.0.1:1", "PLAINTEXT", "", "client.dns.lookup=telepathy")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("telepathy", "stream.options");
    }

    @Test
    void aTruststoreThatIsNotThereIsAMatterOfTheSettings() {
        assertThat(made(clients("127.0.0.1:1", "SASL_SSL", "/no/such/store.p12", "")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("/no/such/store.p12", "stream.truststore")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("moon", "wonder", "Exception"));
    }

    @Test
    void whoIsNotAcceptedOrLacksARightReadsWhichOne() {
        assertThat(of(new SaslAuthenticationException("Authentication failed")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("do not accept who signs in");
        assertThat(of(new ExecutionException(GroupAuthorizationException.forGroupId("caravan"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caravan");
        assertThat(of(new TransactionalIdAuthorizationException("Transactional Id authorization failed.")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Transactional Id authorization failed;");
    }
}
