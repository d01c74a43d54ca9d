package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.SpotifyApi;
import se.michaelthelin.spotify.enums.AuthorizationScope;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;
import se.michaelthelin.spotify.exceptions.detailed.BadRequestException;
import se.michaelthelin.spotify.requests.IRequest;

/**
 * Spotify's sign-in, as the library speaks it.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/concepts/authorization">Authorization</a>
 */
final class Accounts {
    private final URI origin;
    private final AccountsHttp http;
    private final String clientId;
    private final String clientSecret;

    /**
     * Creates the view of the sign-in.
     *
     * @param timeout how long an answer may take
     */
    Accounts(String origin, String clientId, String clientSecret, Duration timeout) {
        this.origin = URI.create(origin);
        this.http = new AccountsHttp(this.origin, timeout);
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /**
     * What Spotify gave.
     *
     * @param expiresIn seconds; null where the answer does not say
     * @param refreshToken null where there is none, or the old one stays
     */
    record Tokens(String accessToken, Integer expiresIn, String refreshToken) {
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    /** Spotify said no: asking again changes nothing. */
    static final class RefusedSignInException extends Exception {
        private static final long serialVersionUID = 1;
        private final boolean invalidGrant;

        RefusedSignInException(String body) {
            super(body.substring(0, Math.min(200, body.length())));
            this.invalidGrant = "invalid_grant".equals(error(body));
        }

        /** Returns whether it was the user's consent that Spotify refused, and not the app. */
        boolean isInvalidGrant() {
            return invalidGrant;
        }

        private static String error(String body) {
            try {
                return new ObjectMapper().readTree(body).path("error").asText();
            } catch (JsonProcessingException e) {
                return "";
            }
        }
    }

    /** Signs in the app alone. */
    Tokens asApp() throws IOException, RefusedSignInException {
        var answer = ask(api().clientCredentials().build());
        return tokens(
                answer == null ? null : answer.getAccessToken(), answer == null ? null : answer.getExpiresIn(), null);
    }

    /**
     * Signs in a user who consented before.
     *
     * @param pkce whether the token was given without the app's secret, and so is renewed without it
     */
    Tokens refresh(String refreshToken, boolean pkce) throws IOException, RefusedSignInException {
        var answer = pkce
                ? ask(api().authorizationCodePKCERefresh(clientId, refreshToken).build())
                : ask(api().authorizationCodeRefresh(clientId, clientSecret, refreshToken)
                        .build());
        return answer == null
                ? tokens(null, null, null)
                : tokens(answer.getAccessToken(), answer.getExpiresIn(), answer.getRefreshToken());
    }

    /** Returns the address at which the user consents; it sends the user back to {@code redirect} with a code. */
    URI consentPage(URI redirect, String state, String challenge) {
        URI page = api().authorizationCodePKCEUri(clientId, challenge, redirect)
                .code_challenge_method("S256")
                .state(state)
                .scope(AuthorizationScope.PLAYLIST_READ_PRIVATE, AuthorizationScope.PLAYLIST_READ_COLLABORATIVE)
                .build()
                .execute();
        return origin.resolve(page.getRawPath() + "?" + page.getRawQuery());
    }

    /** Turns the code of a consent into tokens. */
    Tokens redeem(String code, String verifier, URI redirect) throws IOException, RefusedSignInException {
        var answer = ask(
                api().authorizationCodePKCE(clientId, code, verifier, redirect).build());
        return answer == null
                ? tokens(null, null, null)
                : tokens(answer.getAccessToken(), answer.getExpiresIn(), answer.getRefreshToken());
    }

    private SpotifyApi api() {
        return SpotifyApi.builder()
                .setClientId(clientId)
                .setClientSecret(clientSecret)
                .setHttpManager(http)
                .build();
    }

    private static <T> T ask(IRequest<T> request) throws IOException, RefusedSignInException {
        try {
            return request.execute();
        } catch (BadRequestException e) {
            throw new RefusedSignInException(String.valueOf(e.getMessage()));
        } catch (SpotifyWebApiException | ParseException e) {
            throw new IOException("Spotify's sign-in failed: " + e.getMessage(), e);
        } catch (JsonParseException | IllegalStateException e) {
            // Without the cause: its message may quote the answer, and that may hold a token.
            throw new IOException("Spotify's sign-in answered something that is no JSON object");
        }
    }

    private static Tokens tokens(String accessToken, Integer expiresIn, String refreshToken) throws IOException {
        if (accessToken == null || accessToken.isEmpty()) {
            throw new IOException("Spotify's sign-in answered without an access_token");
        }
        return new Tokens(accessToken, expiresIn, refreshToken);
    }
}
