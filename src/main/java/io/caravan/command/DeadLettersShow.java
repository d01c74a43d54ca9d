package io.caravan.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.lake.DeadLetter;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows one: its report and its first bytes; of rejected entries each with its line and its reason.")
final class DeadLettersShow extends DeadLettersCommand.Part {
    private static final int ENTRY_SHOWN = 200;
    /** What a report says of what {@link DeadLettersList#facts} tells too. */
    private static final Set<String> TOLD = Set.of("key", "stage", "message", "at", "attempts", "retries", "size");

    @Parameters(paramLabel = "<key>", description = "Its key, or the 12 digits or the snapshot in it.")
    private String key;

    @Option(
            names = "--bytes",
            defaultValue = "2000",
            description = "How many bytes to show at most (${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "Print JSON: one object, or of rejected entries an object a line.")
    private boolean json;

    @Option(names = "--raw", description = "Print the bytes alone, all of them and as they are.")
    private boolean raw;

    @Override
    int work(Lake lake, DeadLetters deadLetters, PrintWriter out) throws IOException {
        if (most < 0) {
            throw new ConfigurationException("--bytes must be 0 or more");
        }
        DeadLetter letter = DeadLetterSelection.named(deadLetters.list(), key);
        if (raw || (json && letter.isRows())) {
            out.flush();
            copy(lake, letter);
        } else if (json) {
            var facts = new TreeMap<String, Object>(DeadLettersList.facts(letter));
            facts.put("error", letter.error());
            facts.put("text", head(lake, letter));
            out.println(new ObjectMapper().writeValueAsString(facts));
        } else {
            DeadLettersList.facts(letter).forEach((name, value) -> fact(name, value, out));
            if (letter.isRows()) {
                rows(lake, letter, out);
            } else {
                plain(lake, letter, out);
            }
        }
        return Outcome.OK.exitCode();
    }

    private void copy(Lake lake, DeadLetter letter) throws IOException {
        try (InputStream bytes = open(lake, letter)) {
            bytes.transferTo(System.out);
            System.out.flush();
        }
    }

    private static InputStream open(Lake lake, DeadLetter letter) {
        return letter.object() == null
                ? InputStream.nullInputStream()
                : lake.openWhole(letter.key(), letter.size(), letter.object().eTag());
    }

    private String head(Lake lake, DeadLetter letter) throws IOException {
        try (InputStream bytes = open(lake, letter)) {
            return new String(bytes.readNBytes(most), StandardCharsets.UTF_8);
        }
    }

    private void plain(Lake lake, DeadLetter letter, PrintWriter out) throws IOException {
        if (letter.error() != null) {
            letter.error().properties().forEach(field -> {
                if (!TOLD.contains(field.getKey())) {
                    JsonNode value = field.getValue();
                    fact(field.getKey(), value.isTextual() ? value.textValue() : value, out);
                }
            });
        }
        out.println("---- the first " + most + " bytes at most; --raw prints all ----");
        head(lake, letter).lines().forEach(line -> out.println(TextTable.plain(line)));
    }

    private static void fact(String name, Object value, PrintWriter out) {
        if (value != null) {
            out.println(TextTable.plain(name + ": " + value));
        }
    }

    /** One after another, so that a million of them need no memory. */
    private void rows(Lake lake, DeadLetter letter, PrintWriter out) throws IOException {
        var mapper = new ObjectMapper();
        try (var lines = new BufferedReader(new InputStreamReader(open(lake, letter), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = mapper.readTree(line);
                String entry = row.path("json").asText();
                out.println(TextTable.plain("line %s, entry %s: %s"
                        .formatted(
                                row.path("line").asText(),
                                row.path("entry").asText(),
                                row.path("reason").asText())));
                out.println(TextTable.plain("    " + entry.substring(0, Math.min(entry.length(), ENTRY_SHOWN))));
            }
        }
    }
}
