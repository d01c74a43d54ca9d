package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands over a lake in which something was set aside. */
class DeadLettersCommandTest {
    private static final String PLAYLIST = "4uLU6hMCjMI75M1A2tKUQC";
    private static final String BROKEN = "dead_letter/transform-snapshots/0123456789ab/broken.json";
    private static final String ROWS = "dead_letter/rows/" + PLAYLIST + "_20261101T060000000Z.jsonl";
    private static final String STATE = "state/playlists/" + PLAYLIST + ".json";

    @TempDir
    static Path folder;

    private static Commands commands;

    @BeforeAll
    static void start() throws IOException {
        commands = Commands.in(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        commands.close();
    }

    @BeforeEach
    void lake() throws IOException {
        commands.clear();
        SettingsFolder.in(folder).beans().set("local.spotify-playlists=1", "local.spotify-entries=1");
        write(BROKEN, "{\"broken\u001b[2J\"");
        write(BROKEN + ".error.json", """
                {"key":"raw_data/to_processed/broken.json","stage":"transform-snapshots","message":"it ends too early",
                 "at":"2026-11-21T06:00:00.000Z","attempts":1,"size":13,"run_id":"a run","metadata":{"a":"b"}}""");
        write(ROWS, """
                {"line":3,"entry":7,"reason":"name is 5, expected a text","json":"{\\"name\\":5}"}
                {"line":3,"entry":9,"reason":"id is true","json":"{}"}
                """);
        write(STATE, "{}");
    }

    private void write(String key, String text) throws IOException {
        Path file = lake(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path lake(String key) {
        return folder.resolve("data/s3/lake").resolve(key);
    }

    private Result run(String... arguments) throws Exception {
        var command = new String[arguments.length + 1];
        command[0] = "dead-letters";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return commands.run(command);
    }

    @Test
    void theyAreListedForPeopleAndForPrograms() throws Exception {
        Result table = run("list");
        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.out())
                .contains(BROKEN, "transform-snapshots", "raw_data/to_processed/broken.json", "it ends too early")
                .contains(ROWS, "(2 dead letters)");

        Result json = run("list", "--json", "--stage=transform-snapshots");
        assertThat(json.out().lines()).singleElement().satisfies(line -> assertThat(new ObjectMapper().readTree(line))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"key":"%s","stage":"transform-snapshots","original_key":"raw_data/to_processed/broken.json",
                         "reason":"it ends too early","at":"2026-11-21T06:00:00.000Z","attempts":1,"size":13,
                         "playlist_id":null}""".formatted(BROKEN))));
    }

    @Test
    void oneIsShownWithItsReportAndItsFirstBytesWhichCannotSteerATerminal() throws Exception {
        Result shown = run("show", "0123456789ab", "--bytes=10");
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out()).isEqualTo("""
                key: %s
                stage: transform-snapshots
                original_key: raw_data/to_processed/broken.json
                reason: it ends too early
                at: 2026-11-21T06:00:00.000Z
                attempts: 1
                size: 13
                run_id: a run
                metadata: {"a":"b"}
                ---- the first 10 bytes at most; --raw prints all ----
                {"broken [
                """.formatted(BROKEN));
        assertThat(run("show", "--raw", BROKEN).out()).isEqualTo("{\"broken\u001b[2J\"");
    }

    @Test
    void rejectedEntriesAreShownWithLineAndReason() throws Exception {
        Result shown = run("show", PLAYLIST + "_20261101T060000000Z");
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(run("show", ROWS).out()).isEqualTo(shown.out());
        assertThat(shown.out())
                .contains("line 3, entry 7: name is 5, expected a text\n    {\"name\":5}\n")
                .contains("line 3, entry 9: id is true\n");
    }

    @Test
    void retryPutsBackWhatItCanAndSaysWhatItCannot() throws Exception {
        Result result = run("retry", "--all");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "Left alone: " + ROWS + " holds rows that no retry makes fit. Their snapshot is loaded without"
                                + " them; when a newer transform can read them, replay the snapshot, else discard it",
                        BROKEN + " stands in raw_data/to_processed/broken.json again");
        assertThat(lake("raw_data/to_processed/broken.json")).hasContent("{\"broken\u001b[2J\"");
        assertThat(lake(BROKEN)).doesNotExist();
        assertThat(lake(BROKEN + ".error.json")).doesNotExist();

        Result again = run("retry", BROKEN);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).startsWith(BROKEN + " is gone: put back or discarded before");
        assertThat(run("retry", "broken").exitCode()).as("no name of one").isEqualTo(2);
        assertThat(run("retry", "--stage=rows").exitCode())
                .as("nothing else was asked")
                .isEqualTo(1);
        assertThat(run("retry", "--stage=transform-snapshots").exitCode()).isZero();
    }

    @Test
    void discardDeletesAndForgetsWhatWasReadOfThePlaylist() throws Exception {
        Result result = run("discard", "--stage", "rows");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .isEqualTo(ROWS + " is discarded; the next run reads the playlist " + PLAYLIST + " again\n");
        assertThat(lake(ROWS)).doesNotExist();
        assertThat(lake(STATE)).doesNotExist();
        assertThat(lake(BROKEN)).exists();

        Result again = run("discard", ROWS, "0123456789ab");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out().lines())
                .containsExactly(
                        ROWS + " is gone: put back or discarded before, or never there", BROKEN + " is discarded");
    }

    /** The rejected rows of what another program wrote carry the digits in their snapshot's name. */
    @Test
    void theDigitsOfTheListNameOneAndWhereTheyNameTwoTheWholeKeyIsAskedFor() throws Exception {
        String rows = "dead_letter/rows/a-list_0123456789cd.jsonl";
        write(rows, "{\"line\":1,\"entry\":1,\"reason\":\"id is true\",\"json\":\"{}\"}\n");
        assertThat(run("show", "0123456789cd").out()).contains("key: " + rows, "line 1, entry 1: id is true");

        String other = "dead_letter/load-warehouse/0123456789cd/a.json";
        write(other, "{}");
        Result two = run("show", "0123456789cd");
        assertThat(two.exitCode()).isEqualTo(2);
        assertThat(two.err()).contains("More than one dead letter", rows, other);
    }

    @Test
    void nothingIsDoneToAllByAccident() throws Exception {
        Result result = run("discard");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("by their keys, by --stage, or --all");
        assertThat(run().exitCode()).isEqualTo(2);
        assertThat(lake(BROKEN)).exists();
        assertThat(lake(ROWS)).exists();
    }
}
