package io.caravan.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.SignInException;
import io.caravan.failure.UnavailableException;
import io.caravan.spotify.Accounts.RefusedSignInException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One sign-in of a user: authorization code with PKCE. Spotify sends the user's browser back to a page on 127.0.0.1, which
 * listens until this is closed. An answer whose {@code state} is not ours is no answer.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/tutorials/code-pkce-flow">Authorization code with PKCE</a>
 */
public final class UserLogin implements AutoCloseable {
    private static final String PATH = "/callback";

    private final HttpServer server;
    private final Accounts accounts;
    private final String state = random();
    private final String verifier = random();
    private final CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();

    private UserLogin(HttpServer server, Accounts accounts) {
        this.server = server;
        this.accounts = accounts;
    }

    /**
     * Opens the page to which the user is sent back.
     *
     * @param accountsUrl origin of Spotify's sign-in
     * @param timeout how long an answer of Spotify may take
     * @param port 0 for any that is free
     * @throws ConfigurationException when the port is taken
     */
    public static UserLogin open(String accountsUrl, String clientId, Duration timeout, int port) {
        try {
            // Spotify takes this address and not "localhost".
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
            var login = new UserLogin(server, new Accounts(accountsUrl, clientId, "", timeout));
            server.createContext("/", login::answer);
            server.start();
            return login;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "); name another with --port, and register it with the app",
                    e);
        }
    }

    /** Returns the address to which Spotify sends the user back; the app has to be registered with it. */
    public URI redirect() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /** Returns the page at which the user consents. */
    public URI page() {
        return accounts.consentPage(redirect(), state, challenge());
    }

    /**
     * Waits for the user and returns the refresh token.
     *
     * @throws SignInException when the user refused, or did not answer in time
     * @throws UnavailableException when Spotify's sign-in failed
     */
    public String refreshToken(Duration patience) throws InterruptedException {
        Map<String, String> parameters;
        try {
            parameters = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new SignInException("Nobody consented within " + patience.toMinutes() + " minutes; run login again");
        }
        if (!parameters.containsKey("code")) {
            throw new SignInException("Spotify sent no code but the error '" + parameters.get("error")
                    + "'; run login again and agree to what Spotify asks");
        }
        try {
            String token = accounts.redeem(parameters.get("code"), verifier, redirect())
                    .refreshToken();
            if (token == null || token.isEmpty()) {
                throw new IOException("Spotify's sign-in answered without a refresh_token");
            }
            return token;
        } catch (RefusedSignInException e) {
            throw new ConfigurationException("Spotify refused the sign-in (" + e.getMessage() + "): check"
                    + " spotify.client-id, and that the app is registered with the redirect URI " + redirect());
        } catch (IOException e) {
            throw new UnavailableException("Spotify's sign-in failed: " + e.getMessage() + "; run login again", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
            boolean ours = exchange.getRequestURI().getPath().equals(PATH)
                    && MessageDigest.isEqual(
                            state.getBytes(UTF_8),
                            parameters.getOrDefault("state", "").getBytes(UTF_8))
                    && (parameters.containsKey("code") || parameters.containsKey("error"));
            byte[] page = (!ours
                            ? "This is not the answer that Caravan waits for."
                            : parameters.containsKey("code")
                                    ? "Caravan is signed in. You can close this page."
                                    : "Caravan is not signed in. You can close this page.")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(ours ? 200 : 400, page.length);
            exchange.getResponseBody().write(page);
            if (ours) {
                answer.complete(parameters);
            }
        }
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    parameters.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                } catch (IllegalArgumentException e) {
                    return Map.of();
                }
            }
        }
        return parameters;
    }

    private String challenge() {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[48];
        new SecureRandom().nextBytes(bytes);
        return base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
