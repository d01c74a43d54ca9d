package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.lake.Lake;
import io.caravan.local.LocalS3;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that ship, started by Camel's own main and nothing else, as the Camel CLI and Camel K do. */
class PlainCamelTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "prod")
    void theRouteFilesAndTheirPropertiesAreTheWholeApplication(String profile) throws Exception {
        var playlists = Catalogue.of(1, 2, 20, LocalDate.of(2026, 11, 21));
        try (var spotify = SpotifySimulator.start(SimulatorConfig.of(playlists));
                var s3 = LocalS3.start(folder, "a-bucket", 0, "key", "secret")) {
            // What nobody can guess, and where the services of this test are.
            Map<String, String> given = new HashMap<>(Map.of(
                    "spotify.playlists", String.join(",", playlists.ids()),
                    "spotify.client-id", "caravan-client",
                    "spotify.client-secret", "caravan-secret",
                    "lake.bucket", "a-bucket",
                    "warehouse.url", "jdbc:duckdb:" + folder.resolve("w.duckdb")));
            given.putAll(Map.of(
                    "spotify.api-url", spotify.url(),
                    "spotify.accounts-url", spotify.url(),
                    "lake.endpoint", s3.url(),
                    "lake.access-key", "key",
                    "lake.secret-key", "secret",
                    "lake.region", "us-east-1",
                    "lake.poll-every", "20ms",
                    "warehouse.dialect", "duckdb",
                    "warehouse.work-folder", folder.resolve("work").toString()));
            // Nothing at its own time: the cycle is asked for.
            given.putAll(Map.of("caravan.triggers", "false", "caravan.extract-at-start", "false"));
            Main main = start(profile, given);
            try (var template = main.getCamelContext().createProducerTemplate()) {
                assertThat(main.getCamelContext().getRoutes()).hasSizeGreaterThan(20);
                template.sendBody("direct:run-cycle", null);
                var lake = main.getCamelContext().getRegistry().lookupByNameAndType("lake", Lake.class);
                assertThat(lake.list("transformed_data/loaded/")).hasSize(2);
            } finally {
                main.stop();
            }
        }
    }

    /** Without what the services of the other test need: all other placeholders have to have a value. */
    @Test
    void whatNobodyCanGuessIsAllThatHasNoDefault() throws Exception {
        try (var s3 = LocalS3.start(folder, "a-bucket", 0, "key", "secret")) {
            Main main = start(
                    null,
                    Map.of(
                            "spotify.playlists", "4uLU6hMCjMI75M1A2tKUQC",
                            "spotify.client-id", "id",
                            "lake.bucket", "a-bucket",
                            "lake.endpoint", s3.url(),
                            "lake.access-key", "key",
                            "lake.secret-key", "secret",
                            "lake.region", "us-east-1",
                            "warehouse.url", "jdbc:snowflake://a.invalid/",
                            "caravan.extract-at-start", "false"));
            try {
                var controller = main.getCamelContext().getRouteController();
                assertThat(main.getCamelContext().getRoutes())
                        .extracting(Route::getRouteId)
                        .hasSizeGreaterThan(20)
                        .filteredOn(id -> controller.getRouteStatus(id) != ServiceStatus.Started)
                        .containsExactly("extract-at-start");
            } finally {
                main.stop();
            }
        }
    }

    private static Main start(String profile, Map<String, String> given) throws Exception {
        var main = new Main();
        main.setPropertyPlaceholderLocations("file:application.properties");
        given.forEach(main::addOverrideProperty);
        main.addOverrideProperty("camel.management.port", "0");
        main.configure()
                .withProfile(profile)
                .withRoutesIncludePattern("file:routes/*.camel.yaml")
                .withShutdownTimeout(10);
        main.start();
        return main;
    }
}
