package io.caravan.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import io.caravan.spotify.UserToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Health and metrics as the started application serves them. */
@Timeout(300)
class HealthTest {
    private static final Catalogue CATALOGUE = Catalogue.of(1, 3, 20, LocalDate.of(2026, 11, 21));
    private static final Instant START = TestApplication.START;

    @TempDir
    Path folder;

    private TestApplication app;
    private Served served;

    @BeforeEach
    void start() {
        start(Map.of());
    }

    private void start(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.putAll(Map.of(
                "camel.management.port", "0",
                "camel.management.host", "127.0.0.1",
                "caravan.observe-every", "24h",
                "spotify.calls-per-day", "1000",
                "caravan.retries", "1"));
        app = TestApplication.start(folder, CATALOGUE, settings);
        var server = app.context().hasService(VertxPlatformHttpServer.class);
        served = new Served("http://127.0.0.1:" + server.getPort());
        await().until(() -> served.status("/observe/health/ready") == 200);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void beforeTheFirstRunThereIsNoneToBeWell() throws Exception {
        assertThat(served.words("run")).isEqualTo("UP No run yet");
        app.request("direct:extract-playlists");
        assertThat(served.words("run")).isEqualTo("UP Run " + app.runs().currentRunId() + ": ok");
    }

    private void look() {
        app.bean("observations", Observations.class).look();
    }

    private void at(Instant time) {
        app.clock.advance(Duration.between(app.clock.instant(), time));
    }

    @Test
    void livenessKnowsNothingButTheProcessAndReadinessAlsoTheLake() {
        assertThat(served.get("/observe/health/live").body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"context\",\"status\":\"UP\"}]}");
        assertThat(served.get("/observe/health/ready").body())
                .contains("\"lake\"", "\"route:transform-snapshots\"")
                .doesNotContain("\"consent\"", "\"spotify\"", "\"run\"");
        assertThat(served.get("/observe/health").body()).contains("\"lake\"", "\"consent\"", "\"spotify\"", "\"run\"");
    }

    @Test
    void aCycleIsToldInRowsAndTimes() {
        var summary = app.once();
        Instant end = app.clock.instant();
        assertThat(summary.rowsLoaded()).hasSize(6);

        summary.rowsLoaded()
                .forEach((table, rows) -> assertThat(served.metric("caravan_run_rows{table=\"tbl_" + table + "\"}"))
                        .as(table)
                        .isEqualTo(rows.doubleValue()));
        assertThat(served.metrics("caravan_run_playlists"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "caravan_run_playlists{result=\"read\"}", 3.0,
                        "caravan_run_playlists{result=\"unchanged\"}", 0.0,
                        "caravan_run_playlists{result=\"failed\"}", 0.0));
        assertThat(served.metric("caravan_run_exit_code")).isZero();
        assertThat(served.metrics("caravan_last_success_timestamp_seconds"))
                .hasSize(3)
                .allSatisfy((stage, time) -> assertThat(time)
                        .as(stage)
                        .isGreaterThan((double) START.getEpochSecond())
                        .isLessThanOrEqualTo(end.toEpochMilli() / 1000.0));

        at(START.plus(Duration.ofDays(1)));
        app.request("direct:extract-playlists");

        double extracted = served.metric("caravan_last_success_timestamp_seconds{stage=\"extract-playlists\"}");
        double loaded = served.metric("caravan_last_success_timestamp_seconds{stage=\"load-warehouse\"}");
        assertThat(extracted - loaded).isBetween(86_000.0, 86_400.0);
        assertThat(served.metrics("caravan_run_rows"))
                .allSatisfy((table, rows) -> assertThat(rows).isZero());
    }

    @Test
    void whatWaitsInAnInboxIsCountedAndItsAgeGrowsBetweenTwoLooks() throws Exception {
        app.stopTransforming();
        drop("raw_data/to_processed/one.json", START.minus(Duration.ofHours(2)));
        drop("raw_data/to_processed/two.json", START.minus(Duration.ofHours(1)));
        look();

        assertThat(served.metric("caravan_inbox_objects{inbox=\"raw_data/to_processed\"}"))
                .isEqualTo(2);
        String age = "caravan_inbox_oldest_age_seconds{inbox=\"raw_data/to_processed\"}";
        assertThat(served.metric(age)).isBetween(7200.0, 7201.0);
        app.clock.advance(Duration.ofMinutes(10));
        assertThat(served.metric(age)).isBetween(7800.0, 7801.0);
        assertThat(served.words("lake")).contains("2 raw objects (the oldest for 130 min), 0 manifests;");
        assertThat(served.metric("caravan_inbox_oldest_age_seconds{inbox=\"transformed_data/to_load\"}"))
                .isZero();
    }

    @Test
    void theLakesTablesAreASinkMoreWithAnInboxAStageAndDeadLetters() throws Exception {
        app.close();
        start(Map.of("tables.catalogue", "none"));
        drop("transformed_data/to_commit/one.json", START.minus(Duration.ofHours(2)));
        look();

        assertThat(served.words("lake"))
                .contains("0 manifests, 1 manifest of the lake's tables (the oldest for 120 min); dead letters: none");
        assertThat(served.metric("caravan_inbox_objects{inbox=\"transformed_data/to_commit\"}"))
                .isEqualTo(1);
        app.request("direct:commit-tables");
        look();
        assertThat(served.metric("caravan_dead_letters{stage=\"commit-tables\"}"))
                .isEqualTo(1);
        app.clock.advance(Duration.ofDays(1));
        app.once();
        assertThat(served.metric("caravan_last_success_timestamp_seconds{stage=\"commit-tables\"}"))
                .isGreaterThan((double) START.plus(Duration.ofDays(1)).getEpochSecond());
        assertThat(app.runs().summary().snapshotsCommitted()).isEqualTo(3);
    }

    private void drop(String key, Instant time) throws IOException {
        app.lake().put(key, new byte[] {'x'}, "application/json");
        Files.setLastModifiedTime(folder.resolve("s3/lake").resolve(key), FileTime.from(time));
    }

    @Test
    void deadLettersAreCountedByStage() throws Exception {
        app.drop("broken.json", "{");
        app.drop("also.json", "[");
        app.once();
        look();

        assertThat(served.metric("caravan_dead_letters{stage=\"transform-snapshots\"}"))
                .isEqualTo(2);
        assertThat(served.metric("caravan_dead_letters{stage=\"load-warehouse\"}"))
                .isZero();
        assertThat(served.words("lake")).endsWith("dead letters: {transform-snapshots=2}");
        assertThat(served.metric("caravan_run_failures")).isEqualTo(2);
        assertThat(served.words("run")).startsWith("UP ").contains("partly; 2 failures, the first: ");
    }

    @Test
    void aParkingIsToldWithItsEndAndOverWhenItIs() throws Exception {
        app.spotify.fault("/v1/playlists/" + CATALOGUE.ids().get(0), 9, Fault.rateLimited("7200"));
        app.request("direct:extract-playlists");
        look();

        double until = served.metric("caravan_spotify_parked_until_timestamp_seconds");
        assertThat(until - START.getEpochSecond()).isBetween(7200.0, 7201.0);
        assertThat(served.words("spotify")).startsWith("DOWN Parked: no call goes out before 2026-11-21T08:00:0");
        assertThat(served.status("/observe/health")).isEqualTo(503);
        assertThat(served.status("/observe/health/ready")).isEqualTo(200);
        assertThat(served.metric("caravan_run_exit_code")).isEqualTo(75);

        app.clock.advance(Duration.ofHours(3));
        assertThat(served.metric("caravan_spotify_parked_until_timestamp_seconds"))
                .isZero();
        assertThat(served.words("spotify")).startsWith("UP ");
    }

    @Test
    void theCallsLeftAreTheBudgetWithoutThoseMade() throws Exception {
        app.request("direct:extract-playlists");
        look();

        double left = served.metric("caravan_spotify_calls_left");
        assertThat(left)
                .as("those for tokens count as well")
                .isEqualTo(1000.0 - app.spotify.calls().size())
                .isLessThan(1000);
        assertThat(served.words("spotify")).isEqualTo("UP " + (int) left + " calls left of spotify.calls-per-day");
    }

    @Test
    void theConsentIsCountedInDaysAndWarnedOfAndDownWhenItIsOver() throws Exception {
        assertThat(served.metric("caravan_consent_left_days")).isNaN();
        app.bean("userToken", UserToken.class).keep(app.spotify.signIn(), START);
        look();
        // It ends on 2027-05-21T06:00Z, after 9 + 31 + 31 + 28 + 31 + 30 + 21 days.
        assertThat(served.metric("caravan_consent_left_days")).isBetween(180.99, 181.0);
        assertThat(served.words("consent")).isEqualTo("UP The user's consent ends on 2027-05-21, in 180 days");

        for (int days : List.of(30, 7, 1)) {
            at(Instant.parse("2027-05-21T06:00:00Z").minus(Duration.ofDays(days)));
            assertThat(served.metric("caravan_consent_left_days")).isBetween(days - 0.01, (double) days);
            assertThat(served.words("consent"))
                    .isEqualTo("UP The user's consent ends on 2027-05-21, in " + (days - 1)
                            + " days; sign in again before: java -jar caravan.jar login");
        }
        at(Instant.parse("2027-05-21T06:00:01Z"));
        assertThat(served.metric("caravan_consent_left_days")).isNegative();
        assertThat(served.words("consent")).startsWith("DOWN The user's consent ended on 2027-05-21");
        assertThat(served.status("/observe/health/live")).isEqualTo(200);
    }

    @Test
    void aRouteThatDoesNotRunIsMissedWhetherItWasStoppedOrTakenOut() throws Exception {
        assertThat(served.words("routes")).matches("UP \\d{2} routes run");
        app.context().getRouteController().stopRoute("store-raw");
        assertThat(served.words("routes")).isEqualTo("DOWN Not running: store-raw; start Caravan again");
        assertThat(served.status("/observe/health/ready")).isEqualTo(503);
        app.context().removeRoute("store-raw");
        assertThat(served.words("routes")).startsWith("DOWN Not running: store-raw;");
        assertThat(served.status("/observe/health/ready")).isEqualTo(503);
        assertThat(served.status("/observe/health/live")).isEqualTo(200);
    }

    @Test
    void aLookThatDoesNotComeBackIsNoticed() throws Exception {
        assertThat(served.words("lake")).startsWith("UP ");
        app.clock.advance(Duration.ofDays(4));
        assertThat(served.words("lake")).startsWith("DOWN ").contains("S3 has not answered since");
        assertThat(served.status("/observe/health/ready")).isEqualTo(503);
        assertThat(served.status("/observe/health/live")).isEqualTo(200);
    }

    @Test
    void thePageNamesEachMetricAndNoOther() throws Exception {
        var there = new TreeSet<String>();
        served.metrics("caravan_").keySet().forEach(series -> there.add(series.replaceFirst("\\{.*", "")));
        String page = Files.readString(Path.of("docs/operate.md"));
        String section = page.substring(page.indexOf("## Health and metrics"), page.indexOf("## What doctor looks at"));

        assertThat(there).hasSizeGreaterThan(10);
        assertThat(names(section)).isEqualTo(there);
        assertThat(names(Files.readString(Path.of("docker/alerts.yaml"))))
                .isNotEmpty()
                .isSubsetOf(there);
    }

    private static Set<String> names(String text) {
        return Pattern.compile("caravan_[a-z_]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The page is for machines: no browser of another origin may read it, and nothing is forwarded. */
    @Test
    void itIsServedOnTheRootWithoutCrossOriginAccessAndForwardsNothing() {
        var server = app.context().hasService(VertxPlatformHttpServer.class);
        assertThat(server.getPath()).isEqualTo("/");
        var answer = served.get("/observe/health");
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
        assertThat(List.of("/", "/observe", "/observe/info", "/observe/health/../../application.properties", "/q/send"))
                .allSatisfy(path -> assertThat(served.status(path)).as(path).isEqualTo(404));
    }
}
