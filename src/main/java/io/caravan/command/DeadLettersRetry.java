package io.caravan.command;

import io.caravan.lake.DeadLetterRetry;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Puts them back to where they came from, byte for byte; the next run, or one that is going on, takes them.",
            "Nothing is overwritten, and the command may be given again at any time."
        })
final class DeadLettersRetry extends DeadLettersCommand.Part {
    @Mixin
    private DeadLetterSelection selection;

    @Override
    int work(Lake lake, DeadLetters deadLetters, PrintWriter out) {
        var retry = new DeadLetterRetry(lake, deadLetters);
        return DeadLetterSelection.each(selection.of(deadLetters.list()), retry::retry, out, err());
    }
}
