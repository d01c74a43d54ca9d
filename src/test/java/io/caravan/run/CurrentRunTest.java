package io.caravan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestClock;
import io.caravan.failure.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrentRunTest {
    private static final Failure REFUSED = new Failure("extract-playlists", "p", "gone", Outcome.PARTLY);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T06:00:00Z"));
    private final CurrentRun runs = new CurrentRun(clock);

    @Test
    void aRunInWhichNothingHappenedIsWell() {
        assertThat(runs.summary().exitCode()).isZero();
    }

    @Test
    void whereNothingWasDoneAndSomethingFailedTheRunFailed() {
        runs.failed(REFUSED, false);
        assertThat(runs.summary().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(runs.summary().exitCode()).isEqualTo(1);
    }

    @Test
    void whereSomethingWasDoneBesideAFailureTheRunIsPartlyDone() {
        List<Runnable> done = List.of(
                () -> runs.playlistRead("q", 1, ""),
                () -> runs.playlistUnchanged("q"),
                () -> runs.loaded(1, Map.of("songs", 1L)));
        for (Runnable something : done) {
            runs.begin();
            runs.failed(REFUSED, false);
            something.run();
            assertThat(runs.summary().exitCode()).isEqualTo(3);
        }
    }

    @Test
    void whatAPersonHasToBeToldIsNotHiddenByWhatWasDone() {
        runs.playlistRead("q", 1, "");
        runs.failed(new Failure("load-warehouse", "", "no such table", Outcome.FAILED), false);
        assertThat(runs.summary().exitCode()).isEqualTo(1);
        runs.failed(new Failure("extract-playlists", "p", "quota", Outcome.PARKED), false);
        assertThat(runs.summary().exitCode()).isEqualTo(75);
        runs.failed(REFUSED, false);
        assertThat(runs.summary().exitCode()).isEqualTo(75);
    }

    @Test
    void whatIsParkedIsToldOnceForAllPlaylistsAndEachOfThemCounts() {
        for (String playlist : List.of("p", "q", "r")) {
            runs.failed(new Failure("extract-playlists", playlist, "no call before noon", Outcome.PARKED), false);
        }
        assertThat(runs.summary().failures())
                .containsExactly(new Failure("extract-playlists", "", "no call before noon", Outcome.PARKED));
        assertThat(runs.summary().playlistsFailed()).isEqualTo(3);
    }

    @Test
    void aFindingOfTheChecksMakesARunPartlyDone() {
        runs.loaded(1, Map.of("songs", 1L));
        runs.checked(Map.of("songs", 1L), List.of("2 songs without an album"));
        assertThat(runs.summary().exitCode()).isEqualTo(3);
    }

    @Test
    void aNewRunForgetsTheOldOneAndHasANameOfItsOwn() {
        runs.begin();
        String name = runs.currentRunId();
        runs.failed(REFUSED, true);
        runs.pageRead("p", 50);
        runs.begin();
        assertThat(runs.currentRunId())
                .matches("20261121T060000\\d{3}Z-[0-9a-f]{4}")
                .isNotEqualTo(name);
        RunSummary summary = runs.summary();
        assertThat(summary.exitCode()).isZero();
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.pages() + summary.deadLetters() + summary.playlistsFailed())
                .isZero();
    }

    @Test
    void countsAreKeptByKindAndRowsByTable() {
        runs.pageRead("p", 50);
        runs.pageRead("p", 7);
        runs.playlistRead("p", 57, "");
        runs.playlistUnchanged("q");
        runs.failed(REFUSED, false);
        runs.failed(new Failure("transform-snapshots", "k", "bad", Outcome.PARTLY), true);
        runs.loaded(2, Map.of("songs", 50L, "album", 9L));
        runs.loaded(1, Map.of("songs", 7L));
        RunSummary summary = runs.summary();
        assertThat(List.of(
                        summary.pages(),
                        summary.playlistsRead(),
                        summary.playlistsUnchanged(),
                        summary.playlistsFailed(),
                        summary.deadLetters(),
                        summary.snapshotsLoaded()))
                .containsExactly(2L, 1L, 1L, 1L, 1L, 3L);
        assertThat(summary.rowsLoaded()).containsExactlyInAnyOrderEntriesOf(Map.of("songs", 57L, "album", 9L));
    }

    @Test
    void aDayOfFailuresDoesNotFillTheMemory() {
        for (int i = 0; i < 1500; i++) {
            runs.failed(new Failure("extract-playlists", "p" + i, "m".repeat(5_000), Outcome.PARTLY), false);
        }
        assertThat(runs.summary().failures().get(0).message()).hasSize(2000).endsWith("m…");
        assertThat(runs.summary().failures()).hasSize(1000);
        assertThat(runs.summary().playlistsFailed()).isEqualTo(1500);
    }

    @Test
    void whatFailsAgainIsOneFailureWithTheLastMessage() {
        runs.failed(REFUSED, false);
        runs.failed(new Failure("extract-playlists", "p", "still gone", Outcome.PARTLY), false);
        runs.failed(new Failure("transform-snapshots", "p", "another stage", Outcome.PARTLY), false);
        assertThat(runs.summary().failures())
                .extracting(Failure::message)
                .containsExactly("still gone", "another stage");
        assertThat(runs.summary().playlistsFailed()).isEqualTo(1);
    }

    @Test
    void whatWasToldIsNoNewsUntilSomethingHappensAgain() {
        assertThat(runs.takeNews()).isEmpty();
        runs.playlistUnchanged("p");
        runs.summary();
        assertThat(runs.takeNews()).extracting(RunSummary::playlistsUnchanged).containsExactly(1L);
        assertThat(runs.takeNews()).isEmpty();
        runs.failed(REFUSED, false);
        assertThat(runs.takeNews()).hasSize(1);
    }

    @Test
    void theFirstRunGoesOnWithWhatTheProcessDidBefore() {
        String name = runs.currentRunId();
        runs.failed(new Failure("transform-snapshots", "k", "bad", Outcome.PARTLY), true);

        runs.begin();

        assertThat(runs.currentRunId()).isEqualTo(name);
        assertThat(runs.summary().deadLetters()).isEqualTo(1);
        assertThat(runs.summary().failures()).extracting(Failure::object).containsExactly("k");
        assertThat(runs.takeNews()).extracting(RunSummary::runId).containsExactly(name);
    }

    @Test
    void whereNothingHappenedBeforeTheFirstRunBeginsAtItsOwnTime() {
        Instant start = runs.startedAt();
        clock.advance(Duration.ofHours(5));

        runs.begin();

        assertThat(runs.startedAt()).isAfter(start.plus(Duration.ofHours(5)));
    }

    @Test
    void whatARowTellsIsOfARunOfItsOwn() {
        String name = runs.currentRunId();
        runs.failed(REFUSED, true);
        runs.takeNews();
        runs.failed(REFUSED, true);

        runs.begin();

        assertThat(runs.currentRunId()).isNotEqualTo(name);
        assertThat(runs.summary().failures()).isEmpty();
        assertThat(runs.takeNews()).extracting(RunSummary::runId).containsExactly(name);
    }

    /** A load may commit, and an object may fail, between the telling of a run and the beginning of the next. */
    @Test
    void whatHappensBetweenTheRowOfARunAndTheNextRunIsStillTold() {
        runs.begin();
        String name = runs.currentRunId();
        runs.playlistRead("p", 50, "");
        runs.takeNews();
        runs.loaded(1, Map.of("songs", 50L));

        runs.begin();
        runs.playlistUnchanged("p");

        assertThat(runs.summary().snapshotsLoaded()).isZero();
        List<RunSummary> told = runs.takeNews();
        assertThat(told).extracting(RunSummary::runId).containsExactly(name, runs.currentRunId());
        assertThat(told).extracting(RunSummary::playlistsRead).containsExactly(1L, 0L);
        assertThat(told).extracting(RunSummary::snapshotsLoaded).containsExactly(1L, 0L);
        runs.recorded(told);
        assertThat(runs.takeNews()).isEmpty();
    }

    @Test
    void aRunThatEndedIsToldUntilItsRowIsThere() {
        runs.begin();
        runs.playlistRead("p", 50, "");
        String first = runs.currentRunId();
        runs.begin();
        runs.playlistUnchanged("p");

        List<RunSummary> news = runs.takeNews();

        assertThat(news).extracting(RunSummary::runId).containsExactly(first, runs.currentRunId());
        assertThat(runs.takeNews())
                .as("nobody took it")
                .extracting(RunSummary::runId)
                .containsExactly(first);
        runs.recorded(news);
        assertThat(runs.takeNews()).isEmpty();
    }

    /** While the row of a run is written, which may take as long as the warehouse is away, the next one may begin. */
    @Test
    void aRunWhoseRowIsBeingWrittenWhenTheNextOneBeginsIsNotLost() {
        runs.begin();
        runs.playlistRead("p", 50, "");
        List<RunSummary> first = runs.takeNews();
        runs.begin();

        assertThat(runs.takeNews())
                .extracting(RunSummary::runId)
                .containsExactly(first.get(0).runId());
        runs.recorded(first);
        assertThat(runs.takeNews())
                .extracting(RunSummary::runId)
                .containsExactly(first.get(0).runId());
        runs.recorded(runs.takeNews());
        assertThat(runs.takeNews()).isEmpty();
    }

    @Test
    void manyRunsWhoseRowsNobodyTookAreToldAFewAtATime() {
        for (int i = 0; i < 25; i++) {
            runs.begin();
            runs.playlistUnchanged("p");
        }
        var told = new ArrayList<Integer>();
        for (List<RunSummary> news = runs.takeNews(); !news.isEmpty(); news = runs.takeNews()) {
            told.add(news.size());
            runs.recorded(news);
        }
        assertThat(told).containsExactly(11, 10, 4);
    }

    @Test
    void aPlaylistIsReadUnchangedFailedOrNotCarried() {
        runs.toCarry(List.of("read", "unchanged", "failed", "parked", "never", "healed"));
        runs.playlistRead("read", 50, "");
        runs.playlistUnchanged("unchanged");
        runs.failed(new Failure("extract-playlists", "failed", "gone", Outcome.PARTLY), false);
        runs.failed(new Failure("extract-playlists", "parked", "quota", Outcome.PARKED), false);
        runs.failed(new Failure("extract-playlists", "healed", "gone", Outcome.PARTLY), false);
        runs.playlistRead("healed", 1, "");
        runs.failed(new Failure("transform-snapshots", "no-playlist", "broken", Outcome.PARTLY), true);
        assertThat(runs.summary().observations())
                .as("the others may still come")
                .extracting(Observation::playlistId)
                .containsExactlyInAnyOrder("read", "unchanged", "failed", "healed");
        runs.carried();
        Instant end = runs.summary().observations().get(5).observedAt();
        clock.advance(Duration.ofHours(1));
        assertThat(runs.summary().observations().get(5).observedAt()).isEqualTo(end);

        assertThat(runs.summary().observations())
                .extracting(
                        Observation::playlistId,
                        observation -> observation.outcome().label())
                .containsExactlyInAnyOrder(
                        tuple("read", "read"),
                        tuple("unchanged", "unchanged"),
                        tuple("failed", "failed"),
                        tuple("parked", "not carried"),
                        tuple("never", "not carried"),
                        tuple("healed", "read"));
    }

    @Test
    void everyStepIsReported() {
        List<String> steps = new ArrayList<>();
        runs.report((stage, object, detail) -> steps.add(stage + " " + object + " " + detail));
        runs.pageRead("p", 50);
        runs.playlistRead("p", 50, ", changed while it was read");
        runs.failed(REFUSED, false);
        assertThat(steps)
                .containsExactly(
                        "extract-playlists p 50 entries",
                        "extract-playlists p read, 50 entries, changed while it was read",
                        "extract-playlists p failed: gone");
    }

    @Test
    void theSummaryIsOneLineOfJsonInSnakeCase() throws Exception {
        runs.failed(new Failure("load-warehouse", "", "two\nlines", Outcome.FAILED), false);
        String json = new ObjectMapper().writeValueAsString(runs.summary());
        assertThat(json).doesNotContain("\n");
        var read = new ObjectMapper().readTree(json);
        assertThat(read.path("run_id").asText()).isEqualTo(runs.currentRunId());
        assertThat(read.path("outcome").asText()).isEqualTo("failed");
        assertThat(read.path("exit_code").asInt()).isEqualTo(1);
        assertThat(read.path("failures").path(0).path("message").asText()).isEqualTo("two\nlines");
    }
}
