package io.caravan.transform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids as people keep them.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/concepts/spotify-uris-ids">Spotify URIs and IDs</a>
 */
final class SpotifyIds {
    private static final Pattern URI = Pattern.compile("(?i)spotify:(?:.+:)?([^:]+)");
    private static final Pattern URL = Pattern.compile(
            "(?i)https?://(?:[a-z-]+\\.)?spotify\\.com/(?:[^?#]*/)?(?:tracks?|albums?|artists?|playlists?|users?)/([^/?#]+)(?:[/?#].*)?");
    private static final Pattern PLAYLIST = Pattern.compile(
            "(?i)[0-9a-z]{22}|spotify:(?:user:[^:]+:)?playlist:[0-9a-z]+|https?://\\S+/playlists?/[0-9a-z]{22}\\b.*");

    private static final String LOCAL = "spotify:local:";

    private SpotifyIds() {}

    /** Returns the id in a URI or a URL of Spotify's, and whatever else as it is; nothing for a file on a user's own disk. */
    static String bare(String text) {
        if (isLocal(text)) {
            return "";
        }
        Matcher uri = URI.matcher(text);
        if (uri.matches()) {
            return uri.group(1);
        }
        Matcher url = URL.matcher(text);
        return url.matches() ? url.group(1) : text;
    }

    /** Returns whether a URI is that of a file on a user's own disk. */
    static boolean isLocal(String uri) {
        return uri.regionMatches(true, 0, LOCAL, 0, LOCAL.length());
    }

    /** Returns whether a text is the URI of something of a type, such as {@code track}. */
    static boolean isUriOf(String type, String text) {
        String prefix = "spotify:" + type + ":";
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** Returns the id in a text that can only be a playlist, or null. */
    static String playlistIn(String text) {
        return text != null && isPlaylist(text) ? bare(text) : null;
    }

    /** Returns whether a text can only be a playlist: an id of 22 characters, a URI or a URL. */
    static boolean isPlaylist(String text) {
        return PLAYLIST.matcher(text).matches();
    }
}
