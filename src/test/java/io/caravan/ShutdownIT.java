package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravan.command.CaravanProcess;
import io.caravan.command.Commands;
import io.caravan.failpoint.Failpoints;
import io.caravan.local.spotify.Catalogue;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM while there is work: Kubernetes kills after a grace period, and nothing here may wait for a step that hangs. */
class ShutdownIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final int PLAYLISTS = 6;
    private static final int ENTRIES = 10;

    @TempDir
    static Path folder;

    /** The process that comes after the one that is stopped. */
    private static Commands next;

    @BeforeAll
    static void startNext() throws IOException {
        next = Commands.in(folder);
    }

    @AfterAll
    static void stopNext() throws Exception {
        next.close();
    }

    @BeforeEach
    void start() throws IOException {
        next.clear();
        SettingsFolder.in(folder).whole();
    }

    private Map<String, String> environment(String failpoints) {
        var environment = new HashMap<>(Map.of(
                "LOCAL_SPOTIFY_PLAYLISTS", String.valueOf(PLAYLISTS),
                "LOCAL_SPOTIFY_ENTRIES", String.valueOf(ENTRIES),
                "LOCAL_SPOTIFY_DAY", DAY.toString(),
                "LAKE_POLL_EVERY", "200ms",
                "WAREHOUSE_LOAD_EVERY", "500ms"));
        if (!failpoints.isEmpty()) {
            environment.put("JDK_JAVA_OPTIONS", "-D" + Failpoints.PROPERTY + "=" + failpoints);
        }
        return environment;
    }

    /** Stops a process in which a failpoint has said that work is going on, and lets the next one end the work. */
    private void stopDuring(String command, String failpoints) throws Exception {
        try (var process = CaravanProcess.start(folder, environment(failpoints), command)) {
            await().until(() -> process.err().contains("Failpoint "));
            process.terminate();
            CaravanProcess.Result stopped = process.await();
            assertThat(stopped.exitCode()).as(stopped.err()).isIn(0, 143);
        }
        long start = System.nanoTime();
        CaravanProcess.Result result = next.run(environment(""), "once");
        assertThat(result.exitCode()).as(result.err()).isZero();
        FaultFigures.add("SYS-1", Duration.ofNanos(System.nanoTime() - start), -1, true);
        var expected = new ExpectedTables();
        expected.read(DAY, Catalogue.of(1, PLAYLISTS, ENTRIES, DAY).playlists());
        assertThat(LoadedTables.difference(folder.resolve("data"), expected, DAY))
                .isEqualTo(Difference.NONE);
    }

    /** A tenth of a second at each step, so that work is still going on when the signal comes. */
    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"store-raw-put.before=stall(100ms)", "write-table-put.after=stall(100ms)"})
    void sys1ASignalUnderLoadEndsTheProcessWithWorkFinishedOrLeft(String failpoints) throws Exception {
        stopDuring("run", failpoints);
    }

    @Test
    void sys1AStepThatHangsIsNotWaitedForForEver() throws Exception {
        stopDuring("run", "merge-stage-merge.before=stall(30m)");
    }

    @Test
    @Tag("long")
    void sys1ASignalEndsACycleToo() throws Exception {
        stopDuring("once", "merge-stage-merge.before=stall(30m)");
    }
}
