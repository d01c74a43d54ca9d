package io.caravan.observe;

import io.caravan.lake.DeadLetter;
import io.caravan.lake.Prefixes;
import io.caravan.lake.Stage;
import io.caravan.model.Table;
import io.caravan.run.CurrentRun;
import io.caravan.run.RunSummary;
import io.caravan.sink.Sink;
import io.caravan.sink.Sinks;
import io.caravan.spotify.Consent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * The metrics {@code caravan_*}, whose names and meanings stand in docs/operate.md; a part that is on brings its own. None of them asks anything but
 * the memory.
 */
public final class Meters {
    private static final List<Stage> STAGES = List.of(Stage.EXTRACT_PLAYLISTS, Stage.TRANSFORM_SNAPSHOTS);

    private final Observations observations;
    private final Sinks sinks;
    private final CurrentRun runs;
    private final Clock clock;
    private final Instant start;
    private MeterRegistry registry;

    /** Creates the bean. */
    public Meters(Observations observations, Sinks sinks, CurrentRun runs, Clock clock) {
        this.observations = observations;
        this.sinks = sinks;
        this.runs = runs;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Registers the metrics with what Camel serves, if it serves any; a second time changes nothing. */
    public void register(CamelContext context) {
        if (registry != null) {
            return;
        }
        registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry != null) {
            successes();
            lake();
            deadLetters();
            spotify();
            run();
            context.getRegistry().findByType(MeterBinder.class).forEach(part -> part.bindTo(registry));
        }
    }

    private List<Stage> stages() {
        Stream<Stage> ofSinks = sinks.on().stream().map(Sink::stage);
        Stream<Stage> topic = sinks.readsTopic() ? Stream.of(Stage.CONSUME_TOPIC) : Stream.empty();
        return Stream.of(STAGES.stream(), ofSinks, topic).flatMap(each -> each).toList();
    }

    private void successes() {
        for (Stage stage : stages()) {
            gauge(
                    "caravan.last.success.timestamp",
                    "When the stage last did what it is for; the start of the process where it did not yet",
                    "seconds",
                    Tags.of("stage", stage.label()),
                    () -> {
                        Instant last = runs.lastSuccess(stage);
                        return seconds(last == null ? start : last);
                    });
        }
    }

    private void lake() {
        gauge(
                "caravan.observation.timestamp",
                "When the lake was last looked at with success",
                "seconds",
                Tags.empty(),
                () -> seconds(observations.lake().seenAt()));
        Stream<String> ofSinks = sinks.on().stream().map(Sink::inbox);
        for (String prefix :
                Stream.concat(Stream.of(Prefixes.RAW_INBOX), ofSinks).toList()) {
            Tags inbox = Tags.of("inbox", prefix.substring(0, prefix.length() - 1));
            gauge("caravan.inbox.objects", "Objects that wait", null, inbox, of(prefix, Inbox::objects));
            gauge(
                    "caravan.inbox.oldest.age",
                    "For how long the oldest object has been waiting",
                    "seconds",
                    inbox,
                    of(prefix, waiting -> decimal(waiting.age(clock))));
        }
    }

    /** What was set aside stays when its stage is switched off, so that it counts whatever is on. */
    private void deadLetters() {
        List<String> stages = Stream.of(
                        STAGES.stream().map(Stage::label),
                        Stream.of(Sink.values()).map(sink -> sink.stage().label()),
                        Stream.of(DeadLetter.STREAM, DeadLetter.ROWS))
                .flatMap(each -> each)
                .toList();
        stages.forEach(stage -> deadLetters(stage, stage::equals));
        deadLetters("other", stage -> !stages.contains(stage));
    }

    private void deadLetters(String name, Predicate<String> isOne) {
        gauge(
                "caravan.dead.letters",
                "Objects set aside under dead_letter/; of the stage rows: snapshots with rejected rows; of the stage stream: records of"
                        + " the topic; of the stage other: those of routes that are not Caravan's",
                null,
                Tags.of("stage", name),
                () -> {
                    LakeState lake = observations.lake();
                    return lake.seenAt() == null
                            ? Double.NaN
                            : lake.deadLetters().entrySet().stream()
                                    .filter(ofStage -> isOne.test(ofStage.getKey()))
                                    .mapToLong(Map.Entry::getValue)
                                    .sum();
                });
    }

    private Supplier<Number> of(String prefix, Function<Inbox, Number> value) {
        return () -> {
            Inbox inbox = observations.lake().inboxes().get(prefix);
            return inbox == null ? Double.NaN : value.apply(inbox);
        };
    }

    private void spotify() {
        gauge(
                "caravan.spotify.calls.left",
                "Calls left of spotify.calls-per-day",
                null,
                Tags.empty(),
                () -> orNaN(observations.spotify().callsLeft()));
        gauge(
                "caravan.spotify.parked.until.timestamp",
                "No call goes out before this time; 0 where calls may",
                "seconds",
                Tags.empty(),
                () -> {
                    Instant notBefore = observations.spotify().notBefore();
                    boolean parked = notBefore != null && clock.instant().isBefore(notBefore);
                    return parked ? seconds(notBefore) : 0;
                });
        gauge(
                "caravan.consent.left",
                "Days left of the user's consent, below 0 when it is over; NaN where no user is signed in",
                "days",
                Tags.empty(),
                () -> {
                    Consent consent = observations.spotify().consent();
                    return consent == null ? Double.NaN : days(Duration.between(clock.instant(), consent.endsAt()));
                });
    }

    private void run() {
        for (Table table : Table.ofSnapshots()) {
            ofRun(
                    "caravan.run.rows",
                    "Rows that the loads of the current run brought",
                    Tags.of("table", "tbl_" + table.label()),
                    run -> run.rowsLoaded().getOrDefault(table.label(), 0L));
        }
        String playlists = "Playlists of the current run";
        ofRun("caravan.run.playlists", playlists, Tags.of("result", "read"), RunSummary::playlistsRead);
        ofRun("caravan.run.playlists", playlists, Tags.of("result", "unchanged"), RunSummary::playlistsUnchanged);
        ofRun("caravan.run.playlists", playlists, Tags.of("result", "failed"), RunSummary::playlistsFailed);
        String snapshots = "Snapshots of the current run";
        ofRun("caravan.run.snapshots", snapshots, Tags.of("step", "transformed"), RunSummary::snapshotsTransformed);
        ofRun("caravan.run.snapshots", snapshots, Tags.of("step", "loaded"), RunSummary::snapshotsLoaded);
        ofRun("caravan.run.snapshots", snapshots, Tags.of("step", "committed"), RunSummary::snapshotsCommitted);
        ofRun("caravan.run.snapshots", snapshots, Tags.of("step", "published"), RunSummary::snapshotsPublished);
        ofRun(
                "caravan.run.rejected",
                "Entries of the current run whose values do not fit",
                Tags.empty(),
                RunSummary::rejected);
        ofRun("caravan.run.failures", "What did not work in the current run", Tags.empty(), run -> run.failures()
                .size());
        ofRun(
                "caravan.run.exit.code",
                "What the command once would exit with, were the current run over",
                Tags.empty(),
                RunSummary::exitCode);
    }

    private void ofRun(String name, String description, Tags tags, ToDoubleFunction<RunSummary> value) {
        gauge(name, description, null, tags, () -> value.applyAsDouble(runs.summary()));
    }

    private void gauge(String name, String description, String unit, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    private static double seconds(Instant time) {
        return time == null ? Double.NaN : time.toEpochMilli() / 1000.0;
    }

    private static double decimal(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double days(Duration duration) {
        return decimal(duration) / Duration.ofDays(1).toSeconds();
    }

    private static double orNaN(Number number) {
        return number == null ? Double.NaN : number.doubleValue();
    }
}
