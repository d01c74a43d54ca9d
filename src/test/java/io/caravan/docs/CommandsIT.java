package io.caravan.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.caravan.Emulators;
import io.caravan.PythonEnvironment;
import io.caravan.Tables;
import io.caravan.command.QuickJar;
import io.caravan.command.SettingsFolder;
import io.caravan.docs.Page.Block;
import io.caravan.stream.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the pages as they stand, in the folder that the README's first command leaves, on one day of the simulator. */
class CommandsIT {
    private static final Path JAR = Path.of(System.getProperty("caravan.jar"));
    private static final String DAY = "2026-11-21";
    /** What the pages start and is there already, or would change the machine. */
    private static final List<String> NOT_STARTED = List.of("mvn", "git", "systemctl", "useradd", "chown");

    private static final String FOREIGN = """
            [{"added_at": "2024-01-01T00:00:00Z", "track": {"id": "4uLU6hMCjMI75M1A2tKUQC", "type": "track", "name": "One", "duration_ms": 1000,
             "explicit": false, "album": {"id": "4uLU6hMCjMI75M1A2tKUQD", "name": "One", "release_date": "1981", "release_date_precision": "year"},
             "artists": [{"id": "4uLU6hMCjMI75M1A2tKUQE", "name": "One"}]}}]
            """;

    private final Map<String, String> ways = Ways.all();
    private final Map<String, String> environment = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws IOException {
        SettingsFolder.in(folder).whole();
        Files.createDirectories(folder.resolve("target"));
        Files.createSymbolicLink(
                folder.resolve("target/caravan"), JAR.toRealPath().getParent());
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (String program : NOT_STARTED) {
            program(programs.resolve(program), "exit 0");
        }
        program(programs.resolve("sudo"), "exec \"$@\"");
        Files.createDirectories(folder.resolve("docker/stream"));
        program(folder.resolve("docker/stream/start"), "exit 0");
        environment.put("PATH", programs + ":" + System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LOCAL_SPOTIFY_DAY", DAY);
        environment.put("LOCAL_SPOTIFY_PLAYLISTS", "3");
        // One archive of classes for all of them, in place of one a command.
        environment.put("CARAVAN_CACHE", "off");
        QuickJar.command(JAR).stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile"))
                .forEach(option -> environment.put("JDK_JAVA_OPTIONS", option));
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static List<Block> blocks(String page) {
        return Page.all().stream()
                .filter(candidate -> candidate.name().equals(page))
                .flatMap(candidate -> candidate.blocks().stream())
                .toList();
    }

    private static Block block(String name) {
        return blocks(name.substring(0, name.indexOf('#'))).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Runs each block of a page that is to be run, one after the other, and returns what they print. */
    private String page(String page) throws Exception {
        var said = new StringBuilder();
        for (Block block : blocks(page)) {
            if ("run".equals(ways.get(block.name()))) {
                said.append(run(block));
            }
        }
        return said.toString();
    }

    private String run(Block block) throws Exception {
        if (block.language().equals("sql")) {
            return ask(block);
        }
        return bash(
                block.name(),
                block.text()
                        .replace("/opt/caravan", folder.resolve("opt").toString())
                        .replace("-g caravan /dev/null /etc", "/dev/null " + folder));
    }

    /** Asks the file itself, since a process for each question takes longer than all of them. */
    private String ask(Block block) throws SQLException {
        try (var connection = warehouse();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(block.text())) {
            var said = new StringBuilder();
            while (rows.next()) {
                said.append(rows.getString(1)).append('\n');
            }
            return said.toString();
        }
    }

    private Connection warehouse() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("data/warehouse.duckdb"));
    }

    private String bash(String name, String script) throws Exception {
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", name, said).isZero();
        return said;
    }

    private String query(String statement) throws Exception {
        environment.put("STATEMENT", statement);
        return bash(statement, "target/caravan/caravan query --format csv \"$STATEMENT\"");
    }

    private void once() throws Exception {
        bash("once", "target/caravan/caravan once");
    }

    @Test
    void theFirstCommandsOfTheReadmeEndAsItSays() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("```\nRun "));
        List<String> words = shown.substring(4, shown.indexOf("{\"run_id\""))
                .lines()
                .map(CommandsIT::firstWord)
                .toList();

        environment.remove("LOCAL_SPOTIFY_PLAYLISTS");
        String said = page("README.md");

        assertThat(said.lines().map(CommandsIT::firstWord)).containsSubsequence(words);
        assertThat(said).contains("average_popularity", "\"outcome\":\"ok\"");
    }

    private static String firstWord(String line) {
        return line.replaceFirst("[ :].*", "");
    }

    @Test
    void theWarehouseAnswersWhatThePageAsks() throws Exception {
        once();

        assertThat(page("docs/ask.md")).contains("average_popularity", "local_file");
        assertThat(query("select distinct cast(extracted_at as date) as day from tbl_playlist order by day"))
                .contains("2027-01-02");
    }

    @Test
    void theInboxTakesAFileAndTellsItsForm() throws Exception {
        Files.writeString(folder.resolve("x.json"), FOREIGN);
        run(block("docs/inbox.md#what-the-raw-inbox-takes"));
        once();

        assertThat(query("select playlist_id from tbl_playlist where playlist_id not similar to '[0-9A-Za-z]{22}'"))
                .contains("unknown:x");
        assertThat(run(block("docs/inbox.md#what-lies-there-schema---raw")))
                .contains("$[].track", "create external table");
    }

    @Test
    void theStatementsOfALoadArePrinted() throws Exception {
        assertThat(page("docs/develop.md")).contains("sql/duckdb/", "sql/snowflake/");
    }

    /** A dead letter is shown and put back; a warehouse that was lost comes back; a folder is installed, moved and replaced. */
    @Test
    void theOperatorsPageIsTrue() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("data/s3/lake/raw_data/to_processed"));
        Files.writeString(inbox.resolve("03-02-2024.json"), FOREIGN);
        bash("once", "target/caravan/caravan once || [ $? = 3 ]");
        String letters = bash("list", "target/caravan/caravan dead-letters list --json");
        String letter = letters.replaceAll("(?s).*dead_letter/[a-z-]+/([0-9a-f]{12})/.*", "$1");
        assertThat(letter).as(letters).matches("[0-9a-f]{12}");
        // What was the matter with it is mended.
        environment.put("LAKE_DAY_FIRST", "true");

        Map<String, List<String>> before = Map.of();
        for (Block block : blocks("docs/operate.md")) {
            if ("run".equals(ways.get(block.name()))) {
                run(new Block(block.name(), block.language(), block.text().replace("0123456789ab", letter)));
            }
            if (block.name().equals("docs/operate.md#dead-letters")) {
                once();
                before = tables();
            }
        }

        assertThat(before.get("tbl_playlist")).hasSize(4).anyMatch(row -> row.contains("unknown:"));
        assertThat(tables()).isEqualTo(before);
    }

    private Map<String, List<String>> tables() throws SQLException {
        try (var connection = warehouse()) {
            return Tables.all(connection);
        }
    }

    @Test
    void theLakesTablesAreMadeFedAndLookedAt() throws Exception {
        String first = run(block("docs/tables.md#the-lakes-tables"));
        environment.put("TABLES_CATALOGUE", "jdbc");

        assertThat(first).contains("\"snapshots_committed\":3");
        assertThat(run(block("docs/tables.md#switched-on-later"))).contains("\"outcome\":\"ok\"");
        assertThat(run(block("docs/tables.md#care"))).contains("tbl_songs");
    }

    @Test
    void theStreamRunsFromNothingOnThisMachine() throws Exception {
        KafkaBroker.shared().topic("spotify-topic", 3);
        Block block = block("docs/stream.md#the-stream");

        String said = run(new Block(
                block.name(),
                block.language(),
                block.text().replace("127.0.0.1:9092", KafkaBroker.shared().address())));

        assertThat(said).contains("\"snapshots_published\":3").contains("\"snapshots_loaded\":3");
    }

    @Test
    void theStatementsForAnAdministratorAreTakenByAParserOrAnEngine() throws Exception {
        Path parser = Path.of(Emulators.python()).resolveSibling("sqlfluff");
        for (String name : List.of("docs/operate.md#backup/3", "docs/operate.md#moving-a-lake/2")) {
            Path file = Files.writeString(
                    folder.resolve("statement.sql"),
                    Rehearsal.filledIn(block(name).text()));
            Emulators.run(parser.toString(), "lint", "--dialect", "snowflake", "--rules", "LT12", file.toString());
        }
        Path broken = Files.writeString(folder.resolve("broken.sql"), "create database if replace x;\n");
        assertThatThrownBy(() -> Emulators.run(
                        parser.toString(), "lint", "--dialect", "snowflake", "--rules", "LT12", broken.toString()))
                .hasMessageContaining("FAIL");
    }

    @Test
    void theStatementsOfOtherTablesAreTakenByDuckDb() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(Files.readString(Path.of("sql/duckdb/stream_create_publication.sql")));
            statement.execute("create table etl_load (snapshot varchar, commit_id varchar)");
            statement.execute("create table tbl_songs (snapshot varchar, commit_id varchar, song_id varchar)");
            statement.execute(
                    block("docs/stream.md#from-the-files-to-the-topic-and-back").text());
            statement.execute(block("docs/tables.md#what-counts").text());
        }
    }

    @Test
    void theTimesInNamesAreThoseThatTheProgramWrites() throws Exception {
        PythonEnvironment.of("requirements.txt");
        Path times = Path.of("src/test/resources/io/caravan/transform/times.tsv");
        Block block = block("CONTRIBUTING.md#times-in-names");
        assertThat(block.text()).contains("> " + times);

        bash(
                block.name(),
                block.text()
                        .replace(
                                "src/test/python",
                                Path.of("src/test/python").toAbsolutePath().toString())
                        .replace("> " + times, "> times.tsv"));

        assertThat(folder.resolve("times.tsv")).hasSameTextualContentAs(times);
    }

    /** Of what is not there it would complain, so that the program is another one that is. */
    @Test
    void theUnitIsOneThatSystemdTakes() throws Exception {
        assumeTrue(
                Stream.of("/usr/bin", "/bin")
                        .map(Path::of)
                        .anyMatch(bin -> Files.exists(bin.resolve("systemd-analyze"))),
                "there is no systemd-analyze here");
        String text = block("docs/operate.md#as-a-service/2").text();
        assertThat(text).contains("ExecStart=/opt/caravan/caravan run");

        assertThat(verified(text)).isEmpty();
        assertThat(verified(text.replace("RestartSec", "RestartSecs"))).contains("RestartSecs");
    }

    private String verified(String unit) throws Exception {
        Path file = Files.writeString(
                folder.resolve("caravan.service"), unit.replace("/opt/caravan/caravan ", "/bin/true "));
        var builder = new ProcessBuilder("systemd-analyze", "verify", file.toString()).redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said.lines()
                .filter(line -> line.contains(file.getFileName().toString()))
                .reduce("", String::concat);
    }
}
