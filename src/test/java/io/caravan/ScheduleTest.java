package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravan.local.spotify.Catalogue;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What starts by itself in "run": nothing here asks for it. */
class ScheduleTest {
    private static final Catalogue PLAYLISTS = Catalogue.of(1, 2, 5, LocalDate.of(2026, 11, 21));
    private static final String NEVER = "0 0 0 1 1 ? 2098";

    @TempDir
    Path folder;

    private long count(String table) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"));
                var result = connection.createStatement().executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            // There is no such table before the first load.
            return 0;
        }
    }

    private void awaitLoadOf(Map<String, String> properties) {
        try (var app = TestApplication.start(folder, PLAYLISTS, properties)) {
            await().untilAsserted(() -> {
                // A playlist that the next second's extraction meets before it is transformed is read once more.
                assertThat(count("tbl_playlist")).isEqualTo(2);
                assertThat(count("etl_load")).isGreaterThanOrEqualTo(2);
                assertThat(count("etl_run")).isPositive();
            });
            assertThat(app.spotify.apiCalls()).isNotEmpty();
        }
    }

    @Test
    void theScheduleExtractsAndTheTimerLoads() {
        awaitLoadOf(Map.of(
                "caravan.triggers", "true", "spotify.schedule", "0/1 * * * * ?", "warehouse.load-every", "300ms"));
    }

    /** Playlists are read in threads of their own; the one that takes the next trigger has to wait for them all the same. */
    @Test
    void anExtractionBeginsWhenTheOneBeforeItHasEnded() throws Exception {
        var held = new CountDownLatch(1);
        try (var app = TestApplication.start(folder, PLAYLISTS, Map.of("spotify.concurrency", "1"));
                var template = app.context().createProducerTemplate()) {
            var busy = app.bean("playlistThreads", ExecutorService.class).submit(() -> {
                held.await();
                return null;
            });
            var waits = app.context().getCamelContextExtension().getContextPlugin(AsyncProcessorAwaitManager.class);
            String before = app.runs().currentRunId();
            template.sendBody("seda:start-extraction?size=1", null);
            await().until(() -> !app.runs().currentRunId().equals(before));
            String first = app.runs().currentRunId();
            template.sendBody("seda:start-extraction?size=1", null);

            await().until(() -> waits.size() == 1);
            assertThat(app.runs().currentRunId()).isEqualTo(first);

            held.countDown();
            busy.get();
            await().until(() -> !app.runs().currentRunId().equals(first));
        } finally {
            held.countDown();
        }
    }

    @Test
    void anExtractionAtStartNeedsNoSchedule() {
        awaitLoadOf(Map.of(
                "caravan.triggers", "true",
                "caravan.extract-at-start", "true",
                "spotify.schedule", NEVER,
                "warehouse.load-every", "300ms"));
    }
}
