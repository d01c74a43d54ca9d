package io.caravan.local.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * A request to the simulator.
 *
 * @param path without a slash at the end, below {@code /v1/}
 * @param query decoded parameters; of one given twice, the last
 * @param rawQuery as sent, empty if there is none
 * @param authorization the header's value, or null
 * @param form decoded parameters of a form in the body
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        String rawQuery,
        String authorization,
        Map<String, String> form) {

    static Request of(HttpExchange exchange) throws IOException {
        String rawQuery = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                withoutSlash(exchange.getRequestURI().getPath()),
                parameters(rawQuery == null ? "" : rawQuery),
                rawQuery == null ? "" : rawQuery,
                exchange.getRequestHeaders().getFirst("Authorization"),
                parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    }

    /** Clients such as spotipy put a slash behind many paths, and Spotify answers them. */
    private static String withoutSlash(String path) {
        return path.startsWith("/v1/") && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        StringTokenizer pairs = new StringTokenizer(encoded, "&");
        while (pairs.hasMoreTokens()) {
            String pair = pairs.nextToken();
            int equals = pair.indexOf('=');
            parameters.put(
                    URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8),
                    equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return parameters;
    }
}
