package io.caravan.local.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.Patience;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorFaultTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final String ITEMS = "/v1/playlists/[^/]+/items";

    private final Catalogue catalogue = Catalogue.of(7, 10, 120, DAY);
    private final String path = "/v1/playlists/" + catalogue.ids().get(0) + "/items";
    private SpotifySimulator simulator;
    private SpotifyClient client;

    @BeforeEach
    void start() throws Exception {
        simulator = SpotifySimulator.start(SimulatorConfig.of(catalogue));
        client = new SpotifyClient(simulator).asApp();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aFaultMeetsTheRequestsThatMatchAsOftenAsPlannedAndInTheOrderOfPlanning() throws Exception {
        simulator.fault(ITEMS, 2, Fault.status(502, "Bad gateway."));
        simulator.fault(request -> "20".equals(request.query().get("offset")), 1, Fault.status(500, "Server error."));

        assertThat(client.get("/v1/playlists/" + catalogue.ids().get(0)).statusCode())
                .isEqualTo(200);
        assertThat(client.get(path + "?offset=20").body())
                .isEqualTo("{\"error\":{\"status\":502,\"message\":\"Bad gateway.\"}}");
        assertThat(client.get(path).statusCode()).isEqualTo(502);
        assertThat(client.get(path).statusCode()).isEqualTo(200);
        assertThat(client.get(path + "?offset=20").statusCode()).isEqualTo(500);
        assertThat(client.get(path + "?offset=20").statusCode()).isEqualTo(200);
        assertThat(simulator.apiCalls()).extracting(Call::status).containsExactly(200, 502, 502, 200, 500, 200);
    }

    @Test
    void faultsCanBeForgotten() throws Exception {
        simulator.fault(ITEMS, Integer.MAX_VALUE, Fault.status(503, "Service unavailable"));
        assertThat(client.get(path).statusCode()).isEqualTo(503);

        simulator.clearFaults();
        assertThat(client.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aRateLimitCarriesAnyRetryAfterOrNone() throws Exception {
        simulator.fault(ITEMS, 1, Fault.rateLimited("83276"));
        simulator.fault(ITEMS, 1, Fault.rateLimited("Fri, 20 Nov 2026 10:00:00 GMT"));
        simulator.fault(ITEMS, 1, Fault.rateLimited(null));

        assertThat(client.get(path).headers().firstValue("Retry-After")).hasValue("83276");
        assertThat(client.get(path).headers().firstValue("Retry-After")).hasValue("Fri, 20 Nov 2026 10:00:00 GMT");
        HttpResponse<String> without = client.get(path);
        assertThat(without.headers().firstValue("Retry-After")).isEmpty();
        assertThat(without.statusCode()).isEqualTo(429);
    }

    @Test
    void theTokenEndpointFailsToo() throws Exception {
        simulator.fault(
                "/api/token",
                1,
                Fault.answer(
                        400,
                        Map.of(),
                        "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}"));

        HttpResponse<String> answer = client.askToken("grant_type=client_credentials", "caravan-secret");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
    }

    @Test
    void aTruncatedBodyIsShorterThanAnnounced() {
        simulator.fault(ITEMS, Integer.MAX_VALUE, Fault.truncated());

        assertThatThrownBy(() -> client.get(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fixed content-length");
    }

    @Test
    void aResetConnectionGivesNoAnswer() {
        simulator.fault(ITEMS, Integer.MAX_VALUE, Fault.reset());

        assertThatThrownBy(() -> client.get(path)).isInstanceOf(IOException.class);
        assertThat(simulator.apiCalls()).extracting(Call::status).containsOnly(0);
    }

    @Test
    void aStalledAnswerComesLateButWhole() throws Exception {
        String right = client.get(path).body();
        simulator.fault(ITEMS, 1, Fault.stall(Duration.ofMillis(300)));
        simulator.fault(ITEMS, 1, Fault.status(504, "Gateway timeout").after(Duration.ofMillis(300)));
        long start = System.nanoTime();

        assertThat(client.get(path).body()).isEqualTo(right);
        assertThat(client.get(path).statusCode()).isEqualTo(504);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @Test
    void closingEndsAStall() {
        simulator.fault(ITEMS, Integer.MAX_VALUE, Fault.stall(Duration.ofHours(1)));
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return client.get(path);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        await().until(() -> !simulator.apiCalls().isEmpty());

        simulator.close();

        assertThat(answer).failsWithin(Patience.LIMIT);
    }

    @Test
    void a200MayHoldHtmlNothingOrHalfOfTheJson() throws Exception {
        String right = client.get(path).body();
        simulator.fault(ITEMS, 1, Fault.html());
        simulator.fault(ITEMS, 1, Fault.empty());
        simulator.fault(ITEMS, 1, Fault.malformed());

        HttpResponse<String> html = client.get(path);
        assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(html.body()).startsWith("<!DOCTYPE html>");
        assertThat(client.get(path).body()).isEmpty();
        assertThat(client.get(path).body()).isEqualTo(right.substring(0, right.length() / 2));
        assertThat(simulator.apiCalls()).extracting(Call::status).containsOnly(200);
    }

    @Test
    void anyChangeCanBeMadeToTheJsonWithoutHarmToTheCatalogue() throws Exception {
        String right = client.get(path).body();
        simulator.fault(ITEMS, 1, Fault.json(body -> {
            ((ObjectNode) body).put("next", "http://169.254.169.254/");
            ((ObjectNode) body.get("items").get(1)).removeAll();
            return body;
        }));

        assertThat(client.json(path).get("next").asText()).isEqualTo("http://169.254.169.254/");
        assertThat(client.get(path).body()).isEqualTo(right);
    }

    @Test
    void thePlaylistCanBeEditedBetweenTwoPages() throws Exception {
        simulator.fault(request -> "50".equals(request.query().get("offset")), 1, right -> {
            simulator.advanceTo(DAY.plusDays(2));
            return right;
        });
        String playlist = "/v1/playlists/" + catalogue.ids().get(0) + "?fields=snapshot_id";
        String before = client.get(playlist).body();

        client.get(path + "?limit=50");
        assertThat(client.get(playlist).body()).isEqualTo(before);
        client.get(path + "?limit=50&offset=50");
        assertThat(client.get(playlist).body()).isNotEqualTo(before);
    }

    @Test
    void aFaultThatThrowsIsAnsweredWith500() throws Exception {
        simulator.fault(ITEMS, 1, Fault.json(body -> {
            throw new IllegalStateException("by the test");
        }));

        assertThat(client.get(path).body()).contains("500", "by the test");
    }
}
