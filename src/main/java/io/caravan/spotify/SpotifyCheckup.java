package io.caravan.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Asks Spotify what a run would meet, with the sign-in and the limits of a run and at two calls a playlist. */
public final class SpotifyCheckup implements AutoCloseable {
    private static final int MOST_REPEATS = 3;

    private final CloseableHttpClient http;
    private final String apiUrl;
    private final SpotifySignIn signIn;
    private final RateLimit rateLimit;
    private final PlaylistLibrary library;
    private final AppClass appClass;
    private final int pageSize;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Opens it.
     *
     * @param appClass learns from what is seen
     * @param apiUrl origin of the Web API
     * @param pageSize value of {@code spotify.page-size}
     */
    public SpotifyCheckup(
            SpotifyHttp spotifyHttp,
            SpotifySignIn signIn,
            RateLimit rateLimit,
            PlaylistIds playlists,
            AppClass appClass,
            String apiUrl,
            int pageSize) {
        var builder = HttpClientBuilder.create();
        spotifyHttp.configureHttpClient(builder);
        this.http = builder.build();
        this.apiUrl = apiUrl;
        this.signIn = signIn;
        this.rateLimit = rateLimit;
        this.appClass = appClass;
        this.library = new PlaylistLibrary(playlists, signIn);
        this.pageSize = pageSize;
    }

    private record Reply(int status, String text, String retryAfter, String location) {
        boolean isGood() {
            return status == HttpStatus.SC_OK || status == HttpStatus.SC_NON_AUTHORITATIVE_INFORMATION;
        }

        boolean mayHeal() {
            return !isGood() && Refusals.mayHeal(status, text);
        }

        String problem(String playlistId) {
            return Refusals.words(playlistId, status, text, location);
        }
    }

    /** Returns the id of the signed-in user; empty where the app is signed in alone. */
    public String userId() {
        return signIn.isUser() ? good("/v1/me").path("id").asText() : "";
    }

    /** Returns the ids of the configured playlists, and of the user's library. */
    public List<String> libraryIds() {
        try {
            PlaylistLibrary.Read read = library.begin();
            library.acceptUser(read, json.writeValueAsBytes(good("/v1/me")));
            while (read.isOpen()) {
                JsonNode page = good("/v1/me/playlists?limit=50&offset=" + read.getOffset());
                library.acceptPage(read, json.writeValueAsBytes(page));
            }
            return library.ids(read);
        } catch (IOException e) {
            throw away(e);
        }
    }

    /**
     * Looks at one playlist.
     *
     * @param userId as {@link #userId()} gave it
     */
    public PlaylistAccess examine(String id, String userId) {
        Reply metadata = ask("/v1/playlists/" + id + "?fields=id,name,owner(id),collaborative");
        if (!metadata.isGood()) {
            return new PlaylistAccess(id, access(id, metadata.status()), "", -1, 1, metadata.problem(id));
        }
        JsonNode playlist = tree(metadata);
        String name = playlist.path("name").asText();
        Reply entries = ask("/v1/playlists/" + id + "/items?limit=1&offset=0&additional_types=track,episode");
        if (!entries.isGood()) {
            return new PlaylistAccess(id, access(id, entries.status()), name, -1, 2, entries.problem(id));
        }
        appClass.learn(tree(entries));
        int total = tree(entries).path("total").asInt(-1);
        boolean own =
                !userId.isEmpty() && playlist.path("owner").path("id").asText().equals(userId);
        String access = own
                ? "owned"
                : !userId.isEmpty() && playlist.path("collaborative").asBoolean() ? "collaborating" : "readable";
        int pages = Math.max(1, (total + pageSize - 1) / pageSize);
        return new PlaylistAccess(id, access, name, total, 2 + pages, "");
    }

    private static String access(String id, int status) {
        return switch (status) {
            case 404 -> Refusals.isEditorial(id) ? "editorial" : "missing";
            case 403 -> "closed";
            default -> "unknown";
        };
    }

    private JsonNode good(String path) {
        Reply reply = ask(path);
        if (!reply.isGood()) {
            throw new UnavailableException(reply.problem(""), null);
        }
        return tree(reply);
    }

    private Reply ask(String path) {
        Reply reply = send(path);
        for (int repeats = 0; repeats < MOST_REPEATS && reply.mayHeal(); repeats++) {
            rateLimit.waitOut(reply.retryAfter());
            reply = send(path);
        }
        return reply;
    }

    private Reply send(String path) {
        try {
            return http.execute(
                    new HttpGet(apiUrl + path),
                    response -> new Reply(
                            response.getCode(),
                            response.getEntity() == null
                                    ? ""
                                    : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8),
                            header(response, HttpHeaders.RETRY_AFTER),
                            header(response, HttpHeaders.LOCATION)));
        } catch (IOException e) {
            throw away(e);
        }
    }

    private static String header(HttpResponse response, String name) {
        return response.containsHeader(name) ? response.getFirstHeader(name).getValue() : null;
    }

    private JsonNode tree(Reply reply) {
        try {
            return json.readTree(reply.text());
        } catch (IOException e) {
            throw away(e);
        }
    }

    private static UnavailableException away(IOException e) {
        return new UnavailableException("Spotify does not answer as it should. " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw away(e);
        }
    }
}
