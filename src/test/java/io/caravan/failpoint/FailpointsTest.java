package io.caravan.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.caravan.TestApplication;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.apache.camel.spi.InterceptStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class FailpointsTest {
    private static final Catalogue CATALOGUE = Catalogue.of(1, 2, 10, LocalDate.of(2026, 11, 20));

    @TempDir
    Path folder;

    @Test
    void unarmedThereIsNothingOfThemInTheRoutes() {
        try (var app = start(Map.of())) {
            assertThat(app.context().getCamelContextExtension().getInterceptStrategies())
                    .isEmpty();
            assertThat(app.context().getRegistry().findByType(InterceptStrategy.class))
                    .isEmpty();
        }
    }

    @Test
    void aStepThatFailsThreeTimesIsTriedAgainAndTheRunGoesOn() {
        try (var app = start(armed("store-raw-put.before=fail(3),hand-over-snapshot-put.after=fail(1)"))) {
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
            assertThat(app.runs().summary().snapshotsLoaded()).isEqualTo(2);
        }
    }

    @Test
    void aStepThatAlwaysFailsLeavesItsObjectWhereItIs() {
        try (var app = start(armed("hand-over-snapshot-put.before=fail"))) {
            assertThat(app.once().outcome()).isEqualTo(Outcome.FAILED);
            assertThat(app.lake().list("raw_data/to_processed/")).hasSize(2);
            assertThat(app.lake().list("transformed_data/to_load/")).isEmpty();
        }
    }

    @Test
    void theNodesOfAnErrorHandlerAndOfATransactionHavePlacesToo() {
        try (var app = start(armed("on-service-away-leave.before=stall(1ms),load-batch-close.after=stall(1ms),"
                + "merge-stage-merge.before=stall(1ms)"))) {
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void actionsFollowOneAnotherAndAHaltWaitsForItsPass() {
        var failpoint = new Failpoint("x.before", "stall(20ms)|halt(1000)|fail(1)");
        long start = System.nanoTime();
        assertThatThrownBy(failpoint::pass).hasMessageContaining("x.before");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(19));
        assertThat(catchThrowable(failpoint::pass))
                .as("the second pass neither fails nor halts")
                .isNull();
    }

    @Test
    void aPlaceThatIsNotThereIsAConfigurationErrorThatNamesTheNearest() {
        assertThatThrownBy(() -> start(armed("store-raw-putt.before=halt")))
                .rootCause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("store-raw-putt.before")
                .hasMessageContaining("did you mean store-raw-put.before or ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store-raw-put.before",
                "store-raw-put.before=",
                "store-raw-put.before=die",
                "store-raw-put.before=stall",
                "store-raw-put.before=halt|",
                "a.before=halt,,b.before=halt"
            })
    void anActionThatIsNoneIsAConfigurationError(String text) {
        assertThatThrownBy(() -> new Failpoints(text)).isInstanceOf(ConfigurationException.class);
    }

    private static Map<String, String> armed(String text) {
        return Map.of(Failpoints.PROPERTY, text);
    }

    private TestApplication start(Map<String, String> properties) {
        return TestApplication.start(folder, CATALOGUE, properties);
    }
}
