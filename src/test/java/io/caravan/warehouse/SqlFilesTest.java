package io.caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlFilesTest {
    @TempDir
    Path folder;

    private static final String COLUMN = "\\w+ \\w+ comment '[^']+'";

    @Test
    void aStatementStandsInCommonOrInTheFolderOfEachEngine() throws IOException {
        List<String> common = names(Path.of("sql", "common"));
        List<Path> engines = list(Path.of("sql")).stream()
                // Nothing is loaded into Athena: its folder has views alone.
                .filter(folder -> !folder.endsWith("common") && !folder.endsWith("athena"))
                .toList();
        assertThat(engines).hasSize(3);
        for (Path engine : engines) {
            assertThat(own(engine, common))
                    .as("%s", engine)
                    .isEqualTo(needed(engine, own(Path.of("sql", "duckdb"), common)));
        }
    }

    /** Redshift takes nothing from the stream, and came after the first migrations. */
    private static List<String> needed(Path engine, List<String> own) {
        return engine.endsWith("redshift")
                ? own.stream()
                        .filter(name -> !name.startsWith("stream_") && !name.matches("migrate_00[1-4]_.*"))
                        .toList()
                : own;
    }

    /** Returns what an engine has of its own, but for what only one with pipes has, or only one that takes comments afterwards. */
    private static List<String> own(Path engine, List<String> common) throws IOException {
        var own = new ArrayList<>(names(engine));
        own.removeAll(common);
        if (engine.endsWith("snowflake")) {
            List<String> ofPipes =
                    SqlFiles.ofPipes().stream().map(name -> name + ".sql").toList();
            assertThat(own).containsAll(ofPipes);
            own.removeAll(ofPipes);
        }
        own.removeAll(List.of("comment_tables.sql", "select_without_comment.sql"));
        return own;
    }

    @Test
    void noFileOfAnEngineSaysWhatTheCommonOneSays() throws IOException {
        for (Path engine : List.of(Path.of("sql", "duckdb"), Path.of("sql", "snowflake"), Path.of("sql", "redshift"))) {
            for (Path file : list(engine)) {
                Path common = Path.of("sql", "common").resolve(file.getFileName());
                if (Files.exists(common)) {
                    assertThat(code(file)).as("%s", file).isNotEqualTo(code(common));
                }
            }
        }
    }

    private static String code(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void eachFileSaysWhatItIsForAndWhatASecondRunDoesAndIsLowerCase() throws IOException {
        for (Path dialect : list(Path.of("sql"))) {
            for (Path file : list(dialect)) {
                String text = Files.readString(file);
                String comment =
                        text.lines().takeWhile(line -> line.startsWith("-- ")).collect(Collectors.joining(" "));
                String sql =
                        text.lines().filter(line -> !line.startsWith("-- ")).collect(Collectors.joining("\n"));
                assertThat(comment).as("%s", file).containsPattern("A second run|Reads only");
                boolean several = file.getFileName().toString().matches("(migrate|comment)_.*");
                assertThat(sql.replaceAll("'[^']*'", "").replaceAll(several ? ";\n" : "\\z", ""))
                        .as("%s", file)
                        .isLowerCase()
                        .doesNotContain(";", "select *");
            }
        }
    }

    /** The emulator keeps no comment of a column; analysts read them in Snowflake. */
    @Test
    void everyTableOfSnowflakeAndEachOfItsColumnsHasAComment() throws IOException {
        var tables = new ArrayList<String>();
        var columns = new ArrayList<String>();
        for (Path file : sqlOfSnowflake()) {
            String sql = Files.readString(file);
            Matcher table = Pattern.compile(
                            "^create table if not exists (\\w+)(.*?)(?=;$|\\z|^as$)",
                            Pattern.DOTALL | Pattern.MULTILINE)
                    .matcher(sql);
            while (table.find()) {
                tables.add(table.group(1));
                assertThat(table.group(2))
                        .as(file + ", " + table.group(1))
                        .matches("(?s) \\(\n(    " + COLUMN + ",\n)*    " + COLUMN + "\n\\)\ncomment = '[^']+'\n?");
            }
            Matcher added =
                    Pattern.compile("(?m)^ *add column if not exists (.*?);?$").matcher(sql);
            while (added.find()) {
                columns.add(file.getFileName().toString());
                assertThat(added.group(1)).as("%s", file).matches(COLUMN);
            }
        }

        assertThat(tables).hasSize(53).contains("etl_lock", "tbl_songs", "etl_load_rows", "landing_songs");
        assertThat(columns)
                .hasSize(20)
                .contains("migrate_001_transform_version.sql", "migrate_002_etl_run.sql", "migrate_003_songs.sql");
    }

    @Test
    void aMissingFileIsNamedWithTheRemedy() {
        var files = new SqlFiles("sql/duckdb");

        assertThatThrownBy(() -> files.statement("merge_nothing"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("merge_nothing.sql", "warehouse.sql-folder");
        assertThatThrownBy(() -> new SqlFiles("sql/nowhere"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("nowhere", "warehouse.sql-folder");
    }

    private Path copyOfSql() throws IOException {
        for (String part : List.of("common", "duckdb")) {
            Path copy = Files.createDirectories(folder.resolve("sql").resolve(part));
            for (Path file : list(Path.of("sql", part))) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return folder.resolve("sql/duckdb");
    }

    @Test
    void whatSomebodyWroteIntoTheFolderOfTheEngineIsWhatIsRun() throws IOException {
        Path edited = copyOfSql();
        Files.writeString(edited.resolve("winner_album.sql"), "-- Mine.\ninsert into winner_album select 1");
        Files.writeString(edited.resolve("merge_mine.sql"), "-- Mine.\nselect 2");

        var files = new SqlFiles(edited.toString());

        assertThat(files.statement("winner_album")).isEqualTo("-- Mine.\ninsert into winner_album select 1");
        assertThat(files.file("winner_album")).isEqualTo(edited.resolve("winner_album.sql"));
        assertThat(files.statement("winner_songs")).isEqualTo(Files.readString(Path.of("sql/common/winner_songs.sql")));
        assertThat(new LoadOrder(files).tableMerges()).endsWith("merge_mine");
    }

    @Test
    void aFolderAloneIsWholeOrIsRefusedInOneSentence() throws IOException {
        Path alone = copyOfSql();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/mine"));
        for (Path file : list(folder.resolve("sql/common"))) {
            Files.copy(file, elsewhere.resolve(file.getFileName()));
        }
        for (Path file : list(alone)) {
            Files.copy(file, elsewhere.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(new SqlFiles(elsewhere.toString()).statement("copy_album")).contains("read_csv");

        for (String name : List.of(
                "winner_album",
                "create_stage_etl_load",
                "delete_song_artists",
                "delete_etl_load_withheld",
                "copy_songs",
                "stage_etl_run")) {
            Path file = elsewhere.resolve(name + ".sql");
            String text = Files.readString(file);
            Files.delete(file);
            assertThatThrownBy(() -> new SqlFiles(elsewhere.toString()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(elsewhere.toString(), name + ".sql is missing", "warehouse.sql-folder");
            Files.writeString(file, text);
        }
    }

    @Test
    void aStatementOfAnEarlierVersionIsRefusedByName() throws IOException {
        Path edited = copyOfSql();
        Files.writeString(
                edited.resolve("merge_etl_load.sql"),
                "-- Mine.\nmerge into etl_load as target\nusing stage_load as source\non target.snapshot = source.snapshot");

        assertThatThrownBy(() -> new SqlFiles(edited.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        edited.resolve("merge_etl_load.sql").toString(), "earlier version", "stage_load");

        Files.writeString(
                edited.resolve("merge_etl_load.sql"),
                "-- Mine.\nmerge into etl_load using (select :?run_id as run_id) as source on true");
        assertThatThrownBy(() -> new SqlFiles(edited.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("merge_etl_load.sql", "earlier version", ":?run_id");

        Files.delete(edited.resolve("merge_etl_load.sql"));
        Files.writeString(
                edited.resolve("create_tbl_etl_run.sql"),
                "-- Mine.\ncreate table if not exists etl_run (run_id varchar)");
        assertThatThrownBy(() -> new SqlFiles(edited.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("create_tbl_etl_run.sql", "earlier version", "it lacks the column started_at");
    }

    @Test
    void namesThatOnlyLookLikeStagesAreNobodysBusiness() throws IOException {
        Path edited = copyOfSql();
        Files.writeString(edited.resolve("create_view_mine.sql"), """
                -- See stage_x.
                create or replace view v_mine as
                select 'from stage_1' as stage_name, /* join winner_x */ winner_id -- from stage_y
                from @caravan.spotify.stage_lake
                """);
        Files.writeString(
                edited.resolve("create_stage_mine.sql"),
                "-- Mine.\ncreate or replace temporary table stage_mine (a int)");
        Files.writeString(edited.resolve("merge_mine.sql"), "-- Mine.\ninsert into STAGE_MINE select 1");

        assertThat(new SqlFiles(edited.toString()).names("create_view_mine")).hasSize(1);
    }

    @Test
    void eachTableIsDeletedFromChosenForAndMergedAndSongsComeBeforeWhatIsTheirs() {
        for (String engine : List.of("duckdb", "snowflake")) {
            var files = new SqlFiles("sql/" + engine);

            assertThat(new LoadOrder(files).tableMerges())
                    .containsExactly(
                            "winner_album",
                            "merge_album",
                            "winner_artists",
                            "merge_artists",
                            "winner_songs",
                            "merge_songs",
                            "delete_song_artists",
                            "winner_song_artists",
                            "merge_song_artists",
                            "winner_playlist",
                            "merge_playlist",
                            "delete_playlist_items",
                            "winner_playlist_items",
                            "merge_playlist_items",
                            "delete_etl_load_playlists",
                            "winner_etl_load_playlists",
                            "merge_etl_load_playlists");
            assertThat(new LoadOrder(files).ledgerMerges())
                    .containsExactly(
                            "winner_etl_load",
                            "merge_etl_load",
                            "delete_etl_load_rows",
                            "winner_etl_load_rows",
                            "merge_etl_load_rows",
                            "delete_etl_load_skipped",
                            "winner_etl_load_skipped",
                            "merge_etl_load_skipped",
                            "delete_etl_load_withheld",
                            "winner_etl_load_withheld",
                            "merge_etl_load_withheld",
                            "delete_etl_load_repaired",
                            "winner_etl_load_repaired",
                            "merge_etl_load_repaired");
        }
    }

    private static List<Path> sqlOfSnowflake() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("sql", "snowflake"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("setup")).sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return list(folder).stream().map(file -> file.getFileName().toString()).toList();
    }
}
