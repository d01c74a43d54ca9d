package io.caravan.spotify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.logging.Level;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import se.michaelthelin.spotify.IHttpManager;
import se.michaelthelin.spotify.SpotifyApi;
import se.michaelthelin.spotify.exceptions.detailed.BadRequestException;

/**
 * Sends the library's sign-in to the configured origin, since it knows only Spotify's own accounts host; and sends it once,
 * since the library's own client would sleep through whatever {@code Retry-After} says.
 */
final class AccountsHttp implements IHttpManager {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI origin;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    AccountsHttp(URI origin) {
        this.origin = origin;
        // Below this level the library logs each answer, and with it the access token.
        SpotifyApi.LOGGER.setLevel(Level.INFO);
    }

    @Override
    public String post(URI uri, Header[] headers, HttpEntity body) throws IOException, BadRequestException {
        var request = HttpRequest.newBuilder(origin.resolve(uri.getRawPath()))
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofByteArray(EntityUtils.toByteArray(body)));
        for (Header header : headers) {
            request.header(header.getName(), header.getValue());
        }
        HttpResponse<String> answer = send(request.build());
        return switch (answer.statusCode()) {
            case 200 -> answer.body();
            case 400, 401, 403 -> throw new BadRequestException(answer.body());
            default -> throw new IOException(origin + " answered the sign-in with status " + answer.statusCode());
        };
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while signing in to " + origin);
        }
    }

    @Override
    public String get(URI uri, Header[] headers) {
        throw notForSignIn();
    }

    @Override
    public String put(URI uri, Header[] headers, HttpEntity body) {
        throw notForSignIn();
    }

    @Override
    public String delete(URI uri, Header[] headers, HttpEntity body) {
        throw notForSignIn();
    }

    private static UnsupportedOperationException notForSignIn() {
        return new UnsupportedOperationException("Only the sign-in goes this way; pages go through the routes");
    }
}
