package io.caravan.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RefusedException;
import io.caravan.failure.SignInException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code read-library} that compute: which playlists the signed-in user owns or collaborates on.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/reference/get-a-list-of-current-users-playlists">Current
 *     user's playlists</a>
 */
public final class PlaylistLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(PlaylistLibrary.class);
    private static final int MOST_PLAYLISTS = 20_000;

    private final PlaylistIds configured;
    private final SpotifySignIn signIn;
    private final ObjectMapper json = new ObjectMapper();

    /** Creates the bean. */
    public PlaylistLibrary(PlaylistIds configured, SpotifySignIn signIn) {
        this.configured = configured;
        this.signIn = signIn;
    }

    /** What has come so far. */
    public static final class Read {
        private final Set<String> ids = new LinkedHashSet<>();
        private String userId;
        private int offset;
        private boolean open = true;

        /** Returns the offset of the next page, counted from the rows received. */
        public int getOffset() {
            return offset;
        }

        /** Returns whether a page is still to be asked for. */
        public boolean isOpen() {
            return open;
        }
    }

    /**
     * Begins a read.
     *
     * @throws SignInException when no user is signed in
     */
    public Read begin() {
        if (!signIn.isUser()) {
            throw new SignInException("spotify.playlists=me asks for the playlists of a user, and none is signed in: "
                    + SpotifySignIn.COMMAND);
        }
        return new Read();
    }

    /**
     * Takes the answer that tells who the user is.
     *
     * @throws RefusedException when it does not
     */
    public void acceptUser(@ExchangeProperty(ExchangeProperties.LIBRARY) Read read, @Body byte[] answer)
            throws IOException {
        JsonNode id = json.readTree(answer).path("id");
        if (!id.isTextual()) {
            throw new RefusedException(
                    "spotify.playlists=me: Spotify's answer does not say who the user is, so nobody knows which"
                            + " playlists are theirs; run again, or name the playlists in spotify.playlists");
        }
        read.userId = id.textValue();
    }

    /**
     * Takes a page; where a playlist of Spotify's own stands the row may be null or empty.
     *
     * @throws RefusedException when it is none
     */
    public void acceptPage(@ExchangeProperty(ExchangeProperties.LIBRARY) Read read, @Body byte[] answer)
            throws IOException {
        JsonNode page = json.readTree(answer);
        JsonNode items = page.path("items");
        if (!items.isArray()) {
            throw new RefusedException(
                    "spotify.playlists=me: Spotify's answer holds no list of the user's playlists; run again,"
                            + " or name the playlists in spotify.playlists");
        }
        for (JsonNode playlist : items) {
            boolean own = playlist.path("owner").path("id").asText().equals(read.userId);
            if (playlist.path("id").isTextual()
                    && (own || playlist.path("collaborative").asBoolean())) {
                read.ids.add(playlist.path("id").asText());
            }
        }
        int total = page.path("total").asInt(-1);
        read.offset += items.size();
        if (items.isEmpty() && read.offset < total) {
            LOG.warn(
                    "spotify.playlists=me: the list of the user's playlists ended at {} of {}; what was not listed is not read"
                            + " in this run",
                    read.offset,
                    total);
        }
        read.open = !items.isEmpty() && read.offset != total && read.offset < MOST_PLAYLISTS;
    }

    /** Returns the ids found and those configured beside {@code me}, each once. */
    public List<String> ids(@ExchangeProperty(ExchangeProperties.LIBRARY) Read read) {
        var all = new LinkedHashSet<>(configured.ids());
        all.addAll(read.ids);
        return List.copyOf(all);
    }
}
