package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpServer;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Camel 4.17.0 needs from its user; SECURITY.md names these tests, and those elsewhere, by the advisory. */
@Timeout(300)
class SecurityTest {
    private static final Catalogue CATALOGUE = Catalogue.of(1, 2, 20, LocalDate.of(2026, 11, 21));
    private static final Pattern ADVISORY =
            Pattern.compile("^\\| (CVE-\\d{4}-\\d+) \\|.*`([A-Za-z.]+)#([A-Za-z0-9]+)` \\|$");

    @TempDir
    Path folder;

    @Test
    void eachAdvisoryIsCoveredByATestThatExists() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("SECURITY.md")).stream()
                .filter(line -> line.startsWith("| CVE-"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(5).allSatisfy(row -> {
            var parts = ADVISORY.matcher(row);
            assertThat(parts.matches()).as(row).isTrue();
            assertThatCode(() -> assertThat(Stream.of(Class.forName("io.caravan." + parts.group(2))
                                            .getDeclaredMethods())
                                    .filter(method -> method.isAnnotationPresent(Test.class))
                                    .map(java.lang.reflect.Method::getName))
                            .contains(parts.group(3)))
                    .doesNotThrowAnyException();
        });
    }

    /** Those of which the design itself is told. */
    @Test
    void theAdvisoriesThatTheRoutesAreWrittenAgainstAreListed() throws IOException {
        assertThat(Files.readString(Path.of("SECURITY.md")))
                .contains("CVE-2026-95664", "CVE-2026-85251", "CVE-2026-40022", "CVE-2026-84176", "CVE-2026-85316");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (var elsewhere = new Elsewhere();
                var app = TestApplication.start(folder, CATALOGUE, Map.of("caravan.retries", "1"))) {
            for (int status : List.of(301, 302, 303, 307, 308)) {
                app.spotify.clearFaults();
                app.spotify.fault(
                        request -> request.path().startsWith("/v1/"),
                        99,
                        Fault.answer(status, Map.of("Location", elsewhere.url()), "{}"));
                app.request("direct:extract-playlists");
                assertThat(app.runs().summary().playlistsFailed())
                        .as("status %d", status)
                        .isEqualTo(2);
            }
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    @Test
    void aHeaderCannotSendACallElsewhere() throws Exception {
        try (var elsewhere = new Elsewhere();
                var app = TestApplication.start(folder, CATALOGUE, Map.of());
                var template = app.context().createProducerTemplate()) {
            String path = "/v1/playlists/" + CATALOGUE.ids().get(0);
            Object answer = template.requestBodyAndHeaders(
                    "direct:ask-spotify",
                    null,
                    Map.of(
                            "CamelHttpUri",
                            elsewhere.url(),
                            "CamelRestHttpUri",
                            elsewhere.url(),
                            "CamelHttpMethod",
                            "DELETE",
                            "CamelHttpPath",
                            path));

            assertThat(template.getCamelContext().getTypeConverter().convertTo(String.class, answer))
                    .contains(CATALOGUE.ids().get(0));
            assertThat(elsewhere.requests).isEmpty();
            assertThat(app.spotify.apiCalls()).singleElement().satisfies(call -> assertThat(call.path())
                    .isEqualTo(path));
        }
    }

    /** Whatever comes from outside drops its headers before anything else is asked by them. */
    @Test
    void headersEndWhereSomethingEnters() throws IOException {
        var files = RouteFile.all();
        for (RouteFile file : files) {
            for (RouteFile.Step step : file.steps()) {
                if (step.body().path("uri").asText().equals("http")) {
                    assertThat(step.body()
                                    .path("parameters")
                                    .path("skipResponseHeaders")
                                    .asBoolean())
                            .as(step.toString())
                            .isTrue();
                    assertThat(step.body()
                                    .path("parameters")
                                    .path("followRedirects")
                                    .asBoolean(true))
                            .as(step.toString())
                            .isFalse();
                }
            }
        }
        assertThat(files.stream().flatMap(file -> file.steps().stream()))
                .filteredOn(step -> step.kind().equals("removeHeaders")
                        && step.body().path("pattern").asText().equals("*"))
                .extracting(RouteFile.Step::owner)
                .contains("transform-snapshots", "put-object", "ask-spotify");
    }

    @Test
    void noRouteTakesMessagesFromANetworkButTheLakeAndTheTopic() throws IOException {
        Set<String> consumers = new TreeSet<>();
        for (RouteFile file : RouteFile.all()) {
            file.parts("route")
                    .forEach(route ->
                            consumers.add(route.path("from").path("uri").asText()));
            assertThat(file.parts("rest")).as(file.name()).isEmpty();
        }
        assertThat(consumers).isSubsetOf("aws2-s3", "direct", "kafka", "quartz", "seda", "timer");
    }

    @Test
    void noRouteUsesASaga() throws IOException {
        for (RouteFile file : RouteFile.all()) {
            assertThat(file.steps()).extracting(RouteFile.Step::kind).doesNotContain("saga");
        }
    }

    @Test
    void nothingRestsOnTheServersOwnAuthentication() throws IOException {
        for (String place : List.of("src/main", "routes", "application.properties")) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file))
                            .as(file.toString())
                            .doesNotContain("authenticationEnabled", "jwtKeystore", "camel.server.", "staticEnabled");
                }
            }
        }
    }

    @Test
    void noSecretStandsInAnEndpoint() {
        try (var app = TestApplication.start(
                folder,
                CATALOGUE,
                Map.of("warehouse.password", "canary-password", "warehouse.token", "canary-token"))) {
            app.once();
            assertThat(app.context().getEndpoints())
                    .hasSizeGreaterThan(10)
                    .extracting(Endpoint::getEndpointUri)
                    .noneMatch(uri -> Stream.of("caravan-secret", "local-secret", "canary-password", "canary-token")
                            .anyMatch(uri::contains));
        }
    }

    /** Somebody else's server, which must not be asked. */
    private static final class Elsewhere implements AutoCloseable {
        final List<String> requests = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Elsewhere() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/stolen";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
