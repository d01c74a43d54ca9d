package io.caravan.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.doctor.Doctor;
import io.caravan.doctor.Finding;
import io.caravan.failure.CaravanException;
import io.caravan.failure.Outcome;
import io.caravan.local.LocalServices;
import io.caravan.settings.Settings;
import io.caravan.spotify.Pause;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says before anything is scheduled whether a run will work. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at settings, routes, bucket, inboxes, dead letters, sign-in, consent, app class, playlists, budget, the lake's tables, the stream and the warehouse.",
            "The exit code is the one that a run would end with because of what was found."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        // Read when the first logger is made, which is later; what is to be said is said in the findings.
        System.setProperty("caravan.log.default", "error");
        PrintWriter out = spec.commandLine().getOut();
        try {
            return examine(out);
        } catch (CaravanException e) {
            if (json) {
                return report(List.of(Finding.failed("settings", e)), out);
            }
            throw e;
        }
    }

    private int examine(PrintWriter out) throws JsonProcessingException {
        Settings settings = Settings.load(Map.of());
        settings.check();
        if (!settings.isLocal()) {
            return report(new Doctor(settings, Path.of("routes"), settings.clock(), Pause.SLEEP).examine(), out);
        }
        try (var local = LocalServices.start(settings::get)) {
            Settings there = Settings.load(local.properties());
            return report(new Doctor(there, Path.of("routes"), there.clock(), Pause.SLEEP).examine(), out);
        }
    }

    private int report(List<Finding> findings, PrintWriter out) throws JsonProcessingException {
        Outcome outcome = findings.stream().map(Finding::outcome).reduce(Outcome.OK, Outcome::and);
        if (json) {
            out.println(new ObjectMapper()
                    .writeValueAsString(Map.of("exit_code", outcome.exitCode(), "findings", findings)));
        } else {
            findings.forEach(finding -> out.printf(
                    "%-8s %-12s %s%n", finding.status(), finding.check(), TextTable.plain(finding.message())));
        }
        out.flush();
        return outcome.exitCode();
    }
}
