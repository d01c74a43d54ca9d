package io.caravan.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody mistypes in a route of one's own: the same sentence of each command, before any call has left. */
class OwnRouteMistakesTest {
    private static final String FILE = "routes/local/mine.camel.yaml";
    private static final String ROUTE = """
            - route:
                id: mine
                description: Mine
                routeConfigurationId: own-route
                from:
                  uri: direct
                  parameters:
                    name: on-loaded
                  steps:
                    - filter:
                        id: mine-filter
                        simple:
                          expression: ${body[rows][songs]} > 0
                        steps:
                          - setHeader:
                              id: mine-header
                              name: CamelFileName
                              simple:
                                expression: a-${exchangeId}
                          - log:
                              id: mine-log
                              message: Hello ${body}
                          - setBody:
                              id: mine-read
                              method:
                                ref: lake
                                method: open('x')
                          - convertBodyTo:
                              id: mine-bytes
                              type: byte[]
                          - to:
                              id: mine-write
                              uri: file
                              parameters:
                                directoryName: "{{warehouse.sql-folder}}"
            """;

    @TempDir
    static Path folder;

    private static Commands commands;

    @BeforeAll
    static void start() throws IOException {
        SettingsFolder.in(folder).whole().set("local.spotify-playlists=1", "caravan.retry-delay=10ms");
        Files.createDirectories(folder.resolve("routes/local"));
        commands = Commands.in(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        commands.close();
    }

    /** A new line is written as ¶. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            13 | ${body[rows][songs]} > 0 | ${body[rows][songs] > 0 | the simple expression ${body[rows][songs] > 0 cannot be read: a ${ has no } that closes it
            13 | ${body[rows][songs]} > 0 | ${body} = 0 | the simple expression ${body} = 0 cannot be read: = is not understood there; compare two values as in ${header.n} == 1, with blanks around the sign
            13 | ${body[rows][songs]} > 0 | ${body} == 'a | the simple expression ${body} == 'a cannot be read: a quote is not closed
            19 | ${exchangeId} | ${heeder.x} | the simple expression a-${heeder.x} cannot be read: there is no function heeder.x; did you mean header?
            13 | simple:¶              expression: ${body | jsonpath:¶              expression: ${body | there is no language jsonpath beside the jar; write it in simple, or put the jar of the language into lib/
            22 | Hello ${body} | Hello ${boddy} | the simple expression Hello ${boddy} cannot be read: there is no function boddy; did you mean body?
            27 | open('x') | open(${body) | the simple expression ${body cannot be read: a ${ has no } that closes it
            33 | - to:¶                  id: mine-write¶                  uri: file | - toD:¶                  id: mine-write¶                  uri: file:${body | the simple expression file:${body cannot be read: a ${ has no } that closes it
            12 | id: mine-filter | id: mine-filter¶            disabled: yess | disabled of filter is yess, which is neither true nor false
            22 | id: mine-log | id: mine-log¶                  loggingLevel: WARNIN | loggingLevel of log is WARNIN, which is none of its values; did you mean WARN?
            4 | description: Mine | description: Mine¶    autoStartup: yess | autoStartup of route is yess, which is neither true nor false
            15 | ¶                  name: CamelFileName | `` | setHeader has no name; write it below
            10 | ¶            simple:¶              expression: ${body[rows][songs]} > 0 | `` | filter has no expression; write one below it, such as simple:
            17 | name: CamelFileName | nam: CamelFileName | setHeader has no field nam; did you mean name?
            4 | description: Mine | description: Mine¶    description: Yours | description is there already, in line 3, and only one of them counts; take the other out
            1 | - route: | route: | the file is no list; write - route: in its first line, and the rest below it, indented
            9 | steps:¶        - filter: | steps:¶          filter: | steps is a list with a step at least; begin each with a dash, such as - to:
            11 | ¶            id: mine-filter¶            simple:¶              expression: ${body[rows][songs]} > 0¶            steps: | ¶          id: mine-filter¶          simple:¶            expression: ${body}¶          steps: | id stands beside filter; indent it to put it below, or begin a step of its own with a dash
            7 | ¶        name: on-loaded | ¶        - name: on-loaded | parameters holds keys with their values, a line each, without dashes
            34 | ¶                    directoryName: "{{warehouse.sql-folder}}" | ¶                    tempPrefix: part- | file has no directoryName; write it among its parameters
            10 | direct¶      parameters:¶        name: on-loaded | quartz¶      parameters:¶        groupName: own¶        triggerName: mine¶        cron: 0 6 * * * | cron is 0 6 * * *, which has to be as 0 0 6 * * ? is (second minute hour day month weekday): Unexpected end of expression.
            7 | direct¶      parameters:¶        name: on-loaded | quartz¶      parameters:¶        triggerName: mine | the address of quartz would be quartz/mine, of which Camel makes nothing; write the name of its group, too
            30 | byte[] | java.lang.Strin | there is no class java.lang.Strin in the jar or beside it; its name has to be whole
            35 | "{{warehouse.sql-folder}}" | {{warehouse.sql-folder}} | a value that begins with {{ has to stand between quotes, such as "{{own.folder}}"
            3 | description: Mine | description: "Mine | a quote opens here and is closed only in a later line; close it in this one
            35 | "{{warehouse.sql-folder}}" | "{{warehouse.sql-folder}} | a quote opens here, and nothing closes it; close it at the end of the value
            3 | description: Mine | description: Mine: yours | a colon stands within the value; put the value between quotes
            3 | description: Mine | description: %Mine | a value cannot begin with this sign; put it between quotes
            3 | description: Mine | description: [Mine | a [ or { opens here and is not closed; close it, or put the value between quotes
            2 | id: mine¶ | id:mine¶ | behind the colon there is no blank; write one
            3 | ¶    description: Mine | ¶     description: Mine | this line is indented further than the one before it allows; let keys that belong together begin in one column
            12 | ¶            simple:¶              expression: ${body | ¶           simple:¶             expression: ${body | this line is not indented as those of its block, which begins in line 10; let keys that belong together begin in one column
            27 | open('x') | open('a,b', 2, 3) | open takes 1 argument, and is given 3
            33 | uri: file¶                  parameters:¶                    directoryName: "{{warehouse.sql-folder}}" | uri: kamelet:http-sinc | there is no Kamelet http-sinc; did you mean http-sink?
            33 | uri: file¶                  parameters:¶                    directoryName: "{{warehouse.sql-folder}}" | uri: kamelet:http-sink | the Kamelet http-sink needs url; write it among its parameters
            36 | uri: file¶                  parameters:¶                    directoryName: "{{warehouse.sql-folder}}" | uri: kamelet:http-sink¶                  parameters:¶                    url: http://127.0.0.1¶                    methd: PUT | the Kamelet http-sink has no parameter methd; did you mean method?
            12 | ¶              expression: ${body[rows][songs]} > 0 | `` | simple has no expression; write it below
            1 | ¶    routeConfigurationId: own-route | `` | the route mine has no routeConfigurationId, so that its failures would go nowhere; write routeConfigurationId: own-route
            31 | uri: file¶                  parameters:¶                    directoryName: "{{warehouse.sql-folder}}" | uri: direct:nowhere | no route begins at nowhere; write the route, or put nowhere.camel.yaml back, or whichever file of routes/ held it
            3 | ¶    description: Mine | ¶\tdescription: Mine | a tab stands at the beginning; put blanks in its place
            """)
    void itIsToldBeforeAnythingStarts(int line, String meant, String typed, String sentence) throws Exception {
        String text = ROUTE.replace(breaks(meant), breaks(typed));
        assertThat(text).isNotEqualTo(ROUTE);
        Files.writeString(folder.resolve(FILE), text);
        assertThat(told("routes"))
                .isEqualTo("Caravan cannot start: " + FILE + ", line " + line + ": " + sentence)
                .isEqualTo(told("once"));
    }

    /** What Camel takes has to pass; each of these a rule refused once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- routeConfiguration: {id: rev, onException: [{onException: {id: rev-on, exception: [java.io.IOException],"
                        + " redeliveryPolicy: {maximumRedeliveries: 2, redeliveryDelay: 5s, backOffMultiplier: 1.5}, steps: [{log: x}]}}]}",
                "- route: {id: rev, description: x, routeConfigurationId: own-route, from: {uri: 'quartz:rev/x?cron=0+0/5+*+*+*+%3F',"
                        + " steps: [{log: x}]}}"
            })
    void whatIsRightPasses(String route) throws Exception {
        Files.writeString(folder.resolve(FILE), ROUTE + route + "\n");
        Result result = commands.run("routes");
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    }

    @Test
    void theValueOfASettingIsNotTold() throws Exception {
        Path settings = folder.resolve("application.properties");
        String before = Files.readString(settings);
        Files.writeString(settings, before + "\nown.db-pwd=HIDDEN\n");
        Files.writeString(
                folder.resolve(FILE),
                ROUTE.replace("Hello ${body}", "'{{own.db-pwd}} ${boddy}'")
                        .replace("id: mine-filter", "id: mine-filter\n            disabled: '{{own.db-pwd}}'"));
        Result result = commands.run("routes");
        Files.writeString(settings, before);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out() + result.err())
                .contains("the simple expression {{own.db-pwd}} ${boddy} cannot be read")
                .contains("disabled of filter is {{own.db-pwd}}, which is neither true nor false")
                .doesNotContain("HIDDEN");
    }

    private static String breaks(String text) {
        return text.replace('¶', '\n');
    }

    private static String told(String command) throws IOException {
        Result result = commands.run(command);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(2);
        return result.err().strip();
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws Exception {
        Files.write(folder.resolve(FILE), ROUTE.replace("Mine", "für mich").getBytes(ISO_8859_1));
        assertThat(told("routes"))
                .endsWith(FILE + ", line 3: there is a letter that is not UTF-8; save the file as UTF-8");
        Files.writeString(folder.resolve(FILE), "\uFEFF" + ROUTE);
        assertThat(told("routes")).contains(FILE + ", line 1: before the first letter stands a byte order mark");
    }

    @Test
    void aRouteMayBeTurnedOffByCommentsAlone() throws Exception {
        for (String text : new String[] {"", "---\n", ROUTE.replaceAll("(?m)^", "# ")}) {
            Files.writeString(folder.resolve(FILE), text);
            Result result = commands.run("routes");
            assertThat(result.exitCode()).isZero();
            assertThat(result.err().lines()).singleElement().asString().contains(FILE + " holds no route");
        }
    }

    @Test
    void aStartThatFailsLaterIsToldWithoutAStackTrace() throws Exception {
        String timer = ROUTE.replace("uri: direct", "uri: quartz")
                .replace("name: on-loaded", "groupName: own\n        triggerName: one\n        cron: 0 0 6 * * ?");
        Files.writeString(folder.resolve(FILE), timer + timer.replace("mine", "second"));
        assertThat(told("once").lines())
                .singleElement()
                .asString()
                .startsWith("Caravan cannot start: " + FILE
                        + ", line 39: the route second cannot be started: Multiple consumers");
    }

    @Test
    void doctorTellsTheSame() throws Exception {
        Files.writeString(folder.resolve(FILE), ROUTE.replace("id: mine-filter", "id: mine-log"));
        assertThat(commands.run("doctor").out())
                .contains("failed   routes       " + told("routes"))
                .contains("there is a step mine-log already");
        Files.writeString(folder.resolve(FILE), ROUTE.replace("description: Mine", "description: \"Mine"));
        assertThat(commands.run("doctor").out()).contains("failed   routes       " + told("routes"));
        Files.writeString(folder.resolve(FILE), ROUTE);
        assertThat(commands.run("doctor").out()).contains("ok       routes       ");
    }
}
