package io.caravan.spotify;

import io.caravan.failure.SignInException;
import io.caravan.text.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * What each call to Spotify's Web API has in common: the access token, put on here so that no message of a route ever holds
 * it, and the check that an answer came whole and is what was asked for. A token that Spotify refuses is replaced once for each call, however
 * often the call itself is tried; all other retrying is the routes' business.
 */
public final class SpotifyHttp implements HttpClientConfigurer {
    /** Far above a page of 50 entries (some 200 kB), and far below what a heap cannot hold of several calls. */
    private static final int MOST_BYTES = 8 << 20;
    /** What is kept of an answer that is larger. */
    private static final int KEPT_BYTES = 1 << 20;
    /** So often {@code spotify.timeout} passes until an answer has to have ended that comes bit by bit. */
    private static final int MOST_TIMEOUTS = 4;
    /** The path of a playlist's entries, as the routes ask for them. */
    private static final Pattern ENTRIES = Pattern.compile("/items(\\?|$)");

    private final SpotifySignIn signIn;
    private final RateLimit rateLimit;
    private final AppClass appClass;
    private final Semaphore calls;
    private final String timeoutSetting;
    private final Timeout timeout;

    /**
     * Creates the configurer of the HTTP client.
     *
     * @param signIn gives the access token
     * @param rateLimit says whether a call may go out at all
     * @param appClass knows which path gives the entries of a playlist
     * @param timeout value of {@code spotify.timeout}: the longest silence before an answer and within it; an
     *     answer of four times as long is given up
     * @param calls how many calls may be under way at a time
     */
    public SpotifyHttp(SpotifySignIn signIn, RateLimit rateLimit, AppClass appClass, String timeout, int calls) {
        this.signIn = signIn;
        this.rateLimit = rateLimit;
        this.appClass = appClass;
        this.calls = new Semaphore(calls);
        this.timeoutSetting = timeout;
        this.timeout = Timeout.of(Durations.parse(timeout));
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .addExecInterceptorFirst("caravan", this::call);
    }

    private ClassicHttpResponse call(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = answer(request, scope, chain);
        check(request, response);
        return response;
    }

    /** Asks for entries on the path that is known to work; where that is refused, on the other one, once and for all. */
    private ClassicHttpResponse answer(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        String path = request.getPath();
        if (!ENTRIES.matcher(path).find()) {
            return withGoodToken(path, scope, chain);
        }
        ClassicHttpResponse response = withGoodToken(on(appClass.path(), path), scope, chain);
        String other = appClass.otherPath();
        if (other == null || !isRefused(response)) {
            return response;
        }
        if (Refusals.hasItsOwnRemedy(text(response))) {
            return response;
        }
        ClassicHttpResponse second = withGoodToken(on(other, path), scope, chain);
        if (second.getCode() == HttpStatus.SC_OK) {
            appClass.works(other);
            return second;
        }
        if (isRefused(second)) {
            appClass.bothRefused();
        }
        return response;
    }

    private static String on(String entries, String path) {
        return ENTRIES.matcher(path).replaceFirst("/" + entries + "$1");
    }

    private static boolean isRefused(ClassicHttpResponse response) {
        return response.getCode() == HttpStatus.SC_FORBIDDEN || response.getCode() == HttpStatus.SC_NOT_FOUND;
    }

    private ClassicHttpResponse withGoodToken(String path, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        String token = signIn.accessToken();
        ClassicHttpResponse response = send(path, token, scope, chain);
        if (response.getCode() != HttpStatus.SC_UNAUTHORIZED) {
            return response;
        }
        if (text(response).contains("user authentication required")) {
            throw new SignInException(
                    "Spotify gives this to signed-in users only, as it does to each app in development mode"
                            + " since 2026-02-11; sign in: " + SpotifySignIn.COMMAND);
        }
        signIn.forget(token);
        String fresh = signIn.accessToken();
        response = send(path, fresh, scope, chain);
        if (response.getCode() == HttpStatus.SC_UNAUTHORIZED) {
            signIn.forget(fresh);
        }
        return response;
    }

    /** Whoever waits for its turn asks only then whether a call may go out: a limit that was met meanwhile holds for it too. */
    private ClassicHttpResponse send(String path, String token, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            calls.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted before the call to " + path);
        }
        try {
            return sendNow(path, token, scope, chain);
        } finally {
            calls.release();
        }
    }

    private ClassicHttpResponse sendNow(String path, String token, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        rateLimit.pass();
        ClassicHttpRequest request =
                ClassicRequestBuilder.copy(scope.originalRequest).build();
        request.setPath(path);
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        ClassicHttpResponse response = inTime(request, scope, chain);
        String retryAfter = retryAfter(response);
        if (response.getCode() == HttpStatus.SC_TOO_MANY_REQUESTS
                || Refusals.isQuota(response.getCode(), text(response))) {
            rateLimit.limited(retryAfter, text(response).contains(Refusals.QUOTA));
        }
        return response;
    }

    private static String retryAfter(ClassicHttpResponse response) {
        var header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return header == null ? null : header.getValue();
    }

    /** The timeout of a connection is one of silence: who sends a byte from time to time would be waited for without end. */
    private ClassicHttpResponse inTime(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        var end = new CompletableFuture<Void>();
        CompletableFuture<Void> watch = end.orTimeout(MOST_TIMEOUTS * timeout.toMilliseconds(), TimeUnit.MILLISECONDS)
                .exceptionally(tooLate -> {
                    scope.execRuntime.discardEndpoint();
                    return null;
                });
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            response.setEntity(new ByteArrayEntity(bytes(request, response), null));
            return response;
        } catch (IOException | RuntimeException e) {
            // Nobody sees the response any more; to close it would be to read the rest.
            scope.execRuntime.discardEndpoint();
            if (end.isCompletedExceptionally()) {
                throw new SlowAnswerException("Spotify's answer to " + request.getRequestUri()
                        + " came so slowly that it was given up after " + MOST_TIMEOUTS + " times spotify.timeout ("
                        + timeoutSetting + "); the next run asks again");
            }
            if (e instanceof UnreadableAnswerException || e instanceof RuntimeException) {
                throw e;
            }
            throw new IOException("Spotify " + NetworkWords.of((IOException) e) + " (" + request.getRequestUri() + ")");
        } finally {
            end.complete(null);
            watch.join();
        }
    }

    /**
     * Reads an answer of any status into memory, so that its connection is free for another call and nobody after this meets one
     * that is larger than the limit, compressed or not, or has no end.
     */
    private static byte[] bytes(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        InputStream body = response.getEntity().getContent();
        byte[] answer = body.readNBytes(MOST_BYTES + 1);
        if (answer.length > MOST_BYTES) {
            throw new UnreadableAnswerException(
                    "Spotify answered " + request.getRequestUri() + " with more than " + MOST_BYTES
                            + " bytes, and no answer of its Web API is so large; look where spotify.api-url leads, and through which proxy",
                    Arrays.copyOf(answer, KEPT_BYTES));
        }
        body.close();
        return answer;
    }

    private static String text(ClassicHttpResponse response) throws IOException {
        return new String(EntityUtils.toByteArray(response.getEntity()), StandardCharsets.UTF_8);
    }

    /** What a proxy changed on its way is called 203, and is an answer like others. */
    private static void check(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status == HttpStatus.SC_OK || status == HttpStatus.SC_NON_AUTHORITATIVE_INFORMATION) {
            byte[] answer = EntityUtils.toByteArray(response.getEntity());
            response.setEntity(new ByteArrayEntity(AnswerForm.checked(request.getRequestUri(), answer), null));
        }
    }
}
