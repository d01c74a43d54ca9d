package io.caravan.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** How each block of commands is tested: {@code run}, {@code by} a class of tests, or {@code rehearsed}, with the reason why it cannot be run. */
final class Ways {
    private static final String FILE = "commands.tsv";

    private Ways() {}

    /** Returns the way of each block, by its name. */
    static Map<String, String> all() {
        try (var in = Ways.class.getResourceAsStream(FILE);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var ways = new TreeMap<String, String>();
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .forEach(cells -> {
                        if (ways.put(cells[0], cells[1]) != null) {
                            throw new IllegalStateException(FILE + " names " + cells[0] + " twice");
                        }
                    });
            return ways;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
