package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.local.TrialDay;
import io.caravan.local.spotify.AppClass;
import io.caravan.local.spotify.CapturedFolder;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.PlannedFault;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import io.caravan.text.Durations;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The Spotify simulator alone, for tests of other programs. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Answers as Spotify's Web API does, on 127.0.0.1, until stopped.",
            "Addresses and credentials are printed as lines that a shell can read, as soon as it answers."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final String CLIENT_ID = "caravan-client";
    private static final String CLIENT_SECRET = "caravan-secret";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "The port; 0 takes any that is free (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--app-class",
            defaultValue = "A",
            description = "What the app may do: A extended quota, B an older, C a newer one in development mode"
                    + " (${DEFAULT-VALUE}).")
    private AppClass appClass;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Another seed makes other playlists (${DEFAULT-VALUE}).")
    private int seed;

    @Option(names = "--day", defaultValue = "today", description = "The playlists' day: today, or yyyy-MM-dd.")
    private String day;

    @Option(names = "--playlists", defaultValue = "10", description = "How many playlists (${DEFAULT-VALUE}).")
    private int playlists;

    @Option(names = "--entries", defaultValue = "120", description = "Entries of a playlist, about (${DEFAULT-VALUE}).")
    private int entries;

    @Option(
            names = "--captured",
            paramLabel = "<folder>",
            description = "Serve the captured answers of Spotify in this folder instead.")
    private Path captured;

    @Option(
            names = "--latency",
            defaultValue = "0s",
            description = "How long every answer takes at least, such as 200ms (${DEFAULT-VALUE}).")
    private String latency;

    @Option(
            names = "--fault",
            description =
                    "[[METHOD ]PATH=]WHAT[xCOUNT], once or more: WHAT is a status such as 503, one with its Retry-After"
                            + " such as 429:3, stall:10s, reset or truncated.")
    private List<String> faults = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        TrialDay playedDay = value("--day", day, text -> TrialDay.of(text, Clock.systemUTC()));
        Duration delay = value("--latency", latency, Durations::parse);
        List<PlannedFault> planned = faults.stream()
                .map(text -> value("--fault", text, PlannedFault::parse))
                .toList();
        check("--port", port, 0, 65_535);
        check("--playlists", playlists, 1, 10_000);
        check("--entries", entries, 1, 100_000);
        PlaylistSource source = captured == null
                ? Catalogue.of(seed, playlists, entries, playedDay.date())
                : CapturedFolder.read(captured);
        var config = new SimulatorConfig(
                CLIENT_ID, CLIENT_SECRET, appClass, "caravan", source, Clock.systemUTC(), port, delay);
        try (SpotifySimulator simulator = SpotifySimulator.start(config)) {
            planned.forEach(simulator::fault);
            tell(simulator, source);
            // Nothing but a signal ends it, and the process with it.
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void tell(SpotifySimulator simulator, PlaylistSource source) {
        List<String> lines = new ArrayList<>();
        lines.add("SPOTIFY_ACCOUNTS_URL=" + simulator.url());
        lines.add("SPOTIFY_API_URL=" + simulator.url());
        lines.add("SPOTIFY_CLIENT_ID=" + CLIENT_ID);
        lines.add("SPOTIFY_CLIENT_SECRET=" + CLIENT_SECRET);
        if (appClass == AppClass.C) {
            lines.add("SPOTIFY_REFRESH_TOKEN=" + simulator.signIn());
        }
        lines.add("SPOTIFY_PLAYLISTS=" + String.join(",", source.ids()));
        spec.commandLine()
                .getErr()
                .println("Spotify is simulated at " + simulator.url() + " for an app of class " + appClass
                        + "; Ctrl-C ends it.");
        // In one write: who waits for the file finds all lines or none.
        PrintWriter out = spec.commandLine().getOut();
        out.print(String.join("\n", lines) + "\n");
        out.flush();
    }

    private static <T> T value(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (DateTimeException e) {
            throw new ConfigurationException(
                    option + ": '" + text + "' is no day; give it as yyyy-MM-dd, such as 2026-11-30, or today", e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(option + ": " + e.getMessage(), e);
        }
    }

    private static void check(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new ConfigurationException(option + "=" + number + " is none of " + least + " to " + most);
        }
    }
}
