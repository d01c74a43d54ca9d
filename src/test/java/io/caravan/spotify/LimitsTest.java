package io.caravan.spotify;

import static io.caravan.spotify.Extraction.CATALOGUE;
import static io.caravan.spotify.Extraction.DAY;
import static io.caravan.spotify.Extraction.FIRST;
import static io.caravan.spotify.Extraction.ITEMS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.caravan.FailureWords;
import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.failure.Outcome;
import io.caravan.failure.ParkedException;
import io.caravan.lake.LakeVersion;
import io.caravan.local.spotify.AppClass;
import io.caravan.local.spotify.Call;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import io.caravan.run.RunSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spotify's limits, and ours. */
@Timeout(300)
class LimitsTest {
    private static final String QUOTA_EXCEEDED =
            "{\"error\":{\"status\":429,\"message\":\"Too many requests\",\"reason\":\"QUOTA_EXCEEDED\"}}";

    /** A budget of 30 seconds that is never used up. */
    private static final int ANY = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void page2ALongRetryAfterParksAndTenRestartsWithinItsHoursMakeNoCall() {
        try (var app = start(Map.of())) {
            app.spotify.fault(ITEMS, 99, Fault.rateLimited("83276"));
            app.drop("waiting.json", "{\"items\":[],\"total\":0}");

            RunSummary run = app.once();

            assertThat(run.exitCode()).isEqualTo(75);
            assertThat(FailureWords.all(run.failures()))
                    .contains("2026-11-22T05:07:5", "Sunday 05:07 UTC", "in 23 hours");
            assertThat(run.snapshotsLoaded()).as("what waited in the lake").isEqualTo(1);
            assertThat(app.spotify.apiCalls().stream().filter(call -> call.status() == 429))
                    .as("at most what was under way")
                    .hasSizeBetween(1, 4);
        }
        for (int restart = 1; restart <= 10; restart++) {
            try (var app = start(Map.of())) {
                app.clock.advance(Duration.ofHours(2).multipliedBy(restart));
                RunSummary run = app.extract();
                assertThat(run.exitCode()).isEqualTo(75);
                assertThat(run.failures()).hasSize(1);
                assertThat(app.spotify.calls()).as("restart " + restart).isEmpty();
            }
        }
        try (var app = start(Map.of())) {
            app.clock.advance(Duration.ofSeconds(83_277));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"0", "soon", "1", "Sat, 21 Nov 2026 06:00:02 GMT"})
    void page2AShortZeroMissingOrStrangeRetryAfterIsWaitedOut(String retryAfter) {
        try (var app = start(Map.of("spotify.playlists", FIRST))) {
            app.spotify.fault(ITEMS, 2, Fault.rateLimited(retryAfter));

            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);

            assertThat(app.spotify.apiCalls()).hasSize(2 + 3 + 2);
        }
    }

    @Test
    void page2AnHttpDateFarAwayParksAndAWaitOfYearsDoesNotParkForYears() {
        try (var app = start(Map.of("spotify.playlists", FIRST))) {
            app.spotify.fault(ITEMS, 1, Fault.rateLimited("Sat, 21 Nov 2026 20:00:00 GMT"));
            assertThat(FailureWords.all(app.extract().failures())).contains("2026-11-21T20:00:00");

            app.clock.advance(Duration.ofHours(14));
            app.spotify.fault(ITEMS, 1, Fault.rateLimited("99999999999"));
            assertThat(FailureWords.all(app.extract().failures())).contains("2026-11-23T20:0");
        }
    }

    @Test
    void aUsedUpQuotaWithoutAnHourParksForOne() {
        try (var app = start(Map.of("spotify.playlists", FIRST))) {
            app.spotify.fault(ITEMS, 1, Fault.answer(429, Map.of(), QUOTA_EXCEEDED));
            RunSummary run = app.extract();
            assertThat(run.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(FailureWords.all(run.failures())).contains("2026-11-21T07:00:0");
        }
    }

    /** Those under way when the limit is told are out already; so only one is. */
    @ParameterizedTest
    @ValueSource(strings = {"3", "2.5", "Sat, 21 Nov 2026 06:00:05 GMT"})
    void duringAShortPenaltyNoPlaylistsCallLeaves(String retryAfter) {
        var told = new AtomicReference<Instant>();
        var left = Collections.synchronizedList(new ArrayList<Instant>());
        try (var app = start(Map.of("spotify.concurrency", "1"))) {
            app.spotify.fault("/v1/playlists/" + FIRST + "/items", 1, right -> {
                told.set(app.clock.instant());
                return Fault.rateLimited(retryAfter).apply(right);
            });
            app.spotify.fault("/v1/playlists/.*", 99, right -> {
                left.add(app.clock.instant());
                return right;
            });

            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);

            Instant end = retryAfter.contains(":")
                    ? Instant.parse("2026-11-21T06:00:05Z")
                    : told.get().plusSeconds(3);
            assertThat(left.stream().filter(call -> call.isAfter(told.get())))
                    .hasSizeGreaterThan(9)
                    .allSatisfy(call -> assertThat(call).isAfterOrEqualTo(end));
        }
    }

    @Test
    void theSimulatorsLimitsAreKeptToAndSurvived() {
        try (var app = start(Map.of())) {
            app.spotify.limitCalls(1000, 9);
            RunSummary run = app.extract();
            assertThat(run.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(app.spotify.apiCalls()).hasSizeBetween(10, 13);

            app.clock.advance(Duration.ofHours(24));
            app.spotify.limitCalls(1000, 1000);
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void theDaysBudgetSurvivesRestarts() {
        int calls;
        try (var app = start(Map.of())) {
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
            calls = app.spotify.apiCalls().size();
            assertThat(app.bean("rateLimit", RateLimit.class).callsLeft())
                    .as("the one for a token counts as well")
                    .isEqualTo(25_000 - calls - 1);
        }
        try (var app = start(Map.of("spotify.calls-per-day", String.valueOf(calls + 4)))) {
            assertThat(app.bean("rateLimit", RateLimit.class).callsLeft()).isEqualTo(3);
            RunSummary run = app.extract();
            assertThat(run.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(FailureWords.all(run.failures())).contains("spotify.calls-per-day", "2026-11-22T07:00:00");
            assertThat(app.spotify.apiCalls()).hasSize(2);
        }
        try (var app = start(Map.of("spotify.calls-per-day", String.valueOf(calls + 4)))) {
            app.clock.advance(Duration.ofHours(25));
            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void dyingLosesNoCountedCall() {
        var store = new MemoryStore();
        var limit = new RateLimit(new TestClock(TestApplication.START), "60s", ANY, 150, store);
        for (int call = 0; call < 120; call++) {
            limit.pass();
        }
        assertThat(store.writes).isEqualTo(2);

        var restarted = new RateLimit(new TestClock(TestApplication.START), "60s", ANY, 150, store);
        assertThat(restarted.callsLeft()).isZero();
        limit.end();
        restarted.begin();
        assertThat(restarted.callsLeft()).isEqualTo(30);
    }

    @Test
    void aPenaltyThatCouldNotBeStoredIsStoredLater() {
        var store = new MemoryStore();
        var clock = new TestClock(TestApplication.START);
        var failing = new boolean[] {true};
        var limit = new RateLimit(clock, "60s", ANY, 150, new LimitStore() {
            @Override
            public LakeVersion read() {
                return store.read();
            }

            @Override
            public boolean write(byte[] json, LakeVersion over) {
                if (failing[0]) {
                    throw new IllegalStateException("by the test");
                }
                return store.write(json, over);
            }
        });
        assertThat(catchThrowable(() -> limit.limited("3600", false))).isInstanceOf(IllegalStateException.class);
        failing[0] = false;
        assertThat(catchThrowable(limit::pass)).isInstanceOf(ParkedException.class);
        assertThat(new String(store.read().bytes(), UTF_8)).contains("not_before");
    }

    @Test
    void callsThatAreGivenBackAreThoseOfTheHourInWhichTheyWereCounted() {
        var store = new MemoryStore();
        var clock = new TestClock(TestApplication.START.minus(Duration.ofMinutes(1)));
        var limit = new RateLimit(clock, "60s", ANY, 200, store);
        limit.begin();
        for (int call = 0; call < 10; call++) {
            limit.pass();
        }
        clock.advance(Duration.ofMinutes(2));
        limit.end();
        assertThat(limit.callsLeft()).isEqualTo(190);

        clock.advance(Duration.ofHours(24).plusMinutes(30));

        assertThat(limit.callsLeft()).as("no more than there are").isEqualTo(200);
    }

    /** No answer asks for more than two days. */
    @Test
    void aPenaltyThatAClockFarAheadNotedHoldsNobody() {
        var store = new MemoryStore();
        var ahead =
                new RateLimit(new TestClock(TestApplication.START.plus(Duration.ofDays(30))), "60s", ANY, 150, store);
        assertThat(catchThrowable(() -> ahead.limited("3600", false))).isInstanceOf(ParkedException.class);
        var right = new RateLimit(new TestClock(TestApplication.START), "60s", ANY, 150, store);

        right.begin();
        right.pass();

        assertThat(catchThrowable(() -> right.limited("172800", false))).isInstanceOf(ParkedException.class);
        var slow = new RateLimit(
                new TestClock(TestApplication.START.minus(Duration.ofMinutes(30))), "60s", ANY, 150, store);
        assertThat(catchThrowable(slow::begin))
                .as("noted by a clock that is a bit ahead")
                .isInstanceOf(ParkedException.class);
    }

    @Test
    void processesThatCallAtOnceShareOneBudget() throws Exception {
        var store = new MemoryStore();
        var clock = new TestClock(TestApplication.START);
        var together = new CyclicBarrier(4);
        var passed = new AtomicInteger();
        Callable<Throwable> process = () -> {
            var limit = new RateLimit(clock, "60s", ANY, 2_050, store);
            limit.begin();
            together.await();
            return catchThrowable(() -> {
                // One more than all may: whichever process comes first, none gets to its end.
                for (int call = 0; call <= 2_050; call++) {
                    limit.pass();
                    passed.incrementAndGet();
                }
            });
        };
        ExecutorService processes = Executors.newFixedThreadPool(4);
        try {
            for (var end : processes.invokeAll(Collections.nCopies(4, process))) {
                assertThat(end.get()).isInstanceOf(ParkedException.class);
            }
        } finally {
            processes.shutdown();
        }
        assertThat(passed).hasValue(2_050);
        assertThat(new RateLimit(clock, "60s", ANY, 3_000, store).callsLeft()).isEqualTo(950);
    }

    @Test
    void whatTwoProcessesCountInTurnsIsAddedUpInTheLakeAndTheLaterPenaltyHolds() {
        try (var app = start(Map.of())) {
            var one = new RateLimit(app.clock, "60s", ANY, 1_000, app.lake());
            var other = new RateLimit(app.clock, "60s", ANY, 1_000, app.lake());
            one.begin();
            other.begin();
            for (int call = 0; call < 130; call++) {
                one.pass();
                other.pass();
            }
            one.end();
            other.end();
            assertThat(new RateLimit(app.clock, "60s", ANY, 1_000, app.lake()).callsLeft())
                    .isEqualTo(1_000 - 260);

            assertThat(catchThrowable(() -> one.limited("7200", true))).isInstanceOf(ParkedException.class);
            assertThat(catchThrowable(() -> other.limited("3600", true)))
                    .hasMessageContaining("no call goes out before 2026-11-21T08:00");
            assertThat(catchThrowable(() -> other.limited("10800", true)))
                    .hasMessageContaining("no call goes out before 2026-11-21T09:00");
            assertThat(new RateLimit(app.clock, "60s", ANY, 1_000, app.lake()).notBefore())
                    .isAfter(TestApplication.START.plus(Duration.ofHours(3)));
        }
    }

    @Test
    void asManyPlaylistsAreReadAtATimeAsTheSettingSays() throws Exception {
        Catalogue twelve = Catalogue.of(9, 12, 20, DAY);
        var held = new CountDownLatch(3);
        var release = new CountDownLatch(1);
        try (var app = TestApplication.start(folder, twelve, Map.of("spotify.concurrency", "3"))) {
            app.spotify.fault("/v1/playlists/[^/]+", 99, right -> {
                held.countDown();
                await(release);
                return right;
            });
            var run = CompletableFuture.runAsync(() -> app.request("direct:extract-playlists"));

            await(held);
            var threads = app.bean("playlistThreads", ThreadPoolExecutor.class);
            Awaitility.await("a fourth playlist waits for a thread")
                    .until(() -> !threads.getQueue().isEmpty());
            assertThat(app.spotify.mostAtOnce()).isEqualTo(3);
            release.countDown();
            run.get(5, TimeUnit.MINUTES);

            assertThat(app.runs().summary().playlistsRead()).isEqualTo(12);
            assertThat(app.spotify.mostAtOnce()).isEqualTo(3);
        }
    }

    @Test
    void playlistsThatComeBackFromAWaitTogetherAskNoMoreAtATime() {
        Catalogue twelve = Catalogue.of(9, 12, 20, DAY);
        try (var app = TestApplication.start(folder, twelve, Map.of("spotify.concurrency", "3"))) {
            app.spotify.fault("/v1/playlists/[^/]+", 12, Fault.rateLimited("1"));

            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);

            assertThat(app.spotify.apiCalls().stream().filter(call -> call.status() == 429))
                    .hasSize(12);
            assertThat(app.spotify.mostAtOnce()).isLessThanOrEqualTo(3);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noCallWhateverItIsForGoesOutBeyondTheBudgetOf30Seconds() {
        try (var app = start(Map.of("spotify.calls-per-30s", "3", "spotify.playlists", FIRST))) {
            // Spotify counts for itself, on the same clock: a fourth call in 30 seconds would be told to wait.
            app.spotify.limitCalls(3, 1_000);
            app.spotify.fault(ITEMS, 3, Fault.status(503, "Service unavailable"));
            app.spotify.fault(ITEMS, 1, Fault.status(401, "The access token expired"));
            app.spotify.fault("/v1/playlists/" + FIRST + "/items", 1, Fault.status(403, "Forbidden"));
            var start = app.clock.instant();

            assertThat(app.extract().outcome()).isEqualTo(Outcome.OK);

            List<Call> calls = app.spotify.apiCalls();
            assertThat(calls)
                    .extracting(Call::status)
                    .contains(200, 401, 403, 503)
                    .doesNotContain(429);
            assertThat(calls).extracting(Call::path).contains("/v1/playlists/" + FIRST + "/tracks");
            assertThat(Duration.between(start, app.clock.instant()))
                    .isGreaterThan(Duration.ofSeconds(30).multipliedBy((calls.size() - 1) / 3));
        }
    }

    @ParameterizedTest
    @CsvSource({"A, ids", "B, ids", "C, ids", "C, me"})
    void fiftyUnchangedPlaylistsCostFiftyCalls(AppClass appClass, String playlists) throws Exception {
        // Of five playlists the fourth is not the user's.
        Catalogue catalogue = Catalogue.of(5, 62, 8, DAY);
        List<String> own = IntStream.range(0, 62)
                .filter(index -> index % 5 != 3)
                .mapToObj(catalogue.ids()::get)
                .toList();
        boolean library = playlists.equals("me");
        try (var app = TestApplication.start(
                folder,
                catalogue,
                simulator -> simulator.with(appClass),
                Map.of("spotify.playlists", library ? "me" : String.join(",", own)))) {
            app.bean("userToken", UserToken.class).keep(app.spotify.signIn(), app.clock.instant());
            app.request("direct:extract-playlists");
            app.drainInbox();
            int before = app.spotify.apiCalls().size();
            app.clock.advance(Duration.ofMinutes(30));

            app.request("direct:extract-playlists");

            List<String> calls =
                    app.spotify.apiCalls().stream().map(Call::path).skip(before).toList();
            assertThat(app.runs().summary().playlistsUnchanged()).isEqualTo(50);
            assertThat(calls)
                    .filteredOn(path -> !path.startsWith("/v1/me"))
                    .containsExactlyInAnyOrderElementsOf(
                            own.stream().map(id -> "/v1/playlists/" + id).toList());
            assertThat(calls).filteredOn(path -> path.startsWith("/v1/me")).hasSize(library ? 3 : 0);
        }
    }

    private TestApplication start(Map<String, String> properties) {
        return TestApplication.start(folder, CATALOGUE, properties);
    }
}
