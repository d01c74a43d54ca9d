package io.caravan.run;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.lake.Stage;
import io.caravan.text.Counted;
import io.caravan.transform.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * The current run and what it did so far. A run begins with each extraction; what is transformed and loaded until the next one
 * counts to it. Safe for use by many threads.
 */
public final class CurrentRun {
    private final Clock clock;
    private final Map<Stage, Instant> lastSuccess = new EnumMap<>(Stage.class);
    private final UnrecordedRuns unrecorded = new UnrecordedRuns();
    private volatile Progress progress = (stage, object, detail) -> {};
    private RunTally run;
    private boolean isBegun;
    /** Whether the run did something that was not taken yet to be recorded. */
    private boolean news;
    /** Whether this is the run that the process began with, and no row tells of it. */
    private boolean isFirst = true;

    /**
     * Creates the bean; a first run is begun, for what waits in the lake.
     *
     * @param clock gives the times of a run
     */
    public CurrentRun(Clock clock) {
        this.clock = clock;
        this.run = new RunTally(clock.instant());
    }

    /** Sends each step from now on to {@code progress}. */
    public void report(Progress progress) {
        this.progress = progress;
    }

    /**
     * Begins a run with a name of its own. The first one goes on with what the process did since its start, where no row tells of
     * that: an inbox is worked on before "once" comes to its extraction, and what failed there has to be told by the only summary
     * that there is. What of another run is not told yet stays news.
     */
    public synchronized void begin() {
        boolean goesOn = isFirst && news;
        if (!goesOn) {
            end();
            run = new RunTally(clock.instant());
            news = false;
        }
        isFirst = false;
        isBegun = true;
    }

    private void end() {
        if (news || unrecorded.isTaken(run.runId())) {
            carried();
            RunSummary summary = summary();
            progress.summary(summary);
            unrecorded.add(summary);
        }
    }

    /** Returns whether there was anything to tell of yet, in any run of this process. */
    public synchronized boolean isBegun() {
        return isBegun;
    }

    /** Notes which playlists the run is to carry; one that it does not come to is told of as such. */
    public synchronized void toCarry(@Body List<String> playlistIds) {
        run.playlists().toCarry(playlistIds);
    }

    /** Returns the name of the current run: its start and four random digits. */
    public synchronized String currentRunId() {
        return run.runId();
    }

    /** Returns when the current run began. */
    public synchronized Instant startedAt() {
        return run.startedAt();
    }

    /** Notes that the run comes to no other playlist. */
    public synchronized void carried() {
        progress.unchanged(run.playlists().carried(clock.instant()));
    }

    /** Notes that another process reads the playlists now, and this run does not. */
    public synchronized void leftTo(String holder) {
        isBegun = true;
        progress.step(Stage.EXTRACT_PLAYLISTS.label(), "playlists", "left to " + holder + ", which reads them now");
    }

    /** Notes a page. */
    public synchronized void pageRead(String playlistId, int entries) {
        run.playlists().page();
        progress.page(playlistId, entries);
    }

    /**
     * Notes a playlist whose raw object stands in the lake.
     *
     * @param remark what there is to say beside that; empty, or going on where the number of entries ends
     */
    public synchronized void playlistRead(String playlistId, int entries, String remark) {
        run.playlists().read(playlistId, clock.instant());
        succeeded(Stage.EXTRACT_PLAYLISTS);
        progress.step(
                Stage.EXTRACT_PLAYLISTS.label(),
                playlistId,
                "read, " + Counted.of(entries, "entry", "entries") + remark);
    }

    /** Notes a playlist that is as it was; all of them are told of in one line. */
    public synchronized void playlistUnchanged(String playlistId) {
        run.playlists().unchanged(playlistId, clock.instant());
        succeeded(Stage.EXTRACT_PLAYLISTS);
        progress.unchanged(playlistId);
    }

    /** Notes a snapshot whose manifest stands in the lake. */
    public synchronized void snapshotTransformed(@ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot) {
        run.snapshots().transformed(snapshot);
        succeeded(Stage.TRANSFORM_SNAPSHOTS);
        if (!snapshot.rejections().isEmpty()) {
            run.isPartly();
        }
        progress.step(
                Stage.TRANSFORM_SNAPSHOTS.label(), snapshot.name(), Counted.of(snapshot.seen(), "entry", "entries"));
    }

    /**
     * Notes a committed load.
     *
     * @param snapshots how many it added
     * @param rows the rows of their CSV files, by table
     */
    public synchronized void loaded(long snapshots, Map<String, Long> rows) {
        run.snapshots().loaded(snapshots, rows);
        succeeded(Stage.LOAD_WAREHOUSE);
        long sum = rows.values().stream().mapToLong(Long::longValue).sum();
        progress.step(
                Stage.LOAD_WAREHOUSE.label(),
                Counted.of(snapshots, "snapshot"),
                "committed, " + Counted.of(sum, "row"));
    }

    /** Notes that items of so many reads of a playlist have expired and are gone, which the detail says in words. */
    public synchronized void historyRemoved(String playlistId, long reads, long rows, String detail) {
        run.snapshots().historyRemoved(playlistId, reads, rows);
        succeeded(Stage.LOAD_WAREHOUSE);
        progress.step(Stage.LOAD_WAREHOUSE.label(), playlistId, detail);
    }

    /** Notes a commit to the lake's tables, of so many snapshots. */
    public synchronized void committed(long snapshots) {
        run.snapshots().committed(snapshots);
        succeeded(Stage.COMMIT_TABLES);
        progress.step(Stage.COMMIT_TABLES.label(), Counted.of(snapshots, "snapshot"), "committed");
    }

    /** Notes that a snapshot stands in the topic. */
    public synchronized void publishedSnapshot(String snapshot) {
        run.snapshots().published();
        succeeded(Stage.PUBLISH_SNAPSHOTS);
        progress.step(Stage.PUBLISH_SNAPSHOTS.label(), snapshot, "published");
    }

    /** Notes that so many records of the topic are landed. */
    public synchronized void landed(int records) {
        succeeded(Stage.CONSUME_TOPIC);
        progress.step(Stage.CONSUME_TOPIC.label(), Counted.of(records, "record"), "landed");
    }

    /** Notes that the view {@code spotify_data} was written as a file. */
    public synchronized void published(String key) {
        succeeded(Stage.PUBLISH_UNIFIED);
        progress.step(Stage.PUBLISH_UNIFIED.label(), key, "written");
    }

    /** Notes how many objects lie in the inbox of raw objects that are none. */
    public synchronized void leftInInbox(long objects) {
        run.leftInInbox(objects);
    }

    private void succeeded(Stage stage) {
        news = true;
        isBegun = true;
        lastSuccess.put(stage, clock.instant());
    }

    /**
     * Returns when a stage last did what it is for, in any run of this process: a playlist read or found unchanged, a snapshot
     * transformed, a load committed; null where it did not yet, and for stages that are only told of when they fail.
     */
    public synchronized Instant lastSuccess(Stage stage) {
        return lastSuccess.get(stage);
    }

    /** Notes how the warehouse is after a load: the rows of each table and what the checks found. */
    public synchronized void checked(Map<String, Long> tableRows, List<String> checkFindings) {
        run.checked(tableRows, checkFindings);
    }

    /**
     * Notes a failure; of several of one object in one stage the last one counts. What is parked is so for all objects of a stage,
     * and told once.
     */
    public synchronized void failed(Failure failure, boolean deadLettered) {
        run.failed(failure, deadLettered, clock.instant());
        news = true;
        isBegun = true;
        progress.step(failure.stage(), failure.object(), "failed: " + failure.message());
    }

    /**
     * Returns the runs in which anything happened that their rows in {@code etl_run} do not tell yet, the current one last: from
     * now on nothing of that one is news. Those that ended come again until they are {@link #recorded}.
     */
    public synchronized List<RunSummary> takeNews() {
        List<RunSummary> taken = unrecorded.next();
        if (news) {
            unrecorded.taken(run.runId());
            RunSummary summary = summary();
            progress.summary(summary);
            taken.add(summary);
        }
        news = false;
        isFirst = false;
        return taken;
    }

    /** Notes that the warehouse has the rows of these runs. */
    public synchronized void recorded(@ExchangeProperty(ExchangeProperties.RUNS_TO_RECORD) List<RunSummary> runs) {
        unrecorded.recorded(runs);
    }

    /** Returns what the run did so far. */
    public synchronized RunSummary summary() {
        return run.summary(clock.instant());
    }
}
