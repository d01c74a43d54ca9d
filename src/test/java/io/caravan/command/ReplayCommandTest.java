package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
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
    void clear() throws IOException {
        commands.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay",
                "replay a --from=2026-01-01",
                "replay --from=yesterday",
                "replay --from=2026-02-02 --to=2026-02-01"
            })
    void whatIsMeantHasToBeSaid(String line) throws Exception {
        SettingsFolder.in(folder);
        assertThat(commands.run(line.split(" ")).exitCode()).isEqualTo(2);
    }

    @Test
    void whatWasOnceLoadedIsListedThenReplayed() throws Exception {
        SettingsFolder.in(folder).whole().set("local.spotify-playlists=2", "local.spotify-entries=5");
        assertThat(commands.run("once").exitCode()).isZero();

        Result listed = commands.run("replay", "--from=2020-01-01", "--dry-run");
        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out()).contains("raw_data/processed/year=").endsWith("(2 to replay)\n");
        assertThat(rows("max(loaded_at) = min(loaded_at)"))
                .as("nothing was done")
                .contains("true");

        String snapshot = listed.out().lines().skip(2).findFirst().orElseThrow().replaceFirst(" .*", "");
        Result replayed = commands.run("replay", snapshot);

        assertThat(replayed.exitCode()).as(replayed.err()).isZero();
        JsonNode summary = summary(replayed);
        assertThat(summary.path("snapshots_transformed").asInt()).isEqualTo(1);
        assertThat(summary.path("snapshots_loaded").asInt()).isEqualTo(1);
        assertThat(rows("count(*), min(transform_version), max(loaded_at) > min(loaded_at)"))
                .contains("\"2\",\"2\",\"true\"");

        String days =
                "Nothing to replay: the archive holds no snapshot from 2020-01-01 to 2020-01-31. A day on which a playlist"
                        + " did not change has none.\n";
        Result nothing = commands.run("replay", "--from=2020-01-01", "--to=2020-01-31");
        assertThat(nothing.exitCode()).as(nothing.err()).isZero();
        assertThat(nothing.out()).startsWith(days);
        assertThat(summary(nothing).path("snapshots_transformed").asInt(-1)).isZero();
        assertThat(commands.run("replay", "--from=2020-01-01", "--to=2020-01-31", "--dry-run")
                        .out())
                .contains(days + "(0 to replay)");
        Result nobody = commands.run("replay", "--playlist=nobody");
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.err()).contains("The archive holds no snapshot of a playlist nobody; give the id");
        Result unknown = commands.run("replay", "nothing-like-this");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("The archive holds no nothing-like-this");
    }

    private static JsonNode summary(Result result) throws Exception {
        return new ObjectMapper()
                .readTree(result.out().lines().reduce((first, second) -> second).orElseThrow());
    }

    private String rows(String columns) throws Exception {
        return commands.run("query", "--format=csv", "select " + columns + " from etl_load")
                .out();
    }
}
