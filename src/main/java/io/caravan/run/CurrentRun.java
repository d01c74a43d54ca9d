package io.caravan.run;

import io.caravan.failure.Outcome;
import io.caravan.lake.Stage;
import io.caravan.routes.ExchangeProperties;
import io.caravan.text.Timestamps;
import io.caravan.transform.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * The current run and what it did so far. A run begins with each extraction; what is transformed and loaded until the next one
 * counts to it. Safe for use by many threads.
 */
public final class CurrentRun {
    /** So that a day on which everything fails does not fill the memory. */
    private static final int MOST_FAILURES = 1000;
    /** A quarter of days on which the warehouse takes nothing; what is older is told by the log alone. */
    private static final int MOST_UNRECORDED = 100;

    private final Clock clock;
    private final Map<Stage, Instant> lastSuccess = new EnumMap<>(Stage.class);
    /** So that a statement that writes them stays small; the others come with the next. */
    private static final int MOST_AT_ONCE = 10;

    /** Runs that ended before their rows told all of them. */
    private final Deque<RunSummary> ended = new ArrayDeque<>();

    private volatile Progress progress = (stage, object, detail) -> {};
    private String runId;
    private Instant startedAt;
    private Outcome outcome;
    private long playlistsRead;
    private long playlistsUnchanged;
    private long playlistsFailed;
    private long pages;
    private long snapshotsTransformed;
    private long snapshotsLoaded;
    private long snapshotsCommitted;
    private long snapshotsPublished;
    private Instant lastEnd;
    private long deadLetters;
    private long seen;
    private long rejected;
    private long leftInInbox;
    private Map<String, Long> repaired;
    private boolean news;
    private boolean isBegun;
    /** The run whose news was taken and whose row is not known to be there. */
    private String unrecorded;
    /** When the run had come to all of its playlists, or would come to no other; null before. */
    private Instant carriedAt;

    /** Whether this is the run that the process began with, and no row tells of it. */
    private boolean isFirst = true;

    private Map<String, Long> skipped;
    private Map<String, Long> rowsLoaded;
    private Map<String, Long> tables;
    private List<String> findings;
    private Map<List<String>, Failure> failures;
    private Set<String> toCarry;
    private Map<String, Observation> observations;

    /**
     * Creates the bean; a first run is begun, for what waits in the lake.
     *
     * @param clock gives the times of a run
     */
    public CurrentRun(Clock clock) {
        this.clock = clock;
        beginAnew();
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
            beginAnew();
        }
        isFirst = false;
        isBegun = true;
    }

    private void end() {
        if (news || runId.equals(unrecorded)) {
            carried();
            RunSummary summary = summary();
            progress.summary(summary);
            ended.add(summary);
        }
        if (ended.size() > MOST_UNRECORDED) {
            ended.remove();
        }
    }

    /** Returns whether there was anything to tell of yet, in any run of this process. */
    public synchronized boolean isBegun() {
        return isBegun;
    }

    private void beginAnew() {
        startedAt = clock.instant();
        runId = "%s-%04x"
                .formatted(
                        Timestamps.compact(startedAt),
                        ThreadLocalRandom.current().nextInt(0x10000));
        outcome = Outcome.OK;
        playlistsRead = 0;
        playlistsUnchanged = 0;
        playlistsFailed = 0;
        pages = 0;
        snapshotsTransformed = 0;
        snapshotsLoaded = 0;
        snapshotsCommitted = 0;
        snapshotsPublished = 0;
        lastEnd = null;
        deadLetters = 0;
        seen = 0;
        rejected = 0;
        leftInInbox = 0;
        repaired = new TreeMap<>();
        news = false;
        skipped = new TreeMap<>();
        rowsLoaded = new TreeMap<>();
        tables = Map.of();
        findings = List.of();
        failures = new LinkedHashMap<>();
        toCarry = new LinkedHashSet<>();
        observations = new TreeMap<>();
        carriedAt = null;
    }

    /** Notes which playlists the run is to carry; one that it does not come to is told of as such. */
    public synchronized void toCarry(@Body List<String> playlistIds) {
        toCarry.addAll(playlistIds);
    }

    /** Returns the name of the current run: its start and four random digits. */
    public synchronized String currentRunId() {
        return runId;
    }

    /** Returns when the current run began. */
    public synchronized Instant startedAt() {
        return startedAt;
    }

    /** Notes that the run comes to no other playlist. */
    public synchronized void carried() {
        carriedAt = carriedAt == null ? clock.instant() : carriedAt;
    }

    /** Notes a page. */
    public synchronized void pageRead(String playlistId, int entries) {
        pages++;
        progress.page(playlistId, entries);
    }

    /**
     * Notes a playlist whose raw object stands in the lake.
     *
     * @param remark what there is to say beside that; empty, or beginning with a comma
     */
    public synchronized void playlistRead(String playlistId, int entries, String remark) {
        playlistsRead++;
        observe(playlistId, Observation.Result.READ);
        succeeded(Stage.EXTRACT_PLAYLISTS);
        progress.step(Stage.EXTRACT_PLAYLISTS.label(), playlistId, "read, " + entries + " entries" + remark);
    }

    /** Notes a playlist that is as it was. */
    public synchronized void playlistUnchanged(String playlistId) {
        playlistsUnchanged++;
        observe(playlistId, Observation.Result.UNCHANGED);
        succeeded(Stage.EXTRACT_PLAYLISTS);
        progress.step(Stage.EXTRACT_PLAYLISTS.label(), playlistId, "unchanged");
    }

    /** Notes a snapshot whose manifest stands in the lake. */
    public synchronized void snapshotTransformed(@ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot) {
        snapshotsTransformed++;
        succeeded(Stage.TRANSFORM_SNAPSHOTS);
        seen += snapshot.seen();
        rejected += snapshot.rejections().size();
        snapshot.repaired().forEach((field, count) -> repaired.merge(field, count, Long::sum));
        snapshot.skipped().forEach((reason, count) -> skipped.merge(reason.label(), count, Long::sum));
        if (!snapshot.rejections().isEmpty()) {
            outcome = outcome.and(Outcome.PARTLY);
        }
        progress.step(Stage.TRANSFORM_SNAPSHOTS.label(), snapshot.name(), snapshot.seen() + " entries");
    }

    /**
     * Notes a committed load.
     *
     * @param snapshots how many it added
     * @param rows the rows of their CSV files, by table
     */
    public synchronized void loaded(long snapshots, Map<String, Long> rows) {
        snapshotsLoaded += snapshots;
        succeeded(Stage.LOAD_WAREHOUSE);
        rows.forEach((table, count) -> rowsLoaded.merge(table, count, Long::sum));
        long sum = rows.values().stream().mapToLong(Long::longValue).sum();
        progress.step(Stage.LOAD_WAREHOUSE.label(), snapshots + " snapshots", "committed, " + sum + " rows");
    }

    /** Notes a commit to the lake's tables, of so many snapshots. */
    public synchronized void committed(long snapshots) {
        snapshotsCommitted += snapshots;
        succeeded(Stage.COMMIT_TABLES);
        progress.step(Stage.COMMIT_TABLES.label(), snapshots + " snapshots", "committed");
    }

    /** Notes that a snapshot stands in the topic. */
    public synchronized void publishedSnapshot(String snapshot) {
        snapshotsPublished++;
        succeeded(Stage.PUBLISH_SNAPSHOTS);
        progress.step(Stage.PUBLISH_SNAPSHOTS.label(), snapshot, "published");
    }

    /** Notes that so many records of the topic are landed. */
    public synchronized void landed(int records) {
        succeeded(Stage.CONSUME_TOPIC);
        progress.step(Stage.CONSUME_TOPIC.label(), records + " records", "landed");
    }

    /** Notes that the view {@code spotify_data} was written as a file. */
    public synchronized void published(String key) {
        succeeded(Stage.PUBLISH_UNIFIED);
        progress.step(Stage.PUBLISH_UNIFIED.label(), key, "written");
    }

    /** Notes how many objects lie in the inbox of raw objects that are none. */
    public synchronized void leftInInbox(long objects) {
        leftInInbox = objects;
    }

    private void observe(String playlistId, Observation.Result result) {
        observations.put(playlistId, new Observation(playlistId, clock.instant(), result));
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
        tables = Map.copyOf(tableRows);
        findings = List.copyOf(checkFindings);
        if (!findings.isEmpty()) {
            outcome = outcome.and(Outcome.PARTLY);
        }
    }

    /**
     * Notes a failure; of several of one object in one stage the last one counts. What is parked is so for all objects of a stage,
     * and told once.
     */
    public synchronized void failed(Failure failure, boolean deadLettered) {
        boolean parked = failure.outcome() == Outcome.PARKED;
        Failure told = parked ? new Failure(failure.stage(), "", failure.message(), Outcome.PARKED) : failure;
        List<String> what = List.of(told.stage(), told.object());
        boolean again = failures.containsKey(what);
        if (again || failures.size() < MOST_FAILURES) {
            failures.put(what, told);
        }
        news = true;
        isBegun = true;
        outcome = outcome.and(failure.outcome());
        if (deadLettered) {
            deadLetters++;
        }
        boolean isPlaylist =
                failure.isOf(Stage.EXTRACT_PLAYLISTS) && !failure.object().isEmpty();
        if (isPlaylist && (parked || !again)) {
            playlistsFailed++;
        }
        if (failure.isOf(Stage.EXTRACT_PLAYLISTS) && !isPlaylist) {
            carried();
        }
        if (isPlaylist && !parked) {
            observe(failure.object(), Observation.Result.FAILED);
        }
        progress.step(failure.stage(), failure.object(), "failed: " + failure.message());
    }

    /**
     * Returns the runs in which anything happened that their rows in {@code etl_run} do not tell yet, the current one last: from
     * now on nothing of that one is news. Those that ended come again until they are {@link #recorded}.
     */
    public synchronized List<RunSummary> takeNews() {
        var taken = new ArrayList<>(ended.stream().limit(MOST_AT_ONCE).toList());
        if (news) {
            unrecorded = runId;
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
        ended.removeAll(runs);
        if (runs.stream().anyMatch(run -> run.runId().equals(unrecorded))) {
            unrecorded = null;
        }
    }

    /** Returns what the run did so far. */
    public synchronized RunSummary summary() {
        Outcome worst = outcome == Outcome.PARTLY && isNothingDone() ? Outcome.FAILED : outcome;
        return new RunSummary(
                runId,
                Timestamps.iso(startedAt),
                Timestamps.iso(latestEnd()),
                worst,
                worst.exitCode(),
                playlistsRead,
                playlistsUnchanged,
                playlistsFailed,
                pages,
                snapshotsTransformed,
                snapshotsLoaded,
                snapshotsCommitted,
                snapshotsPublished,
                deadLetters,
                seen,
                new TreeMap<>(skipped),
                rejected,
                new TreeMap<>(repaired),
                leftInInbox,
                new TreeMap<>(rowsLoaded),
                new TreeMap<>(tables),
                findings,
                List.copyOf(failures.values()),
                observations());
    }

    /** A clock that is set back makes no state of a run older than the one before: the later one is known by its end. */
    private Instant latestEnd() {
        Instant now = clock.instant();
        lastEnd = lastEnd == null || now.isAfter(lastEnd) ? now : lastEnd;
        return lastEnd;
    }

    private List<Observation> observations() {
        var all = new ArrayList<>(observations.values());
        if (carriedAt != null) {
            toCarry.stream()
                    .filter(playlistId -> !observations.containsKey(playlistId))
                    .map(playlistId -> new Observation(playlistId, carriedAt, Observation.Result.NOT_CARRIED))
                    .forEach(all::add);
        }
        return all;
    }

    private boolean isNothingDone() {
        return playlistsRead
                        + playlistsUnchanged
                        + snapshotsTransformed
                        + snapshotsLoaded
                        + snapshotsCommitted
                        + snapshotsPublished
                == 0;
    }
}
