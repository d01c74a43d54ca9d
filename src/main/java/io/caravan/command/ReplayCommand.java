package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.Lake;
import io.caravan.run.CurrentRun;
import io.caravan.sink.Replay;
import io.caravan.sink.Sink;
import io.caravan.sink.Sinks;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.ArchivedObject;
import io.caravan.text.Timestamps;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Takes raw objects of the archive through the transform again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Takes archived raw objects through the transform again and puts the rows in the place of those that were loaded"
                    + " of them before: by key, by playlist, by days, or by playlist and days.",
            "A newer snapshot's rows are never replaced by an older one's, and the command may be given again at any time.",
            "The last line on stdout is a summary as JSON."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int SHUTDOWN_SECONDS = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<key>",
            arity = "0..*",
            description = "Keys raw_data/processed/year=…/…, or names of snapshots, as in etl_load.")
    private Set<String> names = Set.of();

    @Option(names = "--playlist", description = "All snapshots of a playlist, by its id.")
    private String playlist;

    @Option(names = "--from", description = "Those extracted on this day (yyyy-MM-dd, UTC) or later.")
    private LocalDate from;

    @Option(names = "--to", description = "Those extracted on this day (yyyy-MM-dd, UTC) or earlier.")
    private LocalDate to;

    @Option(
            names = "--into",
            description =
                    "Only feed this sink, such as one that was switched on later: ${COMPLETION-CANDIDATES}. By the manifests that"
                            + " the warehouse took while their files are there, else from the raw objects. What it has already stays as it is.")
    private Sink into;

    @Option(names = "--dry-run", description = "Only list what would be replayed.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        boolean bySearch = playlist != null || from != null || to != null;
        if (names.isEmpty() != bySearch) {
            throw new ConfigurationException(
                    "Say what is to be replayed: either keys, or --playlist, --from and --to or one or two of these");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new ConfigurationException(
                    "--from=" + from + " is after --to=" + to + "; give the earlier day first");
        }
        try {
            return dryRun ? list() : replay();
        } catch (SdkException e) {
            throw new UnavailableException(
                    "The lake does not answer as it should: " + e.getMessage() + "; give the command again", e);
        }
    }

    private List<ArchivedObject> selected(Lake lake) {
        var archive = new Archive(lake);
        return names.isEmpty() ? archive.selected(playlist, from, to) : archive.named(names);
    }

    private int list() {
        PrintWriter out = spec.commandLine().getOut();
        try (var session = LakeSession.open()) {
            List<ArchivedObject> objects = selected(session.lake());
            TextTable.print(
                    List.of("snapshot", "extracted at", "bytes", "key"),
                    objects.stream()
                            .map(archived -> List.of(
                                    archived.key().snapshot(),
                                    Timestamps.iso(archived.key().extractedAt()),
                                    String.valueOf(archived.object().size()),
                                    archived.object().key()))
                            .toList(),
                    out);
            tellIfNone(objects, out);
            out.println("(" + objects.size() + " to replay)");
            out.flush();
            return Outcome.OK.exitCode();
        }
    }

    /** A job that feeds a sink every night may well find nothing, so that is no failure; nor is it passed over without a word. */
    private void tellIfNone(List<ArchivedObject> objects, PrintWriter out) {
        if (objects.isEmpty()) {
            out.println("Nothing to replay: the archive holds no snapshot"
                    + (playlist == null ? "" : " of the playlist " + playlist)
                    + (from == null ? "" : " from " + from)
                    + (to == null ? "" : " to " + to)
                    + ". A day on which a playlist did not change has none.");
        }
    }

    private int replay() throws Exception {
        System.setProperty("caravan.log.default", "warn");
        PrintWriter out = spec.commandLine().getOut();
        try (var application = Application.start(
                Map.of("caravan.triggers", "false", "caravan.extract-at-start", "false"), SHUTDOWN_SECONDS)) {
            application.bean("sinks", Sinks.class).check(into);
            List<ArchivedObject> objects = selected(application.bean("lake", Lake.class));
            if (objects.isEmpty()) {
                tellIfNone(objects, out);
                return AttendedRun.tell(
                        application.bean("currentRun", CurrentRun.class).summary(), out);
            }
            return AttendedRun.request(application, "direct:replay-snapshots", new Replay(objects, into), out);
        }
    }
}
