package io.caravan.spotify;

import com.google.gson.JsonParseException;
import io.caravan.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.SpotifyApi;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;
import se.michaelthelin.spotify.exceptions.detailed.BadRequestException;

/**
 * Signs in with client credentials and keeps the access token until shortly before it dies. One for all threads; while one
 * of them signs in the others wait for its token.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/tutorials/client-credentials-flow">Client credentials</a>
 */
public final class SpotifySignIn {
    /** A token that dies within this time is not used any more, so that none dies on its way. */
    private static final long SECONDS_LEFT = 60;
    /** Spotify says 3600; assumed when an answer does not say. */
    private static final int SECONDS_GIVEN = 3600;
    /** How long a refusal stands: long enough that the playlists of a run do not each ask again. */
    private static final long SECONDS_REFUSED = 60;

    private AccountsHttp accounts;
    private String clientId = "";
    private String clientSecret = "";
    private Clock clock = Clock.systemUTC();
    private String token;
    private Instant usableUntil = Instant.MIN;
    private String refusal;
    private Instant refusedUntil = Instant.MIN;

    /** Sets the origin of the token endpoint. */
    public void setAccountsUrl(String accountsUrl) {
        this.accounts = new AccountsHttp(URI.create(accountsUrl));
    }

    /** Sets the id of the registered app. */
    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** Sets the secret of the registered app. */
    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    /** Sets the clock by which tokens die. */
    public void setClock(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns a token that lives for at least another minute.
     *
     * @throws IOException when Spotify does not answer, or not sensibly: it may later
     * @throws ConfigurationException when Spotify refuses the id or the secret
     */
    synchronized String accessToken() throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(refusedUntil)) {
            throw new ConfigurationException(refusal);
        }
        if (token == null || !now.isBefore(usableUntil)) {
            signIn(now);
        }
        return token;
    }

    /** Forgets a token that Spotify refused; the next call signs in again, once for all that forgot the same. */
    synchronized void forget(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private void signIn(Instant asked) throws IOException {
        try {
            var answer = SpotifyApi.builder()
                    .setClientId(clientId)
                    .setClientSecret(clientSecret)
                    .setHttpManager(accounts)
                    .build()
                    .clientCredentials()
                    .build()
                    .execute();
            if (answer == null || answer.getAccessToken() == null) {
                throw new IOException("Spotify's sign-in answered without an access_token");
            }
            int seconds = answer.getExpiresIn() == null ? SECONDS_GIVEN : answer.getExpiresIn();
            token = answer.getAccessToken();
            usableUntil = asked.plusSeconds(Math.max(0, seconds - SECONDS_LEFT));
        } catch (BadRequestException e) {
            refusal = "Spotify refused to sign in the app (" + e.getMessage()
                    + "): check spotify.client-id and spotify.client-secret in the dashboard of developer.spotify.com";
            refusedUntil = asked.plusSeconds(SECONDS_REFUSED);
            throw new ConfigurationException(refusal);
        } catch (SpotifyWebApiException | ParseException e) {
            throw new IOException("Spotify's sign-in failed: " + e.getMessage(), e);
        } catch (JsonParseException | IllegalStateException e) {
            // Without the cause: its message may quote the answer, and that may hold a token.
            throw new IOException("Spotify's sign-in answered something that is no JSON object");
        }
    }
}
