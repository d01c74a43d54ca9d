package io.caravan.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class FailuresTest {
    private final TestClock clock = new TestClock(TestApplication.START);
    private final CurrentRun runs = new CurrentRun(clock);
    private final Failures failures = new Failures(new DeadLetters(new Lake(new NoS3(), "lake", "")), runs, clock);
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void anAnswerThatCannotBeKeptIsStillAFailureOfTheRun() {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException("no JSON"));
        exchange.setProperty("stage", "extract-playlists");
        exchange.setProperty("playlistId", "p");
        exchange.setProperty("unreadable", "<html>".getBytes(UTF_8));

        assertThatThrownBy(() -> failures.setAside(exchange)).isInstanceOf(UnsupportedOperationException.class);

        assertNotedButNotAsADeadLetter();
    }

    @Test
    void anObjectThatCannotBeBuriedIsStillAFailureOfTheRun() {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException("no snapshot"));
        exchange.setProperty("stage", "transform-snapshots");
        exchange.setProperty("inboxKey", "raw_data/to_processed/a.json");

        assertThatThrownBy(() -> failures.setAside(exchange)).isInstanceOf(UnsupportedOperationException.class);

        assertNotedButNotAsADeadLetter();
    }

    private void assertNotedButNotAsADeadLetter() {
        var run = runs.summary();
        assertThat(run.failures()).hasSize(1);
        assertThat(run.outcome().exitCode()).isNotZero();
        assertThat(run.deadLetters()).isZero();
    }

    /** Can do nothing at all. */
    private static final class NoS3 implements S3Client {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
