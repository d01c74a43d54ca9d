package io.caravan.spotify;

import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.ParkedException;
import io.caravan.failure.SignInException;
import io.caravan.lake.Lake;
import io.caravan.spotify.Accounts.RefusedSignInException;
import io.caravan.spotify.Accounts.Tokens;
import io.caravan.spotify.AccountsHttp.LimitedException;
import io.caravan.text.Durations;
import io.caravan.text.Timestamps;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs in, as the user where one consented, else as the app alone, and keeps the access token until shortly before it dies.
 * One for all threads; while one of them signs in the others wait for its token.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/tutorials/client-credentials-flow">Client credentials</a>
 * @see <a href="https://developer.spotify.com/documentation/web-api/tutorials/refreshing-tokens">Refreshing tokens</a>
 */
public final class SpotifySignIn {
    /** What a person runs to sign in. */
    static final String COMMAND = "java -jar caravan.jar login";

    private static final Logger LOG = LoggerFactory.getLogger(SpotifySignIn.class);
    /** A token that dies within this time is not used any more, so that none dies on its way; of a short life it is the last fifth. */
    private static final long SECONDS_LEFT = 60;

    private static final int LAST_PART = 5;
    /** Spotify says 3600; assumed when an answer does not say. */
    private static final int SECONDS_GIVEN = 3600;
    /** How long a refusal stands: long enough that the playlists of a run do not each ask again. */
    private static final long SECONDS_REFUSED = 60;

    private String accountsUrl = "";
    private String clientId = "";
    private String clientSecret = "";
    private Duration timeout = Duration.ofSeconds(30);
    private Clock clock;
    private RateLimit rateLimit;
    private UserToken userToken = new UserToken();
    private RefusedGrants refusedGrants;
    private Accounts accounts;
    private String token;
    private Instant usableUntil = Instant.MIN;
    private Supplier<CaravanException> refusal;
    private Instant refusedUntil = Instant.MIN;
    private int warned;

    /** Sets the origin of the token endpoint. */
    public void setAccountsUrl(String accountsUrl) {
        this.accountsUrl = accountsUrl;
    }

    /** Sets the id of the registered app. */
    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** Sets the secret of the registered app; empty where a user signed in without it. */
    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    /** Sets how long an answer may take, such as {@code 30s}. */
    public void setTimeout(String timeout) {
        this.timeout = Durations.parse(timeout);
    }

    /** Sets the limits, which hold for the sign-in as for every other call. */
    public void setRateLimit(RateLimit rateLimit) {
        this.rateLimit = rateLimit;
    }

    /** Sets the clock by which tokens die. */
    public void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Sets who signed in, if anybody did. */
    public void setUserToken(UserToken userToken) {
        this.userToken = userToken;
    }

    /** Sets where refusals are noted that must outlive the process. */
    public void setLake(Lake lake) {
        this.refusedGrants = new RefusedGrants(lake);
    }

    /**
     * Signs in where that is needed, so that what is wrong with it is told once and not for each playlist.
     *
     * @throws SignInFailedException when Spotify does not answer, or not sensibly: it may later
     */
    public void check() throws SignInFailedException {
        accessToken();
    }

    /** Lets no sign-in out for a minute, after all retries of one failed, and says so. */
    public synchronized String park(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) SignInFailedException failure) {
        Instant until = clock.instant().plusSeconds(SECONDS_REFUSED);
        String words = failure.getMessage() + "; it did not recover within the retries. What waits in the lake is"
                + " transformed and loaded all the same; run again after " + Timestamps.iso(until);
        refuse(() -> new ParkedException(words, until), until);
        return words;
    }

    /** Returns whether a user is signed in. */
    boolean isUser() {
        return userToken.current() != null;
    }

    /** Returns the user's consent, or null where there is none or nobody knows when it was given. */
    public Consent consent() {
        Instant givenAt = userToken.consentGivenAt();
        return givenAt == null ? null : new Consent(givenAt);
    }

    /**
     * Returns a token that lives for at least another minute, or for a fifth of the time for which it was given.
     *
     * @throws SignInFailedException when Spotify does not answer, or not sensibly: it may later
     * @throws ConfigurationException when Spotify refuses the id or the secret
     * @throws ParkedException when the user's token was refused, for the first time, or a penalty is not over
     * @throws SignInException when it was refused again, or the consent is over
     */
    synchronized String accessToken() throws SignInFailedException {
        Instant now = clock.instant();
        if (now.isBefore(refusedUntil)) {
            throw refusal.get();
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

    private void signIn(Instant now) throws SignInFailedException {
        rateLimit.checkNotParked();
        String refreshToken = userToken.current();
        if (refreshToken != null) {
            checkConsent(now);
            refusedGrants.check(refreshToken, now);
        } else if (clientSecret.isEmpty()) {
            throw new ConfigurationException(
                    "There is no way to sign in to Spotify: give spotify.client-secret a value, or"
                            + " sign in a user: " + COMMAND);
        }
        try {
            if (accounts == null) {
                accounts = new Accounts(accountsUrl, clientId, clientSecret, timeout);
            }
            rateLimit.pass();
            take(refreshToken == null ? accounts.asApp() : asUser(refreshToken), now);
        } catch (RefusedSignInException e) {
            if (e.isInvalidGrant() && refreshToken != null) {
                throw refusedGrants.refused(refreshToken, now);
            }
            String message = "Spotify refused to sign in the app (" + e.getMessage()
                    + "): check spotify.client-id and spotify.client-secret in the dashboard of developer.spotify.com";
            refuse(() -> new ConfigurationException(message), now.plusSeconds(SECONDS_REFUSED));
            throw refusal.get();
        } catch (LimitedException e) {
            rateLimit.limited(e.retryAfter(), false);
            throw new SignInFailedException(e);
        } catch (IOException e) {
            throw new SignInFailedException(e);
        }
    }

    /** Spotify would refuse the token, at the cost of two questions, minutes apart. */
    private void checkConsent(Instant now) {
        Consent consent = consent();
        if (consent != null && !now.isBefore(consent.endsAt())) {
            throw new SignInException(
                    consent.words(now) + ", and Spotify was not asked. Where it is younger than that, correct"
                            + " spotify.consent-given-at. What waits in the lake is transformed and loaded all the same");
        }
    }

    private Tokens asUser(String refreshToken) throws IOException, RefusedSignInException {
        Tokens tokens = accounts.refresh(refreshToken, clientSecret.isEmpty() || userToken.isFromLogin());
        String next = tokens.refreshToken();
        if (next != null && !next.isEmpty() && !next.equals(refreshToken)) {
            userToken.replace(next);
        }
        refusedGrants.forget(refreshToken);
        warnOfEnd();
        return tokens;
    }

    private void take(Tokens tokens, Instant asked) {
        boolean told = tokens.expiresIn() != null && tokens.expiresIn() > 0;
        long millis = 1000L * (told ? tokens.expiresIn() : SECONDS_GIVEN);
        token = tokens.accessToken();
        usableUntil = asked.plusMillis(millis - Math.min(1000L * SECONDS_LEFT, millis / LAST_PART));
    }

    private void refuse(Supplier<CaravanException> why, Instant until) {
        refusal = why;
        refusedUntil = until;
    }

    /** Warns once of each of the days before the end of the consent. */
    private void warnOfEnd() {
        Consent consent = consent();
        if (consent != null) {
            Instant now = clock.instant();
            int warning = consent.warning(now);
            if (warning != 0 && warning != warned) {
                LOG.warn(consent.words(now));
            }
            warned = warning;
        }
    }
}
