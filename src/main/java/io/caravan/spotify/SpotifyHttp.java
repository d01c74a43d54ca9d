package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.caravan.SignInException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.util.TimeUtils;
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
 * it, and the check that an answer came whole and is JSON. A token that Spotify refuses is replaced once for each call, however
 * often the call itself is tried; all other retrying is the routes' business.
 */
public final class SpotifyHttp implements HttpClientConfigurer {
    /** Far above a page of 50 entries (some 200 kB). */
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    /** The path of a playlist's entries, as the routes ask for them. */
    private static final Pattern ENTRIES = Pattern.compile("/items(\\?|$)");

    private final SpotifySignIn signIn;
    private final RateLimit rateLimit;
    private final AppClass appClass;
    private final Timeout timeout;
    private final JsonFactory json = new JsonFactory();

    /**
     * Creates the configurer of the HTTP client.
     *
     * @param signIn gives the access token
     * @param rateLimit says whether a call may go out at all
     * @param appClass knows which path gives the entries of a playlist
     * @param timeout value of {@code spotify.timeout}: the longest silence before an answer and within it
     */
    public SpotifyHttp(SpotifySignIn signIn, RateLimit rateLimit, AppClass appClass, String timeout) {
        this.signIn = signIn;
        this.rateLimit = rateLimit;
        this.appClass = appClass;
        this.timeout = Timeout.ofMilliseconds(TimeUtils.toMilliSeconds(timeout));
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
        try {
            check(request, response);
            return response;
        } catch (IOException | RuntimeException e) {
            // Whoever throws has to give the connection back: nobody sees the response any more.
            response.close();
            throw e;
        }
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
        String said = keep(response);
        if (Refusals.hasItsOwnRemedy(said)) {
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
        second.close();
        return response;
    }

    private static String on(String entries, String path) {
        return ENTRIES.matcher(path).replaceFirst("/" + entries + "$1");
    }

    private static boolean isRefused(ClassicHttpResponse response) {
        return response.getCode() == HttpStatus.SC_FORBIDDEN || response.getCode() == HttpStatus.SC_NOT_FOUND;
    }

    /** Reads a refusal, so that the connection is free for another call and the refusal can still be read. */
    private static String keep(ClassicHttpResponse response) throws IOException {
        byte[] said = response.getEntity() == null ? null : EntityUtils.toByteArray(response.getEntity(), MOST_BYTES);
        response.close();
        response.setEntity(new ByteArrayEntity(said == null ? new byte[0] : said, null));
        return said == null ? "" : new String(said, StandardCharsets.UTF_8);
    }

    private ClassicHttpResponse withGoodToken(String path, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        String token = signIn.accessToken();
        ClassicHttpResponse response = send(path, token, scope, chain);
        if (response.getCode() != HttpStatus.SC_UNAUTHORIZED) {
            return response;
        }
        if (keep(response).contains("user authentication required")) {
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

    private ClassicHttpResponse send(String path, String token, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        rateLimit.pass();
        ClassicHttpRequest request =
                ClassicRequestBuilder.copy(scope.originalRequest).build();
        request.setPath(path);
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        return chain.proceed(request, scope);
    }

    private void check(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        if (response.getCode() == HttpStatus.SC_TOO_MANY_REQUESTS) {
            var retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            rateLimit.limited(
                    retryAfter == null ? null : retryAfter.getValue(),
                    keep(response).contains("QUOTA_EXCEEDED"));
        }
        if (response.getCode() == HttpStatus.SC_OK) {
            readWhole(request, response);
        }
    }

    private void readWhole(ClassicHttpRequest request, ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        byte[] answer = entity == null ? null : EntityUtils.toByteArray(entity, MOST_BYTES);
        if (answer == null) {
            answer = new byte[0];
        }
        checkJson(request.getRequestUri(), answer);
        response.setEntity(new ByteArrayEntity(answer, null));
    }

    private void checkJson(String uri, byte[] answer) throws UnreadableAnswerException {
        try (JsonParser parser = json.createParser(answer)) {
            if (parser.nextToken() == null) {
                throw new UnreadableAnswerException("Spotify answered " + uri + " with 200 and nothing in it", answer);
            }
            parser.skipChildren();
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableAnswerException(
                    "Spotify answered " + uri + " with 200 and no JSON: " + e.getOriginalMessage(), answer);
        } catch (UnreadableAnswerException e) {
            throw e;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Reading an array in memory cannot fail", e);
        }
    }
}
