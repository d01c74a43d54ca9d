package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCommandTest {
    private static final String ARCHIVE = "raw_data/processed/year=2026/month=01/day=%1$02d/";
    private static final String PLAYLIST = "37i9dQZF1DXcBWIGoYBM5M";

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
        SettingsFolder.in(folder).beans();
    }

    /** Puts an object of Caravan's own into the archive. */
    private static String archive(int day, String json) throws IOException {
        String key = (ARCHIVE + PLAYLIST + "_202601%1$02dT030405000Z.json").formatted(day);
        put(key, json);
        return key;
    }

    private static void put(String key, String json) throws IOException {
        Path file = folder.resolve("data/s3/lake").resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema --from=2026-01-01",
                "schema --athena",
                "schema --again",
                "schema --raw --from=2026-02-02 --to=2026-02-01",
                "schema --raw --from=yesterday",
                "schema --raw --athena",
                "schema x"
            })
    void whatIsMeantHasToBeSaid(String line) throws Exception {
        Result result = commands.run(line.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void theTablesArePrintedWithTypesFieldIdsAndTheVersionThatHasThemFirst() throws Exception {
        Result result = commands.run("schema");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("table ")
                .containsPattern("(?m)^tbl_songs +duration_ms +long +3 +1$")
                .containsPattern("(?m)^tbl_playlist_items +added_at +timestamp +4 +1$")
                .containsPattern("(?m)^etl_load +snapshot +text +1 +1$")
                .doesNotContain("told_by", "etl_lock", "tbl_playlist_content");

        JsonNode album = new ObjectMapper()
                .readTree(commands.run("schema", "--json").out())
                .path("tables")
                .get(0);
        assertThat(album.path("table").asText()).isEqualTo("tbl_album");
        assertThat(album.path("columns").get(2).toString())
                .startsWith(
                        "{\"column\":\"release_date\",\"type\":\"date\",\"field_id\":3,\"since\":1,\"required\":false,");
    }

    @Test
    void formsOfRawObjectsAreToldAndWhatIsNewOnce() throws Exception {
        String header = "{\"caravan\":{\"run_id\":\"r\"}}\n{\"id\":\"p\",\"items\":{\"total\":1}}\n";
        archive(1, header + "{\"items\":[{\"track\":{\"id\":\"t\"}}]}\n");
        assertThat(commands.run("schema", "--raw").out())
                .startsWith("Caravan's own raw objects: 1 object, 2026-01-01 (new)\npath ")
                .containsPattern("(?m)^\\$\\.items\\[]\\.track\\.id +text$")
                .doesNotContain("New: ")
                .endsWith("\n(1 object read, 0 known from before, 0 in the inbox, 0 not readable)\n");

        String key = archive(2, header + "{\"items\":[{\"track\":{\"id\":\"t\",\"mood\":{\"x\":5}}}]}\n");
        Result second = commands.run("schema", "--raw");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out())
                .startsWith("Caravan's own raw objects: 2 objects, 2026-01-01 to 2026-01-02\n")
                .containsPattern("(?m)^\\$\\.items\\[]\\.track\\.mood +object +1 +2026-01-02 +" + key + "$")
                .containsPattern("(?m)^\\$\\.items\\[]\\.track\\.mood\\.x +int$")
                .contains("New: $.items[].track.mood object in Caravan's own raw objects, for example " + key + "\n")
                .contains("New: $.items[].track.mood.x int in Caravan's own raw objects, for example " + key + "\n");

        assertThat(commands.run("schema", "--raw").out())
                .doesNotContain("New: ")
                .endsWith("Nothing is new.\n(0 objects read, 2 known from before, 0 in the inbox, 0 not readable)\n");
    }

    @Test
    void anObjectThatCannotBeReadIsToldAndTheCodeSaysPartly() throws Exception {
        archive(1, "{\"a\":1}");
        put("raw_data/to_processed/x.csv", "song,artist");

        Result result = commands.run("schema", "--raw");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out())
                .contains("Not read: raw_data/to_processed/x.csv: it is CSV or a table of another kind, not JSON")
                .endsWith("(1 object read, 0 known from before, 0 in the inbox, 1 not readable)\n");

        Result json = commands.run("schema", "--raw", "--json");
        JsonNode report = new ObjectMapper().readTree(json.out());
        assertThat(json.out()).hasLineCount(1);
        assertThat(report.path("exit_code").asInt()).isEqualTo(3);
        assertThat(report.path("known_before").asInt()).isEqualTo(1);
        assertThat(report.path("unreadable").get(0).path("key").asText()).isEqualTo("raw_data/to_processed/x.csv");
        assertThat(report.path("forms").get(0).path("paths").get(1).toString())
                .isEqualTo(
                        "{\"path\":\"$.a\",\"type\":\"int\",\"objects\":1,\"since\":\"2026-01-01\",\"until\":\"2026-01-01\",\"new\":false}");
    }

    @Test
    void theStatementForAthenaBeginsWithTheFirstYearOfTheArchive() throws Exception {
        archive(1, "{}");
        Result result = commands.run("schema", "--raw", "--athena=music.raw");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "create external table music.raw (",
                        "'projection.year.range' = '2026,2036'",
                        "s3://lake/raw_data/");
        assertThat(commands.run("schema", "--raw", "--athena=Music.raw").exitCode())
                .isEqualTo(2);
    }
}
