package io.caravan.command;

import io.caravan.lake.DeadLetter;
import io.caravan.lake.DeadLetterRetry;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import java.io.PrintWriter;
import java.util.List;
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
        List<DeadLetter> letters = selection.of(deadLetters.list(), out);
        if (!selection.isAll()) {
            return DeadLetterSelection.each(letters, retry::retry, out, err());
        }
        // Of all, those are meant that can be: nobody who says so could name the others away.
        letters.stream()
                .filter(letter -> !DeadLetterRetry.isPossible(letter))
                .forEach(letter -> out.println(TextTable.plain("Left alone: " + DeadLetterRetry.remedy(letter))));
        return DeadLetterSelection.each(
                letters.stream().filter(DeadLetterRetry::isPossible).toList(), retry::retry, out, err());
    }
}
