package io.caravan.spotify;

import static io.caravan.spotify.Extraction.CATALOGUE;
import static io.caravan.spotify.Extraction.ITEMS;
import static io.caravan.spotify.Extraction.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.lake.Lake;
import io.caravan.local.spotify.Fault;
import io.caravan.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process over a lake reads the playlists at a time. */
@Timeout(300)
class ExtractionLeaseTest {
    private static final String ELSEWHERE = "{\"host\":\"elsewhere\",\"pid\":7,\"started\":0,\"id\":\"x\"}";

    @TempDir
    Path folder;

    @Test
    void twoAtTheSameMomentReadEachPlaylistOnce() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var one = Extraction.of(folder, Map.of());
                var other = TestApplication.start(
                        folder.resolve("other"),
                        CATALOGUE,
                        Map.of("lake.endpoint", folder.resolve("s3").toUri().toString()))) {
            other.stopTransforming();
            one.spotify.fault(ITEMS, 1, right -> {
                begun.countDown();
                await(goOn);
                return right;
            });
            var told = told(other);
            var first = CompletableFuture.supplyAsync(one::run);
            await(begun);

            var second = other.extract();

            assertThat(second.playlistsRead()).isZero();
            assertThat(second.outcome()).isEqualTo(Outcome.OK);
            assertThat(second.observations()).isEmpty();
            assertThat(other.spotify.calls()).isEmpty();
            assertThat(told)
                    .singleElement()
                    .asString()
                    .matches("extract-playlists playlists left to the process \\d+ on \\S+, which reads them now");
            goOn.countDown();
            assertThat(first.get(1, TimeUnit.MINUTES).playlistsRead()).isEqualTo(4);
            assertThat(one.raw()).hasSize(4);
            assertThat(lease(one)).isNull();
        }
    }

    @Test
    void aProcessOfAnotherMachineIsWaitedForUntilItHasBeenSilentForTenMinutes() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.app.lake().put(ExtractionLease.KEY, ELSEWHERE.getBytes(UTF_8), "application/json");
            var told = told(extraction.app);

            assertThat(extraction.run().playlistsRead()).isZero();
            assertThat(told)
                    .containsExactly(
                            "extract-playlists playlists left to the process 7 on elsewhere, which reads them now");
            assertThat(lease(extraction)).isEqualTo(ELSEWHERE);
            assertThat(ExtractionLease.holder(extraction.app.lake())).isEqualTo("the process 7 on elsewhere");

            age(Duration.ofMinutes(9));
            assertThat(extraction.run().playlistsRead()).isZero();

            age(Duration.ofMinutes(11));
            assertThat(ExtractionLease.holder(extraction.app.lake())).isNull();
            assertThat(extraction.run().playlistsRead()).isEqualTo(1);
            assertThat(lease(extraction)).isNull();
        }
    }

    @Test
    void oneThatDiedOnThisMachineIsNotWaitedFor() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        try (var extraction = Extraction.ofFirst(folder)) {
            String gone = "{\"host\":\"%s\",\"pid\":%d,\"started\":%d,\"id\":\"x\"}";
            extraction
                    .app
                    .lake()
                    .put(
                            ExtractionLease.KEY,
                            gone.formatted(host, dead.pid(), 0).getBytes(UTF_8),
                            "application/json");
            assertThat(extraction.run().playlistsRead()).isEqualTo(1);

            // Its number is that of a process which began later: this one.
            extraction
                    .app
                    .lake()
                    .put(
                            ExtractionLease.KEY,
                            gone.formatted(host, ProcessHandle.current().pid(), 0)
                                    .getBytes(UTF_8),
                            "application/json");
            assertThat(extraction.run().playlistsUnchanged()).isZero();
            assertThat(lease(extraction)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"pid\":\"x\"}"})
    void aLeaseThatCannotBeReadIsWaitedForAsAnyOther(String written) throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.app.lake().put(ExtractionLease.KEY, written.getBytes(UTF_8), "application/json");
            assertThat(extraction.run().playlistsRead()).isZero();
            age(Duration.ofMinutes(11));
            assertThat(extraction.run().playlistsRead()).isEqualTo(1);
        }
    }

    @Test
    void itIsGivenBackHoweverTheExtractionEnds() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            extraction.spotify.fault(TOKEN, 9, Fault.status(400, "no"));
            assertThat(extraction.run().failures()).isNotEmpty();
            assertThat(lease(extraction)).isNull();
        }
    }

    @Test
    void whereTheLakeDidNotTakeItBackTheSameProcessGoesOnAtOnce() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            Lake lake = extraction.app.lake();
            try (var lease = new ExtractionLease(lake, extraction.app.runs())) {
                assertThat(lease.take()).isTrue();
                String left = lease(extraction);
                assertThat(lease.take()).as("while it works").isFalse();
                lease.release();
                lake.put(ExtractionLease.KEY, left.getBytes(UTF_8), "application/json");

                assertThat(lease.take()).isTrue();
            }
        }
    }

    @Test
    void whatAnotherTookMeanwhileIsLeftToIt() throws Exception {
        try (var extraction = Extraction.ofFirst(folder)) {
            Lake lake = extraction.app.lake();
            try (var lease = new ExtractionLease(lake, extraction.app.runs())) {
                assertThat(lease.take()).isTrue();
                String ours = lease(extraction);
                age(Duration.ofMinutes(11));
                lease.renew();
                assertThat(lease(extraction)).isEqualTo(ours);
                assertThat(new ExtractionLease(lake, extraction.app.runs()).take())
                        .as("renewed")
                        .isFalse();

                lake.put(ExtractionLease.KEY, ELSEWHERE.getBytes(UTF_8), "application/json");
                lease.renew();
                lease.release();
                assertThat(lease(extraction)).isEqualTo(ELSEWHERE);
            }
        }
    }

    private static List<String> told(TestApplication app) {
        var told = new ArrayList<String>();
        app.runs().report((Progress) (stage, object, detail) -> told.add(stage + " " + object + " " + detail));
        return told;
    }

    private void age(Duration silence) throws Exception {
        Path file = folder.resolve("s3/lake").resolve(ExtractionLease.KEY);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(silence)));
    }

    private static String lease(Extraction extraction) {
        byte[] bytes = extraction.app.lake().read(ExtractionLease.KEY);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
