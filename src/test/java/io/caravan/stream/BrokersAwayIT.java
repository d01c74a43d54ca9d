package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cycles while the brokers are away. */
class BrokersAwayIT extends StreamFixture {
    private KafkaBroker own() throws IOException {
        KafkaBroker own = KafkaBroker.start(Files.createDirectories(folder.resolve("broker")));
        own.topic(topic, 1);
        return own;
    }

    private TestApplication start(KafkaBroker broker, String from) {
        return start(Map.of(
                "stream.brokers",
                broker.address(),
                "warehouse.from",
                from,
                "stream.timeout",
                "1s",
                "caravan.retries",
                "1"));
    }

    @Test
    void aCycleIsParkedDoesTheRestAndTheNextTakesUpWhatWaits() throws Exception {
        try (KafkaBroker broker = own()) {
            TestApplication app = start(broker, "stream");
            broker.stop();

            RunSummary parked = app.once();

            assertThat(parked.exitCode()).isEqualTo(75);
            assertThat(parked.failures())
                    .extracting(Failure::stage, Failure::outcome)
                    .containsExactlyInAnyOrder(
                            tuple("publish-snapshots", Outcome.PARKED), tuple("consume-topic", Outcome.PARKED));
            assertThat(parked.failures())
                    .extracting(Failure::message)
                    .allMatch(message -> message.contains("the brokers do not answer as they should")
                            && message.contains("stream.brokers"))
                    .noneMatch(message -> message.contains("Exception"));
            assertThat(parked.snapshotsTransformed()).isEqualTo(3);
            assertThat(app.lake().list("transformed_data/to_publish/")).hasSize(3);
            assertThat(query(app, "select outcome from etl_run")).containsExactly(List.of("parked"));

            broker.start();
            app.clock.advance(Duration.ofHours(1));
            RunSummary next = app.once();

            assertThat(next.failures()).isEmpty();
            assertThat(next.snapshotsPublished()).isEqualTo(3);
            assertThat(next.snapshotsLoaded()).isEqualTo(3);
        }
    }

    @Test
    void whatComesByFilesIsLoadedMeanwhile() throws Exception {
        try (KafkaBroker broker = own()) {
            TestApplication app = start(broker, "inbox");
            broker.stop();

            RunSummary parked = app.once();

            assertThat(parked.exitCode()).isEqualTo(75);
            assertThat(parked.snapshotsLoaded()).isEqualTo(3);
            assertThat(app.lake().list("transformed_data/to_publish/")).hasSize(3);
        }
    }
}
