package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravan.Difference;
import io.caravan.command.CaravanProcess;
import io.caravan.failpoint.Failpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is told to stop in the midst of a landing, as by a rolling upgrade, and the one that comes after it. */
@Tag("long")
class StreamShutdownIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "land-in-transaction-run.before=stall(300ms)",
                "land-records-commit.before=stall(30m)",
                "consume-topic-wait.before=stall(30m),land-records-commit.before=fail"
            })
    void theNextGoesOnWhereItStopped(String failpoints) throws Exception {
        try (var world = StreamWorld.onDuckDb(folder, KafkaBroker.shared(), 2, 3, 40)) {
            var environment = new HashMap<>(
                    Map.of("LAKE_POLL_EVERY", "200ms", "STREAM_PUBLISH_EVERY", "300ms", "STREAM_WATCH_EVERY", "300ms"));
            environment.put("JDK_JAVA_OPTIONS", "-D" + Failpoints.PROPERTY + "=" + failpoints);
            String place = failpoints.substring(0, failpoints.indexOf('.'));
            try (var process = CaravanProcess.start(folder, world.environment("caravan-0", environment), "run")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> process.err().contains("Failpoint " + place));
                process.terminate();
                var stopped = process.await();
                assertThat(stopped.exitCode()).as(stopped.err()).isIn(0, 143);
            }

            var next = CaravanProcess.run(folder, world.environment("caravan-0", Map.of()), "once");

            assertThat(next.exitCode()).as(next.err()).isZero();
            assertThat(world.leftovers()).isEmpty();
            assertThat(world.difference()).isEqualTo(Difference.NONE);
            world.compareLedger();
        }
    }
}
