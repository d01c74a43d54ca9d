package io.caravan.spotify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    /** Too many sign-ins. */
    static final class LimitedException extends IOException {
        private static final long serialVersionUID = 1;
        private final String retryAfter;

        LimitedException(String message, String retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** Returns the header of this name, null where there is none. */
        String retryAfter() {
            return retryAfter;
        }
    }

    private final URI origin;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * Creates the way to the sign-in.
     *
     * @param timeout how long an answer may take, to its last byte
     */
    AccountsHttp(URI origin, Duration timeout) {
        this.origin = origin;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        // Below this level the library logs each answer, and with it the access token.
        SpotifyApi.LOGGER.setLevel(Level.INFO);
    }

    @Override
    public String post(URI uri, Header[] headers, HttpEntity body) throws IOException, BadRequestException {
        var request = HttpRequest.newBuilder(origin.resolve(uri.getRawPath()))
                .POST(BodyPublishers.ofByteArray(EntityUtils.toByteArray(body)));
        for (Header header : headers) {
            request.header(header.getName(), header.getValue());
        }
        HttpResponse<String> answer = send(request.build());
        return switch (answer.statusCode()) {
            case 200 -> answer.body();
            case 400, 401, 403 -> throw new BadRequestException(answer.body());
            case 429 ->
                throw new LimitedException(
                        origin + " answered the sign-in with status 429",
                        answer.headers().firstValue("Retry-After").orElse(null));
            default -> throw new IOException(origin + " answered the sign-in with status " + answer.statusCode());
        };
    }

    /** The timeout that a request itself can have ends with the head of the answer, and the body may stall as well. */
    private HttpResponse<String> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, head -> new BoundedText(origin));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(origin + " did not answer the sign-in within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(origin + " could not be asked for a sign-in");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while signing in to " + origin);
        } finally {
            answer.cancel(true);
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
