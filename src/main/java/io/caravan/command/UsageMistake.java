package io.caravan.command;

import io.caravan.text.Spelling;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is told of a command line that cannot be meant: a word that nothing knows with the one that was probably meant, else how the command is used. */
record UsageMistake(ParameterException mistake) {
    /** Tells it, and returns the exit code. */
    int tell() {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            err.println(unknown(unmatched.getUnmatched().get(0), unmatched.isUnknownOption(), command));
        } else {
            err.println(isOneOf() ? noneOf() : mistake.getMessage());
            err.println("Usage: " + new Help(command.getCommandSpec(), command.getColorScheme()).synopsis(0).strip());
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String unknown(String argument, boolean isOption, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        if (isOption) {
            String word = argument.replaceFirst("=.*", "");
            Collection<String> options = command.getCommandSpec().optionsMap().keySet();
            return meant(word, options) + "%s has no option %s; \"%1$s --help\" lists them".formatted(name, word);
        }
        Collection<String> commands = command.getSubcommands().keySet();
        if (commands.isEmpty()) {
            return "%s takes no %s; \"%1$s --help\" tells what it takes".formatted(name, argument);
        }
        String meant = meant(argument, commands);
        String those = meant.isEmpty()
                ? "there are " + String.join(", ", commands.stream().sorted().toList())
                : "\"" + name + " --help\" lists them";
        return meant + "%s has no command %s; %s".formatted(name, argument, those);
    }

    private boolean isOneOf() {
        return mistake.getArgSpec() instanceof OptionSpec option
                && mistake.getValue() != null
                && option.typeInfo().isEnum();
    }

    /** Tells a value that is none of those which an option takes. */
    private String noneOf() {
        String value = mistake.getValue();
        List<String> values = new ArrayList<>();
        mistake.getArgSpec().completionCandidates().forEach(values::add);
        int last = values.size() - 1;
        return meant(value, values)
                + "%s=%s must be %s or %s"
                        .formatted(
                                ((OptionSpec) mistake.getArgSpec()).longestName(),
                                value,
                                String.join(", ", values.subList(0, last)),
                                values.get(last));
    }

    /** Returns the words with which a sentence begins where something was probably meant, else nothing. */
    private static String meant(String word, Collection<String> names) {
        // A letter behind one hyphen is like any other such.
        return Spelling.near(word, word.startsWith("--") || !word.startsWith("-") ? names : List.of())
                .map(near -> "%s: did you mean %s? ".formatted(word, near))
                .orElse("");
    }
}
