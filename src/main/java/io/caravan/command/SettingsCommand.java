package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.settings.SettingInForce;
import io.caravan.settings.Settings;
import io.caravan.text.Spelling;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows which settings are in force. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the settings that are in force, and where each comes from; no secret is shown.",
            "Ends with 2, and says why, where a start would be refused because of those that it prints."
        })
final class SettingsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<part>",
            arity = "0..1",
            defaultValue = "",
            description = "How the keys begin, such as lake or warehouse.url; without it all of them.")
    private String part;

    @Option(
            names = "--changed",
            description = "Only those that a file, a variable or -D has hold something else than by default.")
    private boolean changed;

    @Override
    public Integer call() {
        Settings settings = Settings.load(Map.of());
        List<SettingInForce> found = settings.inForce(part).stream()
                .filter(setting -> !changed || setting.isChanged())
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (found.isEmpty()) {
            out.println(none(settings));
        } else {
            List<List<String>> rows = found.stream()
                    .map(setting -> List.of(setting.key(), setting.origin(), setting.shown()))
                    .toList();
            TextTable.print(List.of("key", "from", "value"), rows, out);
        }
        out.flush();
        settings.check(part);
        settings.notices().forEach(spec.commandLine().getErr()::println);
        return Outcome.OK.exitCode();
    }

    /** Returns what is told where nothing is to be listed. */
    private String none(Settings settings) {
        List<String> all =
                settings.inForce("").stream().map(SettingInForce::key).toList();
        if (all.stream().anyMatch(key -> key.startsWith(part))) {
            return "Nothing is changed: no file, variable or -D gives a setting another value than it has by default";
        }
        throw new ConfigurationException(Spelling.meant(part, all) + "No setting begins with " + part
                + "; \"settings\" without a name prints all of them");
    }
}
