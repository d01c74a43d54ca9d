package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.RejectedException;
import io.caravan.lake.DeadLetter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about: some, those of a stage, or all. */
final class DeadLetterSelection {
    @Parameters(
            paramLabel = "<key>",
            arity = "0..*",
            description = "Their keys, or the 12 digits or the snapshots in them.")
    private List<String> keys = List.of();

    @Option(names = "--stage", description = "All of one route, such as transform-snapshots, or \"rows\".")
    private String stage;

    @Option(names = "--all", description = "All there are.")
    private boolean all;

    /** Returns whether it is about whatever there is. */
    boolean isAll() {
        return all;
    }

    /**
     * Returns the ones that are meant. One of several may have been worked before the command was cut off and given again, so that
     * a name of none is no failure.
     *
     * @param out told of each name of which there is no dead letter
     * @throws ConfigurationException when the words of the command line name none, or contradict each other
     */
    List<DeadLetter> of(List<DeadLetter> letters, PrintWriter out) {
        if ((keys.isEmpty() ? 0 : 1) + (stage == null ? 0 : 1) + (all ? 1 : 0) != 1) {
            throw new ConfigurationException("Say which dead letters are meant: by their keys, by --stage, or --all");
        }
        if (!keys.isEmpty()) {
            Map<Boolean, List<String>> known = keys.stream()
                    .collect(Collectors.partitioningBy(key -> letters.stream().anyMatch(isNamed(key))));
            for (String key : known.get(false)) {
                if (!isName(key)) {
                    throw unknown(key);
                }
                out.println(TextTable.plain(key + " is gone: put back or discarded before, or never there"));
            }
            return known.get(true).stream()
                    .map(key -> named(letters, key))
                    .distinct()
                    .toList();
        }
        List<DeadLetter> found = letters.stream()
                .filter(letter -> all || stage.equalsIgnoreCase(letter.stage()))
                .toList();
        if (found.isEmpty()) {
            out.println("There are none");
        }
        return found;
    }

    /**
     * Returns the one of a key, or of the digits or the snapshot in it.
     *
     * @throws ConfigurationException when there is none, or more than one
     */
    static DeadLetter named(List<DeadLetter> letters, String key) {
        List<DeadLetter> named = letters.stream().filter(isNamed(key)).toList();
        if (named.isEmpty()) {
            throw unknown(key);
        }
        if (named.size() > 1) {
            throw new ConfigurationException("More than one dead letter is called " + TextTable.plain(key)
                    + "; give the whole key of one: "
                    + String.join(", ", named.stream().map(DeadLetter::key).toList()));
        }
        return named.get(0);
    }

    /** Says that there is no such dead letter. */
    static ConfigurationException unknown(String key) {
        return new ConfigurationException("There is no dead letter " + TextTable.plain(key)
                + "; the command \"dead-letters list\" tells which there are, and one that was put back or discarded is"
                + " gone");
    }

    /** Returns whether a word could be a dead letter's name, so that one that is not there may have been. */
    private static boolean isName(String word) {
        return word.matches("dead_letter/.+|[0-9a-f]{12}|[A-Za-z0-9-]+_(\\d{8}T\\d{9}Z|[0-9a-f]{12})");
    }

    /** The digits are a folder's name, or end the name of a snapshot that another program wrote. */
    private static Predicate<DeadLetter> isNamed(String key) {
        return letter -> {
            String name = letter.key().replaceFirst("^.*/", "").replaceFirst("\\.jsonl$", "");
            return letter.key().equals(key)
                    || (letter.isRows() && name.equals(key))
                    || (key.matches("[0-9a-f]{12}")
                            && (letter.key().contains("/" + key + "/")
                                    || (letter.isRows() && name.endsWith("_" + key))));
        };
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
        Outcome outcome = done == letters.size() ? Outcome.OK : done == 0 ? Outcome.FAILED : Outcome.PARTLY;
        return outcome.exitCode();
    }
}
