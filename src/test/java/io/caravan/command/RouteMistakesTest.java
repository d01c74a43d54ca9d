package io.caravan.command;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody mistypes in a route file ends in one sentence with file, line and remedy, before anything has begun. */
class RouteMistakesTest {
    @TempDir
    static Path folder;

    private static Commands commands;

    @BeforeAll
    static void start() throws IOException {
        SettingsFolder.in(folder).whole().set("local.spotify-playlists=1");
        commands = Commands.in(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        commands.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ask-spotify | connectTimeout: 10000 | conectTimeout: 10000 | http has no option conectTimeout; did you mean connectTimeout?
            ask-spotify | connectTimeout: 10000 | token: secret | http has no option token; what belongs to the query of the address is the header CamelHttpQuery
            ask-spotify | httpMethod: GET | httpMethod: GTE | httpMethod of http is GTE, which is none of its values; did you mean GET?
            put-object | partSize: 16777216 | partSiz: 16777216 | aws2-s3 has no option partSiz; did you mean partSize?
            put-object | partSize: 16777216 | partSize: x16777216 | partSize of aws2-s3 is x16777216, which is no number
            put-object | multiPartUpload: true | multiPartUpload: yess | multiPartUpload of aws2-s3 is yess, which is neither true nor false
            put-object | uri: aws2-s3 | uri: aws-s3 | there is no component aws-s3 beside the jar; did you mean aws2-s3?
            put-object | "{{lake.bucket}}" | "{{lake.bukket}}" | there is no setting lake.bukket; did you mean lake.bucket?
            load-warehouse | period: "{{ | periode: "{{ | timer has no option periode; did you mean period?
            schedule-extraction | trigger.timeZone: UTC | triger.timeZone: UTC | quartz has no option triger.timeZone
            store-raw | ref: playlistReads | ref: playlistRead | there is no bean playlistRead; did you mean playlistReads?
            store-raw | method: rawObject | method: rawObjekt | the bean playlistReads has no method rawObjekt; did you mean rawObject?
            store-raw | ${bean:playlistReads? | ${bean:playlistReed? | there is no bean playlistReed; did you mean playlistReads?
            store-raw | - setBody: | - setBoddy: | there is no step setBoddy; did you mean setBody?
            store-raw | - route: | - rout: | there is no rout at this place; did you mean route?
            store-raw | method: | methodd: | setBody has no field methodd; did you mean method?
            store-raw | name: put-object | name: put-objekt | no route begins at put-objekt; did you mean put-object?
            store-raw | routeConfigurationId: dead-letter | routeConfigurationId: dead-leter | there is no route configuration dead-leter;
            ask-spotify | dead-letter,spotify-call | dead-letter,spotify-cal | there is no route configuration spotify-cal; put spotify-cal.camel.yaml back, or whichever file of routes/ held it; did you mean spotify-call?
            write-files | Ref: csvRows | Ref: csvRow | there is no bean csvRow; did you mean csvRows?
            check-warehouse | aggregationStrategy: findingsTogether | aggregationStrategy: '#class:java.util.Set2' | there is no class java.util.Set2 in the jar
            store-raw | - route: | route: | the file is no list; write - route: in its first line, and the rest below it, indented
            store-raw | name: objectKey | nam: objectKey | setProperty has no field nam; did you mean name?
            store-raw | id: store-raw-put | idd: store-raw-put | to has no field idd; did you mean id?
            beans | "#bean:machineClock" | "#bean:machineClok" | there is no bean machineClok, or it needs this one itself
            beans | type: io.caravan.run.CurrentRun | type: io.caravan.run.Run | there is no class io.caravan.run.Run in the jar
            beans | refreshToken: | refreshTokn: | the bean userToken has no property refreshTokn; did you mean refreshToken?
            """)
    void aTypoIsToldWithItsPlace(String file, String meant, String typed, String sentence) throws Exception {
        String text = text(file).replace(meant, typed);
        Result result = run(file, text);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("Caravan cannot start: routes/%s.camel.yaml, line %d: %s"
                        .formatted(file, lineOf(typed, text), sentence));
    }

    @Test
    void aRouteWhoseFailuresWouldGoNowhereIsRefused() throws Exception {
        Result result = run("store-raw", text("store-raw").replace("    routeConfigurationId: dead-letter\n", ""));
        assertThat(result.err())
                .contains("routes/store-raw.camel.yaml, line 2: the route store-raw has no routeConfigurationId")
                .contains("write routeConfigurationId: dead-letter");
        assertThat(run("own", "- from: {uri: 'timer:own', steps: [{stop: {}}]}").err())
                .contains("routes/own.camel.yaml, line 1: from stands alone")
                .contains("put it below route:, beside id and routeConfigurationId: dead-letter");
    }

    @Test
    void anIdThatIsThereTwiceIsToldWithBothPlaces() throws Exception {
        assertThat(run("store-raw", text("store-raw").replace("id: store-raw\n", "id: put-object\n"))
                        .err())
                .contains("routes/store-raw.camel.yaml, line 3: there is a route put-object already,"
                        + " in routes/put-object.camel.yaml, line 3; give one of them another name");
        assertThat(run("store-raw", text("store-raw").replace("id: store-raw-put\n", "id: put-object-put\n"))
                        .err())
                .contains("there is a step put-object-put already, in routes/put-object.camel.yaml");
        assertThat(run("beans", text("beans").replace("name: cycle", "name: lake"))
                        .err())
                .contains("there is a bean lake already, in routes/beans.camel.yaml, line 27");
    }

    @Test
    void allMistakesAreListedInTheOrderOfTheFiles() throws Exception {
        Result result = run(
                "store-raw",
                text("store-raw")
                        .replace("ref: playlistReads", "ref: playlistRead")
                        .replace("uri: direct", "uri: dirrect"));
        assertThat(result.err().lines().map(String::strip))
                .hasSize(4)
                .startsWith("Caravan cannot start:")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("- routes/store-raw.camel.yaml, line 8: there is no component dirrect")
                        .endsWith("did you mean direct? (and in 1 more place)"));
    }

    @Test
    void noCallHasLeftBefore() throws Exception {
        Path data = folder.resolve("data");
        Files.writeString(file("store-raw"), text("store-raw").replace("name: put-object", "name: put-objekt"));
        Result result = commands.run("once");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith(
                        "Caravan cannot start: routes/store-raw.camel.yaml, line 37: no route begins at put-objekt;");
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private Result run(String file, String text) throws IOException {
        Files.writeString(file(file), text);
        Result result = commands.run("routes");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        return result;
    }

    /** Puts the files back. */
    @AfterEach
    void mend() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file), REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(file("own"));
    }

    private static Path file(String name) {
        return folder.resolve("routes/" + name + ".camel.yaml");
    }

    private static String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    private static long lineOf(String word, String text) {
        return text.lines().takeWhile(line -> !line.contains(word)).count() + 1;
    }
}
