package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Difference;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream under kill -9: {@link StreamKillLoop} and {@link StreamReplicaKillLoop}, which do as many by themselves as they are told. */
class StreamKillLoopIT {
    @TempDir
    Path folder;

    @TempDir
    Path another;

    @Test
    void twentyKillsOfWhatPublishesAndLandsLoseNothingAndDoubleNothing() throws Exception {
        var one = CompletableFuture.supplyAsync(() -> run(10, 1, folder));
        StreamKillLoop.Report other = StreamKillLoop.run(10, 2, another);

        assertNothingIsOff(one.get(), 10);
        assertNothingIsOff(other, 10);
    }

    private static StreamKillLoop.Report run(int kills, long seed, Path folder) {
        try {
            return StreamKillLoop.run(kills, seed, folder);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static void assertNothingIsOff(StreamKillLoop.Report report, int kills) {
        assertThat(report.difference()).isEqualTo(Difference.NONE);
        assertThat(report.allKills()).isEqualTo(kills);
        assertThat(report.halfway()).as("some left work halfway").isPositive();
    }

    @Test
    @Tag("kills")
    void twoHundredKillsOfWhatPublishesAndLandsLoseNothingAndDoubleNothing() throws Exception {
        assertNothingIsOff(StreamKillLoop.run(200, 3, folder), 200);
    }

    @Test
    @Tag("kills")
    void fiftyKillsOfTwoConsumersAndSomeOfTheBrokerLoseNothingAndDoubleNothing() throws Exception {
        StreamReplicaKillLoop.Report report = killConsumers(50, 1);

        assertThat(report.restarts()).as("kills of the broker").isPositive();
    }

    @Test
    @Tag("long")
    void fourKillsOfTwoConsumersLoseNothingAndDoubleNothing() throws Exception {
        killConsumers(4, 2);
    }

    private StreamReplicaKillLoop.Report killConsumers(int kills, long seed) throws Exception {
        StreamReplicaKillLoop.Report report = StreamReplicaKillLoop.run(kills, seed, folder);
        assertThat(report.difference()).isEqualTo(Difference.NONE);
        assertThat(report.kills()).isEqualTo(kills);
        assertThat(report.halfway()).as("some left work halfway").isPositive();
        return report;
    }
}
