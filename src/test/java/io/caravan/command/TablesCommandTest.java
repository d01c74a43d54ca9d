package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look after the lake's tables. */
class TablesCommandTest {
    @TempDir
    static Path folder;

    private static Commands commands;

    private final ObjectMapper json = new ObjectMapper();

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
        SettingsFolder.in(folder)
                .whole()
                .set(
                        "local.spotify-playlists=1",
                        "local.spotify-entries=3",
                        "spotify.reread-after=0s",
                        "tables.catalogue=jdbc");
    }

    private Map<String, JsonNode> list() throws IOException {
        Result result = commands.run("tables", "list", "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        var tables = new TreeMap<String, JsonNode>();
        for (String line : result.out().lines().toList()) {
            JsonNode table = json.readTree(line);
            tables.put(table.get("table").asText(), table);
        }
        return tables;
    }

    @Test
    void careIsTakenOfWhatTwoRunsLeftAndListAndDoctorTellOfIt() throws Exception {
        assertThat(list()).isEmpty();
        assertThat(commands.run("tables", "care").out()).isEqualToIgnoringNewLines("Nothing is to do");
        assertThat(commands.run("once").exitCode()).isZero();
        assertThat(commands.run("once").exitCode()).isZero();
        JsonNode songs = list().get("tbl_songs");
        assertThat(songs.get("files").asInt()).isEqualTo(2);
        assertThat(songs.get("days_of_several_files").asInt()).isEqualTo(1);
        assertThat(songs.get("unnamed_commits").asInt()).isZero();
        assertThat(list().get("etl_load").get("files").asInt()).isEqualTo(1);
        assertThat(commands.run("tables", "list").out()).contains("tbl_song_artists", "days of several files");
        assertThat(commands.run("doctor").out())
                .contains("days of several files in one table: up to 1")
                .doesNotContain("tables care");

        Result dry = commands.run("tables", "care", "--dry-run");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out()).contains("compact  tbl_songs", "to do; files that go");
        assertThat(list().get("tbl_songs").get("files").asInt()).isEqualTo(2);

        Result care = commands.run("tables", "care", "--json");
        assertThat(care.exitCode()).as(care.err()).isZero();
        assertThat(care.out().lines()).anySatisfy(line -> {
            JsonNode note = json.readTree(line);
            assertThat(note.get("table").asText()).isEqualTo("tbl_songs");
            assertThat(note.get("step").asText()).isEqualTo("compact");
            assertThat(note.get("skipped").asBoolean()).isFalse();
            assertThat(note.get("files").asInt()).isEqualTo(2);
        });
        assertThat(list().get("tbl_songs").get("files").asInt()).isEqualTo(1);
        assertThat(list().get("tbl_songs").get("rows")).isEqualTo(songs.get("rows"));
    }

    @Test
    void doctorCountsFilesThatNothingNamesAndCareDeletesThem() throws Exception {
        assertThat(commands.run("once").exitCode()).isZero();
        Path orphan = folder.resolve("data/s3/lake/lake/tbl_songs/data/day=2026-11-21/died.parquet");
        Files.createDirectories(orphan.getParent());
        Files.writeString(orphan, "half");
        assertThat(commands.run("doctor").out()).contains("files older than 3d that nothing names: 0");

        Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minus(Duration.ofDays(4))));
        assertThat(commands.run("doctor").out())
                .containsPattern("warning +tables .*files older than 3d that nothing names: 1;")
                .contains("the command \"tables care\" cleans up");
        assertThat(list().get("tbl_songs").get("orphans").asInt()).isEqualTo(1);

        assertThat(commands.run("tables", "care").out()).contains("orphans  tbl_songs");
        assertThat(orphan).doesNotExist();
        assertThat(commands.run("doctor").out())
                .contains("files older than 3d that nothing names: 0")
                .doesNotContain("tables care");
    }

    /** By a trigger of the catalogue's database: whoever compacts tbl_album finds that tbl_songs has another state meanwhile. */
    @Test
    void whatSomebodyElseHasChangedMeanwhileIsLeftAndToldByTheExitCode() throws Exception {
        assertThat(commands.run("once").exitCode()).isZero();
        assertThat(commands.run("once").exitCode()).isZero();
        changeCatalogue("create trigger others after update on iceberg_tables when new.table_name = 'tbl_album' begin"
                + " update iceberg_tables set metadata_location = previous_metadata_location where table_name = 'tbl_songs';"
                + " end");

        Result care = commands.run("tables", "care");
        assertThat(care.exitCode()).as(care.out() + care.err()).isEqualTo(3);
        assertThat(care.out())
                .containsPattern(
                        "compact +tbl_songs +.*left for the next time, since somebody else has changed the day")
                .containsPattern("compact +tbl_album +.*files 2, now 1");

        changeCatalogue("drop trigger others");
        assertThat(commands.run("tables", "care").exitCode()).isZero();
    }

    private static void changeCatalogue(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/tables.sqlite"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void withoutTablesOrWithoutTheirCatalogueItIsSaidWhatToDo() throws Exception {
        Files.createDirectories(folder.resolve("data/tables.sqlite"));
        Result away = commands.run("tables", "list");
        assertThat(away.exitCode()).isEqualTo(75);
        assertThat(away.err()).contains("tables.jdbc-url");
        Result doctor = commands.run("doctor");
        assertThat(doctor.out()).contains("failed   tables", "tables.jdbc-url");

        Result off = commands.run(Map.of("TABLES_CATALOGUE", ""), "tables", "care");
        assertThat(off.exitCode()).isEqualTo(2);
        assertThat(off.err()).contains("set tables.catalogue");
        assertThat(commands.run(Map.of("TABLES_CATALOGUE", ""), "doctor").out()).doesNotContain("The catalogue");
    }
}
