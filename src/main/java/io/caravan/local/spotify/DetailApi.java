package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reads of artists, albums and audio features, many at a time or one. Newer apps ask for one at a time, see neither followers,
 * popularity nor label, and no audio features at all.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/reference/get-multiple-artists">Get Several Artists</a>
 */
final class DetailApi {
    private static final Pattern PATH = Pattern.compile("/v1/(artists|albums|audio-features)(?:/([^/]+))?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{22}");
    private static final Map<String, Integer> MOST = Map.of("artists", 50, "albums", 20, "audio-features", 100);
    private static final String AUDIO_FEATURES = "audio-features";

    private final boolean newApp;
    private final Tokens tokens;

    DetailApi(SimulatorConfig config, Tokens tokens) {
        this.newApp = config.appClass() == AppClass.C;
        this.tokens = tokens;
    }

    static boolean serves(Request request) {
        return request.method().equals("GET") && PATH.matcher(request.path()).matches();
    }

    Answer answer(Request request, PlaylistSource source) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw new Refusal(404, "Service not found");
        }
        tokens.check(request);
        String kind = path.group(1);
        String id = path.group(2);
        if (newApp && kind.equals(AUDIO_FEATURES)) {
            return withoutMessage();
        }
        if (newApp && id == null) {
            throw new Refusal(403, "Forbidden");
        }
        return id == null ? several(request, kind, source) : Answer.json(200, one(kind, id, source));
    }

    /** Spotify says no more than this of what it closed. */
    private static Answer withoutMessage() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("status", 403);
        return Answer.json(403, body);
    }

    /** One answer an id, in the order of the ids; null where there is nothing of one. */
    private Answer several(Request request, String kind, PlaylistSource source) {
        String[] ids = request.query().getOrDefault("ids", "").split(",", -1);
        if (ids.length > MOST.get(kind)) {
            throw new Refusal(400, "Too many ids requested");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode found = body.putArray(kind.replace('-', '_'));
        for (String id : ids) {
            found.add(detail(kind, id, source).orElse(null));
        }
        return Answer.json(200, body);
    }

    private ObjectNode one(String kind, String id, PlaylistSource source) {
        ObjectNode detail = detail(kind, id, source)
                .orElseThrow(() ->
                        new Refusal(404, kind.equals(AUDIO_FEATURES) ? "analysis not found" : "Resource not found"));
        if (newApp) {
            PlaylistApi.HIDDEN_FROM_NEW_APPS.forEach(detail::remove);
            detail.remove("followers");
        }
        return detail;
    }

    static Optional<ObjectNode> detail(String kind, String id, PlaylistSource source) {
        if (!ID.matcher(id).matches()) {
            throw new Refusal(400, "Invalid base62 id");
        }
        return source.detail(kind, id);
    }
}
