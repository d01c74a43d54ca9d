package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String printed(boolean terminal) {
        try (var progress = new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal)) {
            progress.page("one", 50);
            progress.page("one", 7);
            progress.step("extract-playlists", "one", "read, 57 entries");
            progress.step("extract-playlists", "two", "failed: gone\n\u001b[31maway");
            progress.step("transform-snapshots", "one_2026", "50 entries");
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void inAFileThereIsALineForEachObjectThatIsDone() {
        assertThat(printed(false)).isEqualTo("""
                        extract-playlists one: read, 57 entries
                        extract-playlists two: failed: gone  [31maway
                        transform-snapshots one_2026: 50 entries
                        """);
    }

    @Test
    void onATerminalThereIsOneLineThatChangesAndGoes() {
        String printed = printed(true);
        assertThat(printed).doesNotContain("\n", "\u001b").endsWith("\r" + " ".repeat(100) + "\r");
        assertThat(List.of(printed.split("\r", -1)))
                .filteredOn(line -> !line.isBlank())
                .allSatisfy(line -> assertThat(line).hasSize(100))
                .hasSize(5)
                .satisfies(lines -> assertThat(lines.get(1))
                        .startsWith("2 pages, 0 playlists, 0 snapshots · one: 57 entries so far"))
                .last()
                .asString()
                .startsWith("2 pages, 2 playlists, 1 snapshot · one_2026: 50 entries");
    }

    @Test
    void aLineThatIsTooLongIsCut() {
        var progress = new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
        progress.step("extract-playlists", "x".repeat(300), "unchanged");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).hasSize(101);
    }
}
