package io.caravan.command;

import io.caravan.lake.DeadLetter;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import io.caravan.spotify.PlaylistMemory;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        description = {
            "Deletes them with their reports, for good.",
            "The last snapshot_id of the playlist that one is of is forgotten, so that the next run reads it again."
        })
final class DeadLettersDiscard extends DeadLettersCommand.Part {
    @Mixin
    private DeadLetterSelection selection;

    @Override
    int work(Lake lake, DeadLetters deadLetters, PrintWriter out) {
        List<DeadLetter> letters = selection.of(deadLetters.list(), out);
        return DeadLetterSelection.each(letters, letter -> discard(letter, lake, deadLetters), out, err());
    }

    /** The report, which tells of which playlist it is, goes last: whoever dies in between is repeated. */
    private static String discard(DeadLetter letter, Lake lake, DeadLetters deadLetters) {
        String playlist = letter.playlistId();
        if (playlist != null) {
            PlaylistMemory.forget(lake, playlist);
        }
        deadLetters.remove(letter);
        return playlist == null
                ? "is discarded"
                : "is discarded; the next run reads the playlist " + playlist + " again";
    }
}
