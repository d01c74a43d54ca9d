package io.caravan.command;

import io.caravan.ConfigurationException;
import io.caravan.Outcome;
import io.caravan.RejectedException;
import io.caravan.lake.DeadLetter;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about: some, those of a stage, or all. */
final class DeadLetterSelection {
    @Parameters(paramLabel = "<key>", arity = "0..*", description = "Their keys, or the 12 digits in them.")
    private List<String> keys = List.of();

    @Option(names = "--stage", description = "All of one route, such as transform-snapshots, or \"rows\".")
    private String stage;

    @Option(names = "--all", description = "All there are.")
    private boolean all;

    /**
     * Returns the ones that are meant.
     *
     * @throws ConfigurationException when the words of the command line name none, or contradict each other
     */
    List<DeadLetter> of(List<DeadLetter> letters) {
        if ((keys.isEmpty() ? 0 : 1) + (stage == null ? 0 : 1) + (all ? 1 : 0) != 1) {
            throw new ConfigurationException("Say which dead letters are meant: by their keys, by --stage, or --all");
        }
        if (!keys.isEmpty()) {
            return keys.stream().map(key -> named(letters, key)).distinct().toList();
        }
        return letters.stream()
                .filter(letter -> all || letter.stage().equals(stage))
                .toList();
    }

    /** Returns the one of a key, or of the digits in it. */
    static DeadLetter named(List<DeadLetter> letters, String key) {
        return letters.stream()
                .filter(letter -> letter.key().equals(key)
                        || (key.matches("[0-9a-f]{12}") && letter.key().contains("/" + key + "/")))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("There is no dead letter " + TextTable.plain(key)
                        + "; the command \"dead-letters list\" tells which there are, and one that was put back or discarded is"
                        + " gone"));
    }

    /** Does something with each of them, says what became of it, and returns the exit code. */
    static int each(List<DeadLetter> letters, Function<DeadLetter, String> step, PrintWriter out, PrintWriter err) {
        int done = 0;
        for (DeadLetter letter : letters) {
            try {
                out.println(TextTable.plain(letter.key() + " " + step.apply(letter)));
                done++;
            } catch (RejectedException e) {
                err.println(TextTable.plain(e.getMessage()));
            }
        }
        if (letters.isEmpty()) {
            out.println("There are none");
        }
        Outcome outcome = done == letters.size() ? Outcome.OK : done == 0 ? Outcome.FAILED : Outcome.PARTLY;
        return outcome.exitCode();
    }
}
