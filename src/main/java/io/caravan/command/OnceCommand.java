package io.caravan.command;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one cycle and tells what it did; the last line on stdout is a JSON object. */
@Command(
        name = "once",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one cycle (extract, transform, load), prints a summary and exits.",
            "Progress goes to stderr; the last line on stdout is the summary as JSON."
        })
final class OnceCommand implements Callable<Integer> {
    /** For Ctrl-C; every step is safe to repeat, so nobody has to wait for its end. */
    private static final int SHUTDOWN_SECONDS = 5;

    private static final String CYCLE = "direct:run-cycle";

    @Spec
    private CommandSpec spec;

    @Option(names = "--force", description = "Read all playlists, also those whose snapshot_id did not change.")
    private boolean force;

    @Option(
            names = "--days",
            paramLabel = "<n>",
            description = {
                "Play so many days of a trial, one after the other, up to local.spotify-day;",
                "with the simulator alone."
            })
    private Integer days;

    @Override
    public Integer call() throws Exception {
        // Nothing but this cycle runs, and nobody waits for the next look at the inbox.
        Map<String, String> overrides = new HashMap<>(
                Map.of("caravan.triggers", "false", "caravan.extract-at-start", "false", "lake.poll-every", "200ms"));
        if (force) {
            overrides.put("spotify.reread-after", "0s");
        }
        // Read when the first logger is made, which is later; -Dcaravan.log and CARAVAN_LOG win.
        System.setProperty("caravan.log.default", "warn");
        PrintWriter out = spec.commandLine().getOut();
        if (days != null) {
            return new TrialRuns(spec.commandLine(), days).play(day -> {
                overrides.put("local.spotify-day", day.toString());
                try (var application = Application.start(overrides, SHUTDOWN_SECONDS)) {
                    return AttendedRun.summary(application, CYCLE, null, out);
                }
            });
        }
        try (var application = Application.start(overrides, SHUTDOWN_SECONDS)) {
            return AttendedRun.request(application, CYCLE, null, out);
        }
    }
}
