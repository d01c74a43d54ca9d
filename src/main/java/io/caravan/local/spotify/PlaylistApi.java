package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reads of a user's library and of a playlist, as an app of a class may make them. {@code market} and {@code additional_types} change nothing.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/reference/get-playlists-items">Get Playlist Items</a>
 */
final class PlaylistApi {
    private static final Pattern PATH = Pattern.compile("/v1/playlists/([^/]+)(?:/(items|tracks))?");
    /** What newer apps had taken away, but for {@link DetailApi}; older ones may not ask for it here either, since Caravan does not. */
    private static final Pattern CLOSED_TO_NEW_APPS =
            Pattern.compile("/v1/(markets|browse/.+|users/.+|artists/[^/]+/top-tracks"
                    + "|(tracks|episodes|shows|audiobooks|chapters|recommendations))");

    private static final Map<String, Integer> MAXIMUM_LIMIT = Map.of("items", 50, "tracks", 100);
    private static final int DEFAULT_LIMIT = 20;
    private static final int EMBEDDED = 100;
    static final List<String> HIDDEN_FROM_NEW_APPS = List.of("popularity", "available_markets", "linked_from", "label");

    private final boolean newApp;
    private final String userId;
    private final String origin;
    private final Tokens tokens;

    PlaylistApi(SimulatorConfig config, Tokens tokens, String origin) {
        this.newApp = config.appClass() == AppClass.C;
        this.userId = config.userId();
        this.tokens = tokens;
        this.origin = origin;
    }

    Answer answer(Request request, PlaylistSource source) {
        if (request.method().equals("GET") && request.path().matches("/v1/me(/playlists)?")) {
            return ofUser(request, source);
        }
        if (newApp && CLOSED_TO_NEW_APPS.matcher(request.path()).matches()) {
            tokens.check(request);
            throw new Refusal(403, "Forbidden");
        }
        Matcher path = PATH.matcher(request.path());
        if (!request.method().equals("GET") || !path.matches()) {
            throw new Refusal(404, "Service not found");
        }
        boolean user = tokens.check(request).user();
        String endpoint = path.group(2);
        if (newApp && "tracks".equals(endpoint)) {
            throw new Refusal(403, "Forbidden");
        }
        if (newApp && !user && endpoint != null) {
            throw new Refusal(401, "Valid user authentication required");
        }
        String id = path.group(1);
        ServedPlaylist playlist = source.find(id).orElseThrow(() -> new Refusal(404, "Resource not found"));
        ObjectNode object = playlist.object();
        boolean entriesVisible = !newApp || (user && isOwnOrShared(object));
        if (endpoint != null && !entriesVisible) {
            throw new Refusal(403, "Forbidden");
        }
        ObjectNode body = object;
        if (endpoint != null) {
            body = page(playlist, id, endpoint, request);
        } else if (entriesVisible) {
            playlist.pageKeys().forEach(key -> object.set(key, page(playlist, id, key, 0, EMBEDDED, "")));
        }
        return Answer.json(
                200,
                filtered(newApp ? withoutHidden(body) : body, request.query().get("fields")));
    }

    private Answer ofUser(Request request, PlaylistSource source) {
        if (!tokens.check(request).user()) {
            throw new Refusal(401, "Valid user authentication required");
        }
        return Answer.json(
                200,
                request.path().endsWith("/playlists")
                        ? library(request, source)
                        : SpotifyJson.user(userId).put("display_name", userId));
    }

    /** The user's library: own lists, shared ones and followed ones; where a list of Spotify's own stands, null. */
    private ObjectNode library(Request request, PlaylistSource source) {
        int limit = number(request, "limit", DEFAULT_LIMIT, 1, MAXIMUM_LIMIT.get("items"));
        int offset = number(request, "offset", 0, 0, 100_000);
        List<JsonNode> all = new ArrayList<>();
        source.ids().forEach(id -> source.find(id).ifPresent(playlist -> {
            ObjectNode object = playlist.object();
            for (String key : playlist.pageKeys()) {
                object.putObject(key)
                        .put("href", origin + "/v1/playlists/" + id + "/" + key)
                        .put("total", playlist.total());
            }
            all.add(object);
        }));
        all.add(Math.min(1, all.size()), JsonNodeFactory.instance.nullNode());
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        String path = origin + "/v1/me/playlists?limit=" + limit + "&offset=";
        page.put("href", path + offset);
        page.putArray("items").addAll(all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size())));
        page.put("limit", limit).put("next", offset + limit < all.size() ? path + (offset + limit) : null);
        page.put("offset", offset).put("previous", offset > 0 ? path + Math.max(0, offset - limit) : null);
        return page.put("total", all.size());
    }

    private boolean isOwnOrShared(ObjectNode playlist) {
        return playlist.path("collaborative").asBoolean()
                || playlist.path("owner").path("id").asText().equals(userId);
    }

    private ObjectNode page(ServedPlaylist playlist, String id, String endpoint, Request request) {
        int limit = number(request, "limit", DEFAULT_LIMIT, 1, MAXIMUM_LIMIT.get(endpoint));
        int offset = number(request, "offset", 0, 0, Integer.MAX_VALUE);
        return page(playlist, id, endpoint, offset, limit, kept(request.rawQuery()));
    }

    private ObjectNode page(
            ServedPlaylist playlist, String id, String endpoint, int offset, int limit, String keptQuery) {
        String path = origin + "/v1/playlists/" + id + "/" + endpoint;
        int total = playlist.total();
        // An embedded page is longer than the endpoint that carries it on allows.
        int nextLimit = Math.min(limit, MAXIMUM_LIMIT.get(endpoint));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("href", path + "?offset=" + offset + "&limit=" + limit + keptQuery);
        ArrayNode items = page.putArray("items");
        for (int position = offset; position < Math.min((long) offset + limit, total); position++) {
            items.add(playlist.row(position));
        }
        page.put("limit", limit);
        page.put(
                "next",
                (long) offset + limit < total
                        ? path + "?offset=" + (offset + limit) + "&limit=" + nextLimit + keptQuery
                        : null);
        page.put("offset", offset);
        page.put(
                "previous",
                offset > 0
                        ? path + "?offset=" + Math.max(0, offset - limit) + "&limit=" + nextLimit + keptQuery
                        : null);
        return page.put("total", total);
    }

    /** Returns the parameters that the addresses of other pages carry on. */
    private static String kept(String rawQuery) {
        StringBuilder kept = new StringBuilder();
        for (String parameter : rawQuery.split("&", -1)) {
            if (!parameter.isEmpty() && !parameter.startsWith("offset=") && !parameter.startsWith("limit=")) {
                kept.append('&').append(parameter);
            }
        }
        return kept.toString();
    }

    static int number(Request request, String name, int ifAbsent, int least, int most) {
        String text = request.query().get(name);
        if (text == null) {
            return ifAbsent;
        }
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new Refusal(400, "Invalid " + name);
        }
        return number;
    }

    static ObjectNode withoutHidden(ObjectNode body) {
        ObjectNode copy = body.deepCopy();
        for (String name : HIDDEN_FROM_NEW_APPS) {
            copy.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name));
        }
        return copy;
    }

    private static JsonNode filtered(JsonNode body, String fields) {
        if (fields == null || fields.isBlank()) {
            return body;
        }
        try {
            return FieldsParameter.parse(fields).filter(body);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
    }
}
