package io.caravan.spotify;

import io.caravan.failure.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The playlists to carry, as a person writes them: ids, URIs or URLs, separated by commas or white space. */
public final class PlaylistIds {
    private static final Pattern FORM = Pattern.compile("(?:spotify:(?:user:[^:]+:)?playlist:"
            + "|https?://open\\.spotify\\.com/(?:intl-[a-z]+/)?(?:embed/)?(?:user/[^/]+/)?playlist/)?"
            + "([0-9A-Za-z]{22})(?:[/?#].*)?");

    private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");

    /** Stands for all playlists that the signed-in user owns or collaborates on. */
    private static final String ME = "me";

    private final List<String> ids;
    private final boolean library;

    /**
     * Reads the setting.
     *
     * @param setting the value of {@code spotify.playlists}
     * @throws ConfigurationException when it is empty or holds something that is no playlist; every such word is named
     */
    public PlaylistIds(String setting) {
        var found = new LinkedHashSet<String>();
        var wrong = new ArrayList<String>();
        library = SEPARATORS.splitAsStream(setting).anyMatch(ME::equals);
        SEPARATORS
                .splitAsStream(setting)
                .filter(word -> !word.isEmpty() && !word.equals(ME))
                .forEach(word -> {
                    var match = FORM.matcher(word);
                    if (match.matches()) {
                        found.add(match.group(1));
                    } else {
                        wrong.add("'" + word + "'");
                    }
                });
        if (!wrong.isEmpty()) {
            throw new ConfigurationException(
                    "spotify.playlists: " + String.join(", ", wrong) + " is no playlist; write an"
                            + " id (22 letters and digits), spotify:playlist:<id>, https://open.spotify.com/playlist/<id> or me");
        }
        if (found.isEmpty() && !library) {
            throw new ConfigurationException(
                    "spotify.playlists is empty; name at least one playlist by id, URI or URL, separated by commas, or me");
        }
        this.ids = List.copyOf(found);
    }

    /** Returns whether the library of the signed-in user is to be carried as well. */
    public boolean isLibrary() {
        return library;
    }

    /** Returns the ids in the order given, each once. */
    public List<String> ids() {
        return ids;
    }
}
