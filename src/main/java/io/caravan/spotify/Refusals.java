package io.caravan.spotify;

import io.caravan.exchange.ExchangeProperties;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Says in words why Spotify refused a playlist and what to do about it.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/concepts/api-calls">Status codes</a>
 */
public final class Refusals {
    /** What an answer holds that tells of a quota that is used up. */
    static final String QUOTA = "QUOTA_EXCEEDED";

    private static final int LONGEST_TARGET = 200;

    /** Returns whether an answer may be another one when it is asked for again. */
    public boolean mayHeal(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) HttpOperationFailedException refusal) {
        return mayHeal(refusal.getStatusCode(), refusal.getResponseBody());
    }

    /**
     * Says the same of any answer that is not the one that was asked for.
     *
     * @param body the answer's, null for none
     */
    static boolean mayHeal(int status, String body) {
        return switch (status) {
            case 304, 408, 429 -> true;
            default -> status < 300 || status >= 500 || isQuota(status, body);
        };
    }

    /** Returns whether it is a quota that is used up, under the status of a refusal. */
    static boolean isQuota(int status, String body) {
        return status == 403 && body != null && body.contains(QUOTA);
    }

    /** Returns the reason and the remedy for an answer that was an error. */
    public String explain(
            @ExchangeProperty(ExchangeProperties.PLAYLIST_ID) String id,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) HttpOperationFailedException refusal) {
        return words(
                id == null ? "" : id,
                refusal.getStatusCode(),
                refusal.getResponseBody(),
                refusal.getRedirectLocation());
    }

    /**
     * Says the same of any answer.
     *
     * @param playlistId empty where it was about no single playlist
     * @param body the answer's, null for none
     * @param location where it sends the call; null for nowhere
     */
    static String words(String playlistId, int status, String body, String location) {
        String said = body == null ? "" : body;
        return (playlistId.isEmpty() ? "The user's library: " : "Playlist " + playlistId + ": ")
                + remedy(playlistId, status, said, location)
                + " (Spotify answered " + status + " "
                + said.substring(0, Math.min(200, said.length()))
                + ")";
    }

    private static String remedy(String playlistId, int status, String said, String location) {
        return switch (status) {
            case 304 ->
                "Spotify answered that nothing had changed, which nobody had asked, also when it was asked again; look through which"
                        + " proxy spotify.api-url leads; the next run reads it";
            case 301, 302, 303, 307, 308 ->
                "Spotify sends the call elsewhere, to " + target(location)
                        + ", and no redirect is followed; look where spotify.api-url leads, and through which proxy";
            case 401 ->
                "Spotify refuses the access token, also a new one; check spotify.client-id and spotify.client-secret";
            case 403 -> forbidden(said);
            case 404 ->
                isEditorial(playlistId)
                        ? "it is one of Spotify's own editorial or algorithmic lists, which are closed to every app created since"
                                + " 2024-11-27; copy its songs into a playlist of your own and name that one in spotify.playlists"
                        : "there is none of this id that the app may see; check the id, or make the playlist public";
            case 429 -> "Spotify's rate limit was still reached after waiting; the next run reads it";
            default -> {
                if (status < 300) {
                    yield "Spotify answered without what was asked for, also when it was asked again; the next run reads it";
                }
                yield status == 408 || status >= 500
                        ? "Spotify was failing and did not recover within the retries; the next run reads it"
                        : "Spotify did not accept the call";
            }
        };
    }

    /** Returns where a redirect leads: without its query, which may hold a secret, and without anything that no address holds. */
    private static String target(String location) {
        try {
            URI target = new URI(location == null ? "" : location);
            String host = target.getHost() == null
                    ? ""
                    : target.getScheme() + "://" + target.getHost()
                            + (target.getPort() < 0 ? "" : ":" + target.getPort());
            String named = host + (target.getRawPath() == null ? "" : target.getRawPath());
            if (!named.isEmpty()) {
                return named.substring(0, Math.min(LONGEST_TARGET, named.length()));
            }
        } catch (URISyntaxException e) {
            // It is none.
        }
        return "nowhere that it names";
    }

    /** Returns whether a list is one of Spotify's own. */
    static boolean isEditorial(String playlistId) {
        return playlistId.startsWith("37i9dQ");
    }

    /** Returns whether a refusal is about the app or the sign-in, and not about what was asked for. */
    static boolean hasItsOwnRemedy(String body) {
        String said = body.toLowerCase(Locale.ROOT);
        return body.contains(QUOTA)
                || said.contains("premium")
                || said.contains("scope")
                || said.contains("registered");
    }

    private static String forbidden(String body) {
        if (body.contains(QUOTA)) {
            return "Spotify's quota was still used up after waiting; the next run reads it";
        }
        String said = body.toLowerCase(Locale.ROOT);
        if (said.contains("premium")) {
            return "the owner of the app needs an active Premium subscription; without it every call is refused";
        }
        if (said.contains("scope")) {
            return "the sign-in lacks the scopes playlist-read-private and playlist-read-collaborative; sign in again: "
                    + SpotifySignIn.COMMAND;
        }
        if (said.contains("registered")) {
            return "the user is not registered for the app; add the user in the dashboard of developer.spotify.com";
        }
        return "an app in development mode reads only playlists that the signed-in user owns or collaborates on; sign in as"
                + " such a user (" + SpotifySignIn.COMMAND + "), or take the playlist out of spotify.playlists";
    }
}
