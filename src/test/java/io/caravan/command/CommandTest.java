package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a person meets them: exit code, stdout, stderr. */
class CommandTest {
    /** A cycle without a pipeline, with a warning in it. */
    private static final String CYCLE = """
            - beans:
                - name: clock
                  type: java.time.Clock
                  factoryMethod: systemUTC
                - name: currentRun
                  type: io.caravan.run.CurrentRun
                  constructors:
                    "0": "#bean:clock"
            - route:
                id: run-cycle
                from:
                  uri: direct
                  parameters:
                    name: run-cycle
                  steps:
                    - log:
                        id: run-cycle-warn
                        loggingLevel: WARN
                        message: a warning of the cycle
                    - delay:
                        id: run-cycle-wait
                        constant:
                          expression: "%s"
            """;

    /** Says what the placeholders of a route become. */
    private static final String PLACES = CYCLE.formatted(0)
            .replace(
                    "a warning of the cycle",
                    "\"The bucket is {{lake.bucket}}, the warehouse {{warehouse.url}}, the id {{spotify.client-id}};"
                            + " {{caravan.retries}} retries; triggers are {{caravan.triggers}}\"");

    /** Where each process is the only one. */
    @TempDir
    Path folder;

    /** Where one process runs all commands of which nothing but exit code, stdout and stderr is looked at. */
    @TempDir
    static Path shared;

    private static Commands commands;

    @BeforeAll
    static void start() throws IOException {
        commands = Commands.in(shared);
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
    @CsvSource({"run,run", "once,once", "query,query", ",caravan"})
    void helpShowsTheUsageAnywhere(String command, String name) throws Exception {
        Result result = command == null ? commands.run("--help") : commands.run(command, "--help");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Usage: ").contains(name);
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "settings --chnaged | --chnaged: did you mean --changed? caravan settings has no option --chnaged; \"caravan settings --help\" lists them",
                "once --frce=3 | --frce: did you mean --force? caravan once has no option --frce; \"caravan once --help\" lists them",
                "-x | caravan has no option -x; \"caravan --help\" lists them",
                "qurey x | qurey: did you mean query? caravan has no command qurey; \"caravan --help\" lists them",
                "dead-letters lst | lst: did you mean list? caravan dead-letters has no command lst; \"caravan dead-letters --help\" lists them",
                "dead-letters walk | caravan dead-letters has no command walk; there are discard, list, retry, show"
            })
    void aWordThatNothingKnowsIsToldInOneSentenceWithTheOneThatIsMeant(String line, String said) throws Exception {
        Result result = commands.run(line.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).containsExactly(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "doctor x | caravan doctor has no place for x",
                "query select 1 | caravan query has no place for 1",
                "query | Missing required parameter: '<sql>'",
                "query x --format=jsom | jsom: did you mean json? --format=jsom must be table, csv, jsonl or json",
                "replay --into=Warehoose | Warehoose: did you mean warehouse? --into=Warehoose must be tables, stream or warehouse",
                "login --port=a | Invalid value for option '--port': 'a' is no whole number"
            })
    void aWrongCommandLineIsAUsageError(String line, String said) throws Exception {
        Result result = commands.run(line.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith(said + "\nUsage: caravan").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"warehouse", "Warehouse", "WAREHOUSE"})
    void aSinkIsTakenInAnyCase(String sink) throws Exception {
        Result result = commands.run("replay", "--into=" + sink);
        assertThat(result.err()).startsWith("Say what is to be replayed");
        assertThat(commands.run("replay", "--help").out()).contains("tables, stream, warehouse");
    }

    @Test
    void aDayThatIsNoneIsToldInWords() throws Exception {
        Result result = commands.run("replay", "--from=yesterday");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("Invalid value for option '--from': 'yesterday' is no day; give it as yyyy-MM-dd")
                .doesNotContain("java.");
    }

    @Test
    void commandsAndOptionsAreCompleted() throws Exception {
        Result result = commands.run("generate-completion");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("dead-letters", "--dry-run", "complete -F _complete_caravan");
    }

    /** As bash calls it, to which an equals sign is a word of its own, and as others do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quer | query",
                "replay --in | --into",
                "replay --into = | tables stream warehouse",
                "replay --into = w | warehouse",
                "replay --into w | warehouse",
                "replay --into=w | --into=warehouse",
                "query --format = j | jsonl json"
            })
    void valuesAreCompletedBehindAnEqualsSignToo(String words, String completed) throws Exception {
        Path script = Files.writeString(
                shared.resolve("complete.sh"),
                commands.run("generate-completion").out() + """
                        compopt() { :; }
                        COMP_WORDS=(caravan "$@")
                        COMP_CWORD=$#
                        _complete_caravan_values
                        echo "${COMPREPLY[*]}"
                        """);
        List<String> line = new ArrayList<>(List.of("bash", script.toString()));
        line.addAll(List.of(words.split(" ")));
        Process bash = new ProcessBuilder(line).redirectErrorStream(true).start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace('\n', ' '))
                .isEqualTo(completed + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "once", "query select"})
    void anEmptyFolderIsToldInOneSentence(String line) throws Exception {
        Result result = commands.run(line.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("There is no routes, no sql in " + shared.toRealPath());
    }

    /** Such as who moves a file to an inbox that is not there yet. */
    @ParameterizedTest
    @CsvSource({
        "once,,raw_data/to_processed",
        "doctor,,raw_data/to_processed",
        "dead-letters list,,raw_data/to_processed",
        "once,,transformed_data/songs_data",
        "once,,state",
        "once,music/,music/raw_data/to_processed",
        "once,music/,music"
    })
    void aFileInThePlaceOfAFolderOfTheLocalLakeIsToldInOneSentence(String line, String prefix, String file)
            throws Exception {
        SettingsFolder.in(shared).set("lake.prefix=" + (prefix == null ? "" : prefix));
        Path inbox = shared.resolve("data/s3/lake").resolve(file);
        Files.createDirectories(inbox.getParent());
        Files.writeString(inbox, "{}");
        Result result = commands.run(line.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("s3/lake/" + file + " is a file", "move it away");
        assertThat(inbox).hasContent("{}");
    }

    @Test
    void aFolderOfTheLocalLakeThatCannotBeMadeIsToldInOneSentence() throws Exception {
        SettingsFolder.in(shared);
        Files.writeString(shared.resolve("data"), "a file");
        Result result = commands.run("once");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("Not a directory", "set local.folder to a folder that can be read and written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local.s3-port", "local.spotify-port"})
    void aPortThatIsTakenIsToldInOneSentence(String setting) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SettingsFolder.in(shared).set(setting + "=" + taken.getLocalPort());
            for (String command : new String[] {"once", "doctor"}) {
                Result result = commands.run(command);
                assertThat(result.exitCode()).isEqualTo(2);
                assertThat(result.err().lines())
                        .singleElement()
                        .asString()
                        .contains("127.0.0.1:" + taken.getLocalPort(), "set " + setting + " to a free port");
            }
        }
    }

    @Test
    void wrongSettingsAreAFindingWhereADoctorIsAskedForJson() throws Exception {
        SettingsFolder.in(shared).set("lake.threads=two");
        Result result = commands.run("doctor", "--json");
        assertThat(result.exitCode()).isEqualTo(2);
        var findings = new ObjectMapper().readTree(result.out()).path("findings");
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.path("check").asText()).isEqualTo("settings");
            assertThat(finding.path("status").asText()).isEqualTo("failed");
            assertThat(finding.path("message").asText()).contains("lake.threads");
        });
    }

    @Test
    void noRoutesAtAllIsToldInOneSentence() throws Exception {
        SettingsFolder.in(shared);
        Result result = commands.run("once");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().startsWith("routes/ holds no route");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- route: [",
                "- rout: {id: broken}",
                "- route: {id: broken, from: {uri: 'direct:broken', steps: [{to: {uri: nowhere}}]}}",
                "- route: {id: broken, from: {uri: 'timer:broken?perriod=1', steps: [{stop: {}}]}}",
                "- route: {id: broken, from: {uri: 'direct:{{lake.bukket}}', steps: [{stop: {}}]}}"
            })
    void aBrokenRouteFileIsNamedAndEndsTheCommand(String yaml) throws Exception {
        SettingsFolder.in(shared).route("broken.camel.yaml", yaml);
        Result result = commands.run("run");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("Caravan cannot start: ", "broken.camel.yaml")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "put-object, no route begins at put-object; write the route",
        "dead-letter, there is no route configuration dead-letter; put dead-letter.camel.yaml back",
        "schedule-extraction, no route begins at start-extraction"
    })
    void aRouteFileThatIsNotThereIsNamedAtTheStart(String file, String said) throws Exception {
        SettingsFolder.in(shared).whole().set("local.spotify-playlists=1");
        if (file.equals("schedule-extraction")) {
            Files.writeString(shared.resolve("routes/other.camel.yaml"), """
                    - route:
                        id: other
                        from:
                          uri: direct
                          parameters:
                            name: other
                          steps:
                            - to:
                                id: other-start
                                uri: seda
                                parameters:
                                  name: start-extraction
                                  size: 1
                    """);
        }
        Files.delete(shared.resolve("routes/" + file + ".camel.yaml"));
        Result result = commands.run("once");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(said).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes", "context"})
    void noFileIsTakenInWhileCaravanRuns(String kind) throws Exception {
        SettingsFolder.in(shared).route("cycle.camel.yaml", CYCLE.formatted(0));
        Result result =
                commands.run(Map.of("CAMEL_MAIN_" + kind.toUpperCase(Locale.ROOT) + "_RELOAD_ENABLED", "true"), "once");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith(
                        "camel.main." + kind + "-reload-enabled is on, and Caravan takes no file in while it runs;");
        SettingsFolder.in(folder)
                .route("cycle.camel.yaml", CYCLE.formatted(0))
                .set("camel.main." + kind + "-reload-enabled=true");
        assertThat(CaravanProcess.run(folder, "run").err())
                .contains("camel.main." + kind + "-reload-enabled is on")
                .doesNotContain("\tat ");
    }

    @Test
    void brokenSettingsAreAllListed() throws Exception {
        SettingsFolder.in(shared).set("caravan.retries=-1", "lake.user-ids=");
        Result result = commands.run(Map.of("SPOTIFY_SCHEDULE", "never", "LAKE_PREFIX", "-"), "run");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(
                        "caravan.retries=-1 (",
                        "lake.user-ids (",
                        "spotify.schedule=never (the variable SPOTIFY_SCHEDULE) must",
                        "lake.prefix=- (the variable LAKE_PREFIX) must")
                .doesNotContain("\tat ");
    }

    @Test
    void theEnvironmentWinsOverTheFileAndNamesTheProfile() throws Exception {
        SettingsFolder.in(shared).set("caravan.retries=broken", "lake.bucket=broken_", "warehouse.url=broken");
        Result result = commands.run(
                Map.of(
                        "CAMEL_MAIN_PROFILE", "prod",
                        "CARAVAN_RETRIES", "3",
                        "LAKE_BUCKET", "a-bucket",
                        "SPOTIFY_CLIENT_SECRET", "secret"),
                "run");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines().map(line -> line.strip().split(" ", 3)[1]))
                .containsExactly("settings", "spotify.playlists", "spotify.client-id", "warehouse.url");
    }

    @ParameterizedTest
    @CsvSource({
        "query 'select 1', There is no warehouse data/warehouse.duckdb yet",
        "doctor, The bucket lake can be written",
        "once, 'The bucket is lake, the warehouse jdbc:duckdb:data/warehouse.duckdb, the id local'"
    })
    void theLocalProfileTakesNeitherPlaceNorCredentialFromTheEnvironment(String line, String said) throws Exception {
        var start = SettingsFolder.in(shared);
        if (line.equals("doctor")) {
            start.beans();
        } else {
            start.route("cycle.camel.yaml", PLACES);
        }
        Result result = commands.run(
                Map.of(
                        "WAREHOUSE_URL", "jdbc:duckdb:real.duckdb",
                        "LAKE_BUCKET", "real-bucket",
                        "SPOTIFY_CLIENT_ID", "real",
                        "SPOTIFY_PLAYLISTS", "-",
                        "CARAVAN_RETRIES", "3",
                        "JDK_JAVA_OPTIONS", "-Dlake.bucket=real-bucket"),
                line.replace("'", "").split(" ", 2));
        assertThat(result.out() + result.err()).contains(said);
        if (line.equals("once")) {
            assertThat(result.err()).contains("3 retries");
        }
        assertThat(result.out() + result.err())
                .contains("does not take LAKE_BUCKET, SPOTIFY_CLIENT_ID, SPOTIFY_PLAYLISTS, WAREHOUSE_URL");
        assertThat(shared.resolve("real.duckdb")).doesNotExist();
    }

    @Test
    void whatOnceSetsForItselfWinsOverTheEnvironment() throws Exception {
        SettingsFolder.in(shared).route("cycle.camel.yaml", PLACES);
        Result result = commands.run(Map.of("CARAVAN_TRIGGERS", "true"), "once");
        assertThat(result.err()).contains("triggers are false");
    }

    @Test
    void anUnknownProfileIsAnErrorThatNamesTheTwo() throws Exception {
        SettingsFolder.in(shared);
        Result result = commands.run(Map.of("CAMEL_MAIN_PROFILE", "production"), "run");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .containsExactly(
                        "There is no profile production; set CAMEL_MAIN_PROFILE to local (a trial on this machine,"
                                + " the default) or prod");
    }

    @Test
    void aMistypedEnvironmentVariableIsAnErrorThatNamesTheRightOne() throws Exception {
        SettingsFolder.in(shared);
        Map<String, String> environment = Map.of(
                "SPOTIFY_PLAYLIST", "x",
                "LAKE_BUKET", "x",
                "STREAM_BROKER", "127.0.0.1:9092",
                "TABLES_CATALOG", "jdbc",
                "WAREHOUSE_PORT", "tcp://10.0.0.1:80",
                "SPOTIPY_CLIENT_ID", "of another program",
                "CARAVAN_LOG", "info");
        Result result = commands.run(environment, "run");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines().skip(1))
                .containsExactly(
                        "  - LAKE_BUKET (a variable of the environment): did you mean LAKE_BUCKET? It is no setting",
                        "  - SPOTIFY_PLAYLIST (a variable of the environment): did you mean SPOTIFY_PLAYLISTS? It is no setting",
                        "  - STREAM_BROKER (a variable of the environment): did you mean STREAM_BROKERS? It is no setting",
                        "  - TABLES_CATALOG (a variable of the environment): did you mean TABLES_CATALOGUE? It is no setting");
    }

    @Test
    void onceSaysItsSummaryAsTheLastLineAndLogsBesideIt() throws Exception {
        SettingsFolder.in(folder).route("cycle.camel.yaml", CYCLE.formatted(0));
        Result result = CaravanProcess.run(folder, "once");
        assertThat(result.exitCode()).as(result.err()).isZero();
        String last = result.out().lines().reduce((first, second) -> second).orElseThrow();
        assertThat(new ObjectMapper().readTree(last).path("exit_code").asInt(-1))
                .isZero();
        assertThat(result.out()).startsWith("Run ");
        assertThat(result.err()).contains("a warning of the cycle").doesNotContain("INFO");
    }

    @Test
    void theEnvironmentSaysHowMuchIsLogged() throws Exception {
        SettingsFolder.in(folder).route("cycle.camel.yaml", CYCLE.formatted(0));
        Result result = CaravanProcess.run(folder, Map.of("CARAVAN_LOG", "debug"), "once");
        assertThat(result.err()).contains(" DEBUG ");
        assertThat(result.out()).doesNotContain("DEBUG");
    }

    @Test
    void aSystemPropertySaysHowMuchIsLogged() throws Exception {
        SettingsFolder.in(folder).route("cycle.camel.yaml", CYCLE.formatted(0));
        Result result = CaravanProcess.run(
                folder, Map.of("JDK_JAVA_OPTIONS", "-Dcaravan.log=error", "CARAVAN_LOG", "debug"), "once");
        assertThat(result.err()).doesNotContain("a warning of the cycle").doesNotContain("DEBUG");
    }

    @Test
    void aCycleThatIsInterruptedEndsSoon() throws Exception {
        SettingsFolder.in(folder).route("cycle.camel.yaml", CYCLE.formatted(600_000));
        try (var process = CaravanProcess.start(folder, Map.of(), "once")) {
            awaitSaid(process, "a warning of the cycle");
            process.terminate();
            Result result = process.await();
            assertThat(result.exitCode()).isEqualTo(143);
            assertThat(result.err()).contains("Stopped halfway").doesNotContain("\tat ");
            assertThat(result.out())
                    .contains("Failed: run-cycle : The run was stopped halfway; the next one takes up what is left\n");
            JsonNode summary = new ObjectMapper().readTree(result.out().lines().reduce("", (first, last) -> last));
            assertThat(summary.path("outcome").asText()).isEqualTo("failed");
            assertThat(summary.path("exit_code").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aSignalEndsTheScheduleWithoutAnError() throws Exception {
        SettingsFolder.in(folder).whole();
        Map<String, String> small = Map.of("LOCAL_SPOTIFY_PLAYLISTS", "1", "LOCAL_SPOTIFY_ENTRIES", "5");
        try (var process = CaravanProcess.start(folder, small, "run")) {
            awaitSaid(process, "(caravan) started");
            assertThat(process.isAlive()).isTrue();
            process.terminate();
            Result result = process.await();
            assertThat(result.exitCode()).isIn(0, 143);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("(caravan) shutdown in")
                    .doesNotContain("\tat ")
                    .doesNotContain("ERROR");
        }
        assertThat(Files.isDirectory(folder.resolve("data/s3/lake"))).isTrue();
    }

    private static void awaitSaid(CaravanProcess process, String words) {
        await().until(() -> process.err().contains(words));
    }

    @Test
    void sqlOfAthenaIsTheViewsOverTheLakesTablesInTheirOrder() throws Exception {
        SettingsFolder.in(shared).whole();
        Path views = shared.resolve("views");

        Result printed = commands.run("sql", "--engine", "athena");
        Result written = commands.run("sql", "--engine", "athena", "--into=" + views);
        Result ofAnEngine = commands.run("sql", "--into=" + views);

        assertThat(printed.exitCode()).as(printed.err()).isZero();
        assertThat(printed.out())
                .startsWith("create or replace view etl_load as\nselect\n    told.snapshot,\n")
                .containsSubsequence(
                        "from caravan.etl_load as told;\n\n",
                        "create or replace view tbl_playlist_content as\n",
                        "create or replace view v_current_playlist_items as\n",
                        "create or replace view v_playlist_summary as\n");
        assertThat(written.out())
                .isEqualTo("36 views, a file each, in " + views + "; run them in the order of their names\n");
        assertThat(views.resolve("01_etl_load.sql"))
                .content()
                .startsWith("create or replace view etl_load as\n")
                .doesNotContain(";");
        assertThat(views.toFile().list()).hasSize(36);
        assertThat(ofAnEngine.exitCode()).isEqualTo(2);
        assertThat(ofAnEngine.err()).contains("give --engine athena besides");
    }

    @Test
    void sqlPrintsWhatALoadRunsInAnEngineAndRunsNothing() throws Exception {
        SettingsFolder.in(shared).whole();

        Result snowflake = commands.run("sql", "--engine", "snowflake");
        Result configured = commands.run("sql");
        Result unknown = commands.run("sql", "--engine", "oracle");

        assertThat(snowflake.exitCode()).as(snowflake.err()).isZero();
        assertThat(snowflake.out())
                .containsSubsequence(
                        "alter session set query_tag = 'caravan",
                        "-- sql/snowflake/create_tbl_songs.sql\n",
                        "    song_id varchar comment 'Id of the track at Spotify',\n",
                        "\nbegin;\n",
                        "-- sql/common/lock_ledger.sql\n",
                        "-- sql/snowflake/copy_songs.sql\n",
                        "from @:stage\n",
                        "-- sql/common/winner_songs.sql\n",
                        "from composed;\n",
                        "-- sql/common/merge_songs.sql\n",
                        "\ncommit;\n",
                        "-- sql/common/check_history.sql\n",
                        "-- sql/common/merge_etl_run.sql\n");
        assertThat(configured.out()).contains("from read_csv(").doesNotContain("alter session", "@:stage");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no engine oracle", "duckdb, snowflake, redshift or athena");
        assertThat(shared.resolve("data")).doesNotExist();
    }
}
