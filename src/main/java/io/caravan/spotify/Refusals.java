package io.caravan.spotify;

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
    /** Returns the reason and the remedy for an answer that was an error. */
    public String explain(
            @ExchangeProperty("playlistId") String id,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) HttpOperationFailedException refusal) {
        return words(id == null ? "" : id, refusal.getStatusCode(), refusal.getResponseBody());
    }

    /**
     * Says the same of any answer.
     *
     * @param playlistId empty where it was about no single playlist
     * @param body the answer's, null for none
     */
    static String words(String playlistId, int status, String body) {
        String said = body == null ? "" : body;
        return (playlistId.isEmpty() ? "The user's library: " : "Playlist " + playlistId + ": ")
                + remedy(playlistId, status, said.toLowerCase(Locale.ROOT))
                + " (Spotify answered " + status + " "
                + said.substring(0, Math.min(200, said.length()))
                + ")";
    }

    private static String remedy(String playlistId, int status, String said) {
        return switch (status) {
            case 401 ->
                "Spotify refuses the access token, also a new one; check spotify.client-id and spotify.client-secret";
            case 403 -> forbidden(said);
            case 404 ->
                isEditorial(playlistId)
                        ? "it is one of Spotify's own editorial or algorithmic lists, which are closed to every app created since"
                                + " 2024-11-27; copy its songs into a playlist of your own and name that one in spotify.playlists"
                        : "there is none of this id that the app may see; check the id, or make the playlist public";
            case 429 -> "Spotify's rate limit was still reached after waiting; the next run reads it";
            default ->
                status >= 500
                        ? "Spotify was failing and did not recover within the retries; the next run reads it"
                        : "Spotify did not accept the call";
        };
    }

    /** Returns whether a list is one of Spotify's own. */
    static boolean isEditorial(String playlistId) {
        return playlistId.startsWith("37i9dQ");
    }

    /** Returns whether a refusal is about the app or the sign-in, and not about what was asked for. */
    static boolean hasItsOwnRemedy(String body) {
        String said = body.toLowerCase(Locale.ROOT);
        return said.contains("premium") || said.contains("scope") || said.contains("registered");
    }

    private static String forbidden(String said) {
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
