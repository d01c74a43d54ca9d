package io.caravan.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Health and metrics as somebody outside sees them. */
public record Served(String origin) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public HttpResponse<String> get(String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(origin + path))
                            .timeout(Patience.LIMIT)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(origin + path + " did not answer", e);
        }
    }

    /** Returns the status of a path, 0 where nobody listens. */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IllegalStateException e) {
            return 0;
        }
    }

    /** Returns one check of the health page. */
    public JsonNode check(String name) throws IOException {
        JsonNode page = new ObjectMapper().readTree(get("/observe/health").body());
        return StreamSupport.stream(page.path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns "STATUS message". */
    public String words(String name) throws IOException {
        JsonNode check = check(name);
        return check.path("status").asText() + " " + check.path("message").asText();
    }

    /** Returns all series that begin so, with their tags, and their values. */
    public Map<String, Double> metrics(String prefix) {
        var series = new TreeMap<String, Double>();
        get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .forEach(line -> {
                    int end = line.lastIndexOf(' ');
                    series.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
                });
        return series;
    }

    public double metric(String name) {
        Map<String, Double> series = metrics(name);
        if (!series.containsKey(name)) {
            throw new IllegalStateException("There is no metric " + name + " among " + series.keySet());
        }
        return series.get(name);
    }
}
