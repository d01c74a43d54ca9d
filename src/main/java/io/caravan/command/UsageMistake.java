package io.caravan.command;

import io.caravan.text.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is told of a command line that cannot be meant: a word that nothing knows with the one that was probably meant, else how the command is used. */
record UsageMistake(ParameterException mistake, List<String> arguments) {
    /** Tells it, and returns the exit code. */
    int tell() {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(sentence(command));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private String sentence(CommandLine command) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return (isOneOf() ? noneOf() : mistake.getMessage()) + usage(command);
        }
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        // A command that takes whatever begins with hyphens for text complains of the word behind it.
        Optional<String> mistyped = arguments.stream()
                .filter(argument -> argument.startsWith("--")
                        && !meant(option(argument), options).isEmpty())
                .filter(argument -> !options.contains(option(argument)))
                .findFirst();
        String argument = mistyped.orElse(unmatched.getUnmatched().get(0));
        String name = command.getCommandSpec().qualifiedName();
        if (mistyped.isPresent() || unmatched.isUnknownOption()) {
            return meant(option(argument), options)
                    + "%s has no option %s; \"%1$s --help\" lists them".formatted(name, option(argument));
        }
        return command.getSubcommands().isEmpty()
                ? "%s has no place for %s".formatted(name, argument) + usage(command)
                : noCommand(argument, name, command.getSubcommands().keySet());
    }

    private static String option(String argument) {
        return argument.replaceFirst("=.*", "");
    }

    private static String noCommand(String argument, String name, Set<String> commands) {
        String meant = meant(argument, commands);
        String those = meant.isEmpty()
                ? "there are " + String.join(", ", commands.stream().sorted().toList())
                : "\"" + name + " --help\" lists them";
        return meant + "%s has no command %s; %s".formatted(name, argument, those);
    }

    private static String usage(CommandLine command) {
        return "\nUsage: "
                + new Help(command.getCommandSpec(), command.getColorScheme())
                        .synopsis(0)
                        .strip();
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
        return Spelling.meant(word, word.startsWith("--") || !word.startsWith("-") ? names : List.of());
    }
}
