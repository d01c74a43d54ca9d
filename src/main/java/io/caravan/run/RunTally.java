package io.caravan.run;

import io.caravan.failure.Outcome;
import io.caravan.lake.Stage;
import io.caravan.text.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** What one run did so far, and its summary. One thread at a time may use it. */
final class RunTally {
    private final Instant startedAt;
    private final String runId;
    private final PlaylistOutcomes playlists = new PlaylistOutcomes();
    private final SnapshotCounts snapshots = new SnapshotCounts();
    private final RunFailures failures = new RunFailures();
    private Map<String, Long> tables = Map.of();
    private List<String> findings = List.of();
    private Outcome outcome = Outcome.OK;
    private long deadLetters;
    private long leftInInbox;
    private Instant lastEnd;

    /** Begins with a name of its own: its start and four random digits. */
    RunTally(Instant startedAt) {
        this.startedAt = startedAt;
        this.runId = "%s-%04x"
                .formatted(
                        Timestamps.compact(startedAt),
                        ThreadLocalRandom.current().nextInt(0x10000));
    }

    String runId() {
        return runId;
    }

    Instant startedAt() {
        return startedAt;
    }

    PlaylistOutcomes playlists() {
        return playlists;
    }

    SnapshotCounts snapshots() {
        return snapshots;
    }

    /** Notes how many objects lie in the inbox of raw objects that are none. */
    void leftInInbox(long objects) {
        leftInInbox = objects;
    }

    /** Notes that some of the work was not done. */
    void isPartly() {
        outcome = outcome.and(Outcome.PARTLY);
    }

    /** Notes how the warehouse is after a load. */
    void checked(Map<String, Long> tableRows, List<String> checkFindings) {
        tables = Map.copyOf(tableRows);
        findings = List.copyOf(checkFindings);
        if (!findings.isEmpty()) {
            isPartly();
        }
    }

    /** Notes a failure. */
    void failed(Failure failure, boolean deadLettered, Instant now) {
        boolean isFirst = failures.add(failure);
        outcome = outcome.and(failure.outcome());
        deadLetters += deadLettered ? 1 : 0;
        if (!failure.isOf(Stage.EXTRACT_PLAYLISTS)) {
            return;
        }
        if (failure.object().isEmpty()) {
            playlists.carried(now);
        } else if (failure.outcome() == Outcome.PARKED) {
            playlists.parked();
        } else {
            playlists.failed(failure.object(), isFirst, now);
        }
    }

    /** Returns what the run did up to now. A clock that is set back makes no state of it older than the one before: the later one is known by its end. */
    RunSummary summary(Instant now) {
        lastEnd = lastEnd == null || now.isAfter(lastEnd) ? now : lastEnd;
        boolean isNothingDone = playlists.read() + playlists.unchanged() == 0 && snapshots.isNothingDone();
        Outcome worst = outcome == Outcome.PARTLY && isNothingDone ? Outcome.FAILED : outcome;
        return new RunSummary(
                runId,
                Timestamps.iso(startedAt),
                Timestamps.iso(lastEnd),
                worst,
                worst.exitCode(),
                playlists.read(),
                playlists.unchanged(),
                playlists.failed(),
                playlists.pages(),
                snapshots.transformed(),
                snapshots.loaded(),
                snapshots.committed(),
                snapshots.inTopic(),
                deadLetters,
                snapshots.seen(),
                snapshots.skipped(),
                snapshots.rejected(),
                snapshots.repaired(),
                leftInInbox,
                snapshots.rowsLoaded(),
                snapshots.historyRemoved(),
                new TreeMap<>(tables),
                findings,
                failures.all(),
                playlists.observations(),
                playlists.goOn());
    }
}
