package io.caravan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.Outcome;
import io.caravan.lake.DeadLetter;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import io.caravan.text.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists what was set aside, by the route that did it, why and when.")
final class DeadLettersList extends DeadLettersCommand.Part {
    @Option(names = "--stage", description = "Only those of one route, such as transform-snapshots, or \"rows\".")
    private String stage;

    @Option(names = "--json", description = "Print an object a line.")
    private boolean json;

    @Override
    int work(Lake lake, DeadLetters deadLetters, PrintWriter out) throws IOException {
        List<DeadLetter> letters = deadLetters.list().stream()
                .filter(letter -> stage == null || stage.equalsIgnoreCase(letter.stage()))
                .toList();
        if (json) {
            var mapper = new ObjectMapper();
            for (DeadLetter letter : letters) {
                out.print(mapper.writeValueAsString(facts(letter)) + "\n");
            }
            return Outcome.OK.exitCode();
        }
        TextTable.print(
                List.of("key", "stage", "when", "attempts", "bytes", "original key", "reason"),
                letters.stream().map(DeadLettersList::row).toList(),
                out);
        out.println("(" + Counted.of(letters.size(), "dead letter") + ")");
        return Outcome.OK.exitCode();
    }

    private static List<String> row(DeadLetter letter) {
        return Arrays.asList(
                letter.key(),
                letter.stage(),
                letter.at(),
                Objects.toString(letter.attempts(), null),
                Objects.toString(letter.size(), "gone"),
                letter.originalKey(),
                letter.reason());
    }

    /** Returns what is known of one, by the names of {@code --json}. */
    static Map<String, Object> facts(DeadLetter letter) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("key", letter.key());
        facts.put("stage", letter.stage());
        facts.put("original_key", letter.originalKey());
        facts.put("reason", letter.reason());
        facts.put("at", letter.at());
        facts.put("attempts", letter.attempts());
        facts.put("size", letter.size());
        facts.put("playlist_id", letter.playlistId());
        return facts;
    }
}
