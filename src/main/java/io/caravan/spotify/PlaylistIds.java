package io.caravan.spotify;

import io.caravan.ConfigurationException;
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

    private final List<String> ids;

    /**
     * Reads the setting.
     *
     * @param setting the value of {@code spotify.playlists}
     * @throws ConfigurationException when it is empty or holds something that is no playlist; every such word is named
     */
    public PlaylistIds(String setting) {
        var found = new LinkedHashSet<String>();
        var wrong = new ArrayList<String>();
        SEPARATORS.splitAsStream(setting).filter(word -> !word.isEmpty()).forEach(word -> {
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
                            + " id (22 letters and digits), spotify:playlist:<id> or https://open.spotify.com/playlist/<id>");
        }
        if (found.isEmpty()) {
            throw new ConfigurationException(
                    "spotify.playlists is empty; name at least one playlist by id, URI or URL, separated by commas");
        }
        this.ids = List.copyOf(found);
    }

    /** Returns the ids in the order given, each once. */
    public List<String> ids() {
        return ids;
    }
}
