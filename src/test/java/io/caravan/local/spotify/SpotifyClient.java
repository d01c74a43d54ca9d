package io.caravan.local.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The least that is needed to talk to the simulator, written without its code. */
final class SpotifyClient {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final SpotifySimulator simulator;
    private String token;

    SpotifyClient(SpotifySimulator simulator) {
        this.simulator = simulator;
    }

    /** Fetches a token for the app alone. */
    SpotifyClient asApp() throws Exception {
        token = json(askToken("grant_type=client_credentials", "caravan-secret"))
                .get("access_token")
                .asText();
        return this;
    }

    /** Fetches a token for the signed-in user. */
    SpotifyClient asUser() throws Exception {
        token = json(askToken("grant_type=refresh_token&refresh_token=" + simulator.signIn(), "caravan-secret"))
                .get("access_token")
                .asText();
        return this;
    }

    SpotifyClient withToken(String other) {
        token = other;
        return this;
    }

    String token() {
        return token;
    }

    HttpResponse<String> askToken(String form, String secret) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(("caravan-client:" + secret).getBytes(UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + "/api/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String pathOrUrl) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(pathOrUrl.startsWith("http") ? pathOrUrl : simulator.url() + pathOrUrl));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String pathOrUrl) throws Exception {
        return json(get(pathOrUrl));
    }

    /** Reads a page and all that follow by {@code next}. */
    List<JsonNode> rows(String path) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        for (String next = path; next != null; ) {
            JsonNode page = json(next);
            page.get("items").forEach(rows::add);
            next = page.get("next").textValue();
        }
        return rows;
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return MAPPER.readTree(response.body());
    }
}
