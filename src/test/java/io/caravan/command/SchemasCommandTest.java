package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import io.caravan.stream.registry.StoredSchemas;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasCommandTest {
    @TempDir
    static Path folder;

    private static Commands commands;

    private final ObjectMapper json = new ObjectMapper();
    private StoredSchemas stored;

    @BeforeAll
    static void open() throws IOException {
        commands = Commands.in(folder);
    }

    @AfterAll
    static void close() throws Exception {
        commands.close();
    }

    @BeforeEach
    void start() throws IOException {
        stored = StoredSchemas.start();
        commands.clear();
        SettingsFolder.in(folder).set("stream.registry-url=" + stored.url());
    }

    @AfterEach
    void stop() {
        stored.close();
    }

    private List<String> told(int exitCode, String... arguments) throws IOException {
        Result result = commands.run(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
        return result.out().lines().toList();
    }

    /** Puts a schema there as another program would. */
    private void put(String subject, String schema) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(stored.url() + "/subjects/" + subject + "/versions"))
                .POST(BodyPublishers.ofString(json.writeValueAsString(Map.of("schema", schema))));
        assertThat(HttpClient.newHttpClient()
                        .send(request.build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneSchemaOrAllAreShownWithoutARegistry() throws IOException {
        Result one = commands.run("schemas", "show", "END");
        Result all = commands.run("schemas", "show");

        assertThat(json.readTree(one.out()).path("name").asText()).isEqualTo("End");
        assertThat(json.readTree(one.out()).path("namespace").asText()).isEqualTo("io.caravan.spotify");
        try (MappingIterator<JsonNode> schemas = json.readerFor(JsonNode.class).readValues(all.out())) {
            assertThat(schemas.readAll())
                    .extracting(schema -> schema.path("name").asText())
                    .containsExactly("Entry", "Rest", "End");
        }
    }

    @Test
    void theSchemasAreCheckedRegisteredAndFoundAgain() throws IOException {
        assertThat(told(0, "schemas", "check"))
                .filteredOn(line -> line.startsWith("io.caravan.spotify."))
                .hasSize(3)
                .allMatch(
                        line -> line.contains("NONE") && line.contains("not registered; \"schemas register\" does it"));

        List<String> registered = told(0, "schemas", "register");
        assertThat(registered)
                .containsExactly(
                        "subject                   version  id",
                        "------------------------  -------  --",
                        "io.caravan.spotify.Entry  1        1",
                        "io.caravan.spotify.Rest   1        2",
                        "io.caravan.spotify.End    1        3");
        assertThat(told(0, "schemas", "register")).isEqualTo(registered);
        assertThat(told(0, "schemas", "check"))
                .contains("io.caravan.spotify.Rest   1         1     2   BACKWARD_TRANSITIVE  registered");
    }

    @Test
    void aVersionWhoseRecordsWouldBecomeOtherValuesEndsCheckWithOneAndRegisterWithTwo() throws Exception {
        String entry = commands.run("schemas", "show", "entry").out();
        put("io.caravan.spotify.Entry", entry.replace("timestamp-millis", "timestamp-micros"));

        assertThat(told(1, "schemas", "check"))
                .contains(
                        "io.caravan.spotify.Entry  1                   NONE           cannot take the place of what stands there")
                .anyMatch(line ->
                        line.startsWith("io.caravan.spotify.Entry version 1: Entry.added_at was long (timestamp-micros)"
                                + " and is long (timestamp-millis): what was written would be read as other values;"));

        Result refused = commands.run("schemas", "register");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("The schema of io.caravan.spotify.Entry is not for what stands at the registry:")
                .contains("Entry.added_at was long (timestamp-micros) and is long (timestamp-millis)");
    }

    @Test
    void aRegistryThatTakesWhateverComesIsToldAndMended() throws Exception {
        for (String name : List.of("Entry", "Rest", "End")) {
            put(
                    "io.caravan.spotify." + name,
                    commands.run("schemas", "show", name).out());
        }

        assertThat(told(0, "schemas", "check"))
                .anyMatch(line -> line.contains("registered, and the registry takes later ones whatever they are"));
        told(0, "schemas", "register");
        assertThat(told(0, "schemas", "check"))
                .filteredOn(line -> line.endsWith("BACKWARD_TRANSITIVE  registered"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "register"})
    void withoutARegistryTheKeyIsNamed(String command) throws IOException {
        Result result = commands.run(Map.of("STREAM_REGISTRY_URL", ""), "schemas", command);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("stream.registry-url has no value; give it the address of the registry");
    }

    @Test
    void aRegistryThatIsAwayEndsWithSeventyFive() throws IOException {
        stored.close();
        Result result = commands.run("schemas", "check");

        assertThat(result.exitCode()).isEqualTo(75);
        assertThat(result.err())
                .contains("The registry at " + stored.url()
                        + " cannot be reached; see stream.registry-url, and that it runs; give the command again");
    }

    @Test
    void aTrialKeepsToARegistryOfThisMachine() throws IOException {
        Result result =
                commands.run(Map.of("STREAM_REGISTRY_URL", "https://registry.example/apis"), "schemas", "check");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("stream.registry-url (the variable STREAM_REGISTRY_URL) must be on this machine");
    }

    @Test
    void anotherTypeOfRecordsIsNamedWithThoseThatThereAre() throws IOException {
        Result result = commands.run("schemas", "show", "artist");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("There are no records of the type artist; take entry, rest or end");
    }
}
