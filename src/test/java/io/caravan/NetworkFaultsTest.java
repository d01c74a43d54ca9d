package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Truth;
import io.caravan.network.TcpProxy;
import io.caravan.network.TcpProxy.Direction;
import io.caravan.network.Toxic;
import io.caravan.run.RunSummary;
import io.caravan.spotify.SpotifySignIn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole application behind a network that fails, towards Spotify and towards S3. One application for all tests; each of them
 * is a day of the simulator, and after each the tables equal the truth of all days so far.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class NetworkFaultsTest {
    private static final Catalogue CATALOGUE = Catalogue.of(1, 3, 40, LocalDate.of(2026, 11, 21));
    private static final String SLOW_DOWN =
            "<Error><Code>SlowDown</Code><Message>Please reduce your rate</Message></Error>";
    private static final String DENIED = "<Error><Code>AccessDenied</Code><Message>No</Message></Error>";
    /** More often than anything is tried. */
    private static final int ALWAYS = 1_000;

    private Path folder;
    private final ExpectedTables expected = new ExpectedTables();
    private LocalDate day = LocalDate.of(2026, 11, 21);
    private TcpProxy spotify;
    private TcpProxy s3;
    private TestApplication app;
    /** Calls to Spotify of a day on which nothing fails. */
    private int calls;

    @BeforeAll
    void start(@TempDir Path empty) throws Exception {
        folder = empty;
        var network = new TestApplication.Network(
                url -> {
                    spotify = TcpProxy.before(url);
                    return spotify.url();
                },
                url -> {
                    s3 = TcpProxy.before(url);
                    return s3.url();
                });
        app = TestApplication.start(
                folder,
                CATALOGUE,
                UnaryOperator.identity(),
                network,
                Map.of("spotify.timeout", "2s", "lake.timeout", "2s", "caravan.retries", "4"));
        expected.read(day, truth());
        assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
        assertExact();
        calls = app.spotify.apiCalls().size();
    }

    @AfterAll
    void stop() {
        if (app != null) {
            app.close();
            spotify.close();
            s3.close();
        }
    }

    private Collection<Truth.Playlist> truth() {
        return app.spotify.truth().values().stream()
                .map(Truth.Playlist.class::cast)
                .toList();
    }

    /** The next day, on which all playlists are read again; and no connection of the day before is left. */
    private void nextDay() {
        spotify.clear();
        s3.clear();
        day = day.plusDays(1);
        app.clock.advance(Duration.ofDays(1));
        app.spotify.advanceTo(day);
        expected.read(day, truth());
    }

    private void assertExact() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            assertThat(LoadedTables.difference(connection, expected, extractedAt -> extractedAt
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate()))
                    .isEqualTo(Difference.NONE);
        }
        assertThat(app.lake().list("raw_data/to_processed/")).isEmpty();
        assertThat(app.lake().list("transformed_data/to_load/")).isEmpty();
        assertThat(app.lake().list("dead_letter/")).isEmpty();
    }

    /** Runs a cycle in which the fault is outlived. */
    private void assertOutlived(String cell) throws Exception {
        int before = app.spotify.apiCalls().size();
        long start = System.nanoTime();
        assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertExact();
        FaultFigures.add(cell, took, app.spotify.apiCalls().size() - before - calls, false);
    }

    /** Runs the cycle after one that could not outlive its fault. */
    private void assertRepaired(String cell, int callsBefore, RunSummary failed) throws Exception {
        assertThat(failed.outcome()).isIn(Outcome.FAILED, Outcome.PARTLY, Outcome.PARKED);
        assertThat(failed.failures()).isNotEmpty().allSatisfy(failure -> assertThat(failure.message())
                .isNotBlank());
        long start = System.nanoTime();
        assertThat(app.once().outcome()).isEqualTo(Outcome.OK);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertExact();
        FaultFigures.add(cell, took, app.spotify.apiCalls().size() - callsBefore - calls, true);
    }

    static Stream<Arguments> poisonOfPages() {
        return Stream.of(
                Arguments.of("reset", new Toxic.ResetPeer(Duration.ZERO)),
                Arguments.of("cut in the head", new Toxic.LimitData(40)),
                Arguments.of("cut in the body", new Toxic.LimitData(3_000)),
                Arguments.of("stalled", new Toxic.Timeout(Duration.ZERO)),
                Arguments.of("stalled, then closed", new Toxic.Timeout(Duration.ofMillis(100))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poisonOfPages")
    void page4AnAnswerThatTheNetworkCutsIsAskedForAgainAndNeverStored(String what, Toxic toxic) throws Exception {
        nextDay();
        // Else the sign-in would be cut in place of a page.
        app.bean("spotifySignIn", SpotifySignIn.class).check();
        spotify.addFor(2, Direction.DOWNSTREAM, toxic);
        assertOutlived("PAGE-4");
    }

    @Test
    void page4ASlowNetworkInSlicesIsNoFault() throws Exception {
        nextDay();
        spotify.add(Direction.UPSTREAM, new Toxic.Latency(Duration.ofMillis(20), Duration.ofMillis(20)));
        spotify.add(Direction.DOWNSTREAM, new Toxic.Slicer(2_000, 500, Duration.ofMillis(1)));
        spotify.add(Direction.DOWNSTREAM, new Toxic.Bandwidth(2_000));
        assertOutlived("PAGE-4");
    }

    @Test
    void page3WhenSpotifyStaysAwayTheRunSaysSoAndTheNextReadsAll() throws Exception {
        nextDay();
        int before = app.spotify.apiCalls().size();
        spotify.disable();
        RunSummary failed = app.once();
        assertThat(spotify.refused()).isPositive();
        spotify.enable();
        app.clock.advance(Duration.ofMinutes(10));
        assertRepaired("PAGE-3", before, failed);
    }

    static Stream<Arguments> poisonOfTheRawWrite() {
        String put = "PUT /lake/raw_data/to_processed/";
        return Stream.of(
                Arguments.of(
                        "503 SlowDown",
                        Direction.UPSTREAM,
                        new Toxic.Refusal(put, new AtomicInteger(2), "503 Slow Down", SLOW_DOWN)),
                Arguments.of(
                        "500 after success",
                        Direction.DOWNSTREAM,
                        new Toxic.LostSuccess(put, new AtomicInteger(2), "500 Internal Server Error")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poisonOfTheRawWrite")
    void raw2AWriteThatS3RefusesOrForgetsIsDoneAgainUnderTheSameKey(String what, Direction direction, Toxic toxic)
            throws Exception {
        nextDay();
        s3.add(direction, toxic);
        assertOutlived("RAW-2");
        assertThat(toxic).as("it came").satisfies(used -> assertThat(left(used)).isNotPositive());
        assertThat(s3Keys()).as("one object a playlist and day").hasSize(3);
    }

    private static int left(Toxic toxic) {
        return toxic instanceof Toxic.Refusal refusal
                ? refusal.times().get()
                : ((Toxic.LostSuccess) toxic).times().get();
    }

    private Collection<String> s3Keys() {
        String partition = "raw_data/processed/year=%d/month=%02d/day=%02d/"
                .formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
        return app.lake().list(partition).stream().map(object -> object.key()).toList();
    }

    @Test
    void raw2AStallOfS3IsCutOffAndTheCallRepeated() throws Exception {
        nextDay();
        s3.addFor(2, Direction.UPSTREAM, new Toxic.Timeout(Duration.ZERO));
        assertOutlived("RAW-2");
        assertThat(s3Keys()).hasSize(3);
    }

    @Test
    void raw2WhenS3IsAwayForMinutesInTheMiddleOfARunNothingIsLost() throws Exception {
        nextDay();
        int before = app.spotify.apiCalls().size();
        app.spotify.fault(request -> "50".equals(request.query().get("offset")), 1, right -> {
            s3.disable();
            return right;
        });
        RunSummary failed = app.once();
        assertThat(s3.refused()).isPositive();
        s3.enable();
        assertRepaired("RAW-2", before, failed);
    }

    @Test
    void arc1AnArchiveThatIsRefusedLeavesTheObjectInTheInboxForTheNextRun() throws Exception {
        nextDay();
        int before = app.spotify.apiCalls().size();
        s3.add(
                Direction.UPSTREAM,
                new Toxic.Refusal("PUT /lake/raw_data/processed/", new AtomicInteger(ALWAYS), "403 Forbidden", DENIED));
        RunSummary failed = app.once();
        assertThat(failed.snapshotsLoaded()).as("without archive no manifest").isZero();
        s3.clear();
        assertThat(app.lake().list("raw_data/to_processed/")).hasSize(3);
        assertThat(app.lake().list("dead_letter/")).isEmpty();
        assertRepaired("ARC-1", before, failed);
    }

    @Test
    void arc1AMoveThatEndsBetweenCopyAndDeleteIsFinishedByTheNextRun() throws Exception {
        nextDay();
        int before = app.spotify.apiCalls().size();
        s3.add(
                Direction.UPSTREAM,
                new Toxic.Refusal(
                        "DELETE /lake/transformed_data/to_load/", new AtomicInteger(ALWAYS), "403 Forbidden", DENIED));
        RunSummary failed = app.once();
        s3.clear();
        assertThat(app.lake().list("transformed_data/to_load/")).hasSize(3);
        assertRepaired("ARC-1", before, failed);
        assertThat(app.runs().summary().snapshotsLoaded())
                .as("they were loaded before")
                .isZero();
    }
}
