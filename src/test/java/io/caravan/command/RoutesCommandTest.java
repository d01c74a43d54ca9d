package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.command.CaravanProcess.Result;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {
    private static final Path PAGE = Path.of("docs/routes.md");

    @TempDir
    static Path folder;

    private static Commands commands;

    @BeforeAll
    static void start() throws IOException {
        SettingsFolder.in(folder).whole();
        commands = Commands.in(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        commands.close();
    }

    @Test
    void theRoutesAreListedAndNothingIsStarted() throws Exception {
        Result result = commands.run("routes");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .anySatisfy(line -> assertThat(line)
                        .matches("routes/put-object.camel.yaml +put-object +Puts the body into the lake under .*"))
                .anySatisfy(line ->
                        assertThat(line).matches("routes/load-warehouse.camel.yaml +schedule-load +timer +Loads .*"))
                .noneSatisfy(line -> assertThat(line).contains("routes/tables/"));
        assertThat(result.out().lines().reduce((first, last) -> last).orElseThrow())
                .matches("\\d+ routes and \\d+ beans in \\d+ files: nothing is wrong with them");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void whatIsOffIsReadWhereAllAreAskedFor() throws Exception {
        Result result = commands.run("routes", "--all");
        assertThat(result.exitCode()).isZero();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            assertThat(files.filter(RoutesCommandTest::holdsARoute))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(result.out()).contains(file.toString()));
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private static boolean holdsARoute(Path file) {
        try {
            return file.toString().endsWith(".camel.yaml")
                    && Files.readString(file).lines().anyMatch("- route:"::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thePageHoldsPictureAndTableOfTheRoutesThatShip() throws Exception {
        Files.copy(PAGE, folder.resolve("page.md"));
        Result result = commands.run("routes", "--all", "--into=page.md");
        assertThat(result.exitCode()).isZero();
        assertThat(PAGE)
                .content()
                .as("docs/routes.md; target/caravan/caravan routes --all --into=docs/routes.md writes it anew")
                .isEqualTo(Files.readString(folder.resolve("page.md")))
                .contains(
                        "    read-playlists --> extract-playlist\n",
                        "        schedule-load([\"schedule-load\"])\n",
                        "| `routes/ask-spotify.camel.yaml` | `ask-spotify` | call | http | Sends one GET ");
    }

    @Test
    void aPageThatDoesNotSayWhereIsLeftAsItIs() throws Exception {
        Files.writeString(folder.resolve("other.md"), "# A page\n");
        Result result = commands.run("routes", "--into=other.md");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("put the lines <!-- routes --> and <!-- end of routes --> there");
        assertThat(folder.resolve("other.md")).hasContent("# A page\n");
    }
}
