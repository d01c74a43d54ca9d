package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Caravan never asks, for other clients: tracks, the albums of an artist, the tracks of an album, search, and people with their
 * public playlists. Newer apps ask for one track at a time and for nobody but themselves, and find at most ten at once.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/reference/search">Search for Item</a>
 */
final class CatalogueApi {
    private static final Pattern PATH = Pattern.compile(
            "/v1/(search|tracks(/[^/]+)?|artists/[^/]+/albums|albums/[^/]+/tracks|users/[^/]+(/playlists)?)");
    private static final Set<String> SEARCHED = Set.of("track", "album", "artist", "playlist");
    private static final List<String> ONLY_WHOLE_ALBUMS =
            List.of("copyrights", "external_ids", "genres", "label", "popularity");
    private static final List<String> ONLY_WHOLE_TRACKS = List.of("album", "external_ids", "popularity");
    private static final int MOST_TRACKS = 50;

    private final boolean newApp;
    private final Tokens tokens;
    private final String origin;

    CatalogueApi(SimulatorConfig config, Tokens tokens, String origin) {
        this.newApp = config.appClass() == AppClass.C;
        this.tokens = tokens;
        this.origin = origin;
    }

    /** Newer apps are refused elsewhere what was closed to them. */
    boolean serves(Request request) {
        boolean closed = newApp && request.path().matches("/v1/(tracks|users/.+)");
        return request.method().equals("GET")
                && !closed
                && PATH.matcher(request.path()).matches();
    }

    Answer answer(Request request, PlaylistSource source) {
        tokens.check(request);
        String[] parts = request.path().substring("/v1/".length()).split("/", -1);
        ObjectNode body =
                switch (parts[0]) {
                    case "search" -> search(request, source);
                    case "tracks" -> parts.length == 1 ? tracks(request, source) : found("tracks", parts[1], source);
                    case "artists" -> albumsOf(found("artists", parts[1], source), request, source);
                    case "albums" -> tracksOf(found("albums", parts[1], source), request, source);
                    default -> parts.length == 2 ? user(parts[1]) : playlistsOf(user(parts[1]), request, source);
                };
        return Answer.json(200, newApp ? PlaylistApi.withoutHidden(body) : body);
    }

    private ObjectNode search(Request request, PlaylistSource source) {
        // Spotify's own addresses of other pages say query.
        Map<String, String> asked = request.query();
        String text = asked.getOrDefault("q", asked.getOrDefault("query", ""));
        if (text.isBlank()) {
            throw new Refusal(400, "No search query");
        }
        int most = newApp ? 10 : 50;
        int limit = PlaylistApi.number(request, "limit", newApp ? 5 : 20, 1, most);
        int offset = PlaylistApi.number(request, "offset", 0, 0, 1_000);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (String type : request.query().getOrDefault("type", "").split(",", -1)) {
            String kind = type + "s";
            if (!SEARCHED.contains(type)) {
                throw new Refusal(400, "Bad search type field " + type);
            }
            String query = "query=" + encoded(text) + "&type=" + type;
            body.set(kind, page("/v1/search?" + query, limit, offset, matching(words(text), kind, source)));
        }
        return body;
    }

    private List<ObjectNode> matching(List<String> words, String kind, PlaylistSource source) {
        return all(kind, source)
                .filter(object -> words.stream().allMatch(text(object)::contains))
                .map(object -> kind.equals("albums") ? simplified(object, ONLY_WHOLE_ALBUMS) : object)
                .toList();
    }

    private Stream<ObjectNode> all(String kind, PlaylistSource source) {
        return kind.equals("playlists")
                ? playlists(source)
                : source.detailIds(kind).stream().flatMap(id -> source.detail(kind, id).stream());
    }

    /** A filter such as {@code artist:Davis} looks for its word everywhere. */
    private static List<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).replace('"', ' ').trim().split("\\s+"))
                .map(word -> word.replaceFirst("^(track|artist|album|year|isrc|upc|genre):", ""))
                .toList();
    }

    private static String text(ObjectNode object) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("name", "release_date", "isrc", "upc", "genres")) {
            object.findValues(name).forEach(value -> text.append(value).append(' '));
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private ObjectNode tracks(Request request, PlaylistSource source) {
        String[] ids = request.query().getOrDefault("ids", "").split(",", -1);
        if (ids.length > MOST_TRACKS) {
            throw new Refusal(400, "Too many ids requested");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode tracks = body.putArray("tracks");
        for (String id : ids) {
            tracks.add(DetailApi.detail("tracks", id, source).orElse(null));
        }
        return body;
    }

    private ObjectNode albumsOf(ObjectNode artist, Request request, PlaylistSource source) {
        String id = artist.path("id").asText();
        List<ObjectNode> albums = all("albums", source)
                .filter(album -> album.path("artists").findValuesAsText("id").contains(id))
                .map(album -> simplified(album, ONLY_WHOLE_ALBUMS).put("album_group", "album"))
                .toList();
        return newApp ? page(request, 5, 10, albums) : page(request, 20, 50, albums);
    }

    private ObjectNode tracksOf(ObjectNode album, Request request, PlaylistSource source) {
        List<ObjectNode> tracks = all("tracks", source)
                .filter(track -> track.path("album").path("id").equals(album.get("id")))
                .map(track -> simplified(track, ONLY_WHOLE_TRACKS))
                .toList();
        return page(request, 20, 50, tracks);
    }

    private static ObjectNode user(String id) {
        Users.User user = Users.find(id).orElseThrow(() -> new Refusal(404, "No such user"));
        ObjectNode json = SpotifyJson.user(user.id()).put("display_name", user.name());
        json.putObject("followers").putNull("href").put("total", 0);
        json.putArray("images");
        return json;
    }

    private ObjectNode playlistsOf(ObjectNode user, Request request, PlaylistSource source) {
        List<ObjectNode> owned = playlists(source)
                .filter(playlist -> playlist.path("public").asBoolean()
                        && playlist.path("owner").path("id").equals(user.get("id")))
                .toList();
        return page(request, 20, 50, owned);
    }

    private Stream<ObjectNode> playlists(PlaylistSource source) {
        return source.ids().stream().flatMap(id -> source.find(id).stream()).map(this::listed);
    }

    /** A playlist as lists show it: with the number of its entries, and without these. */
    private ObjectNode listed(ServedPlaylist playlist) {
        ObjectNode object = playlist.object();
        object.remove("followers");
        for (String key : playlist.pageKeys()) {
            String path = "/v1/playlists/" + object.path("id").asText() + "/" + key;
            object.putObject(key).put("href", origin + path).put("total", playlist.total());
        }
        return object;
    }

    private ObjectNode page(Request request, int ifAbsent, int most, List<ObjectNode> all) {
        int limit = PlaylistApi.number(request, "limit", ifAbsent, 1, most);
        int offset = PlaylistApi.number(request, "offset", 0, 0, 100_000);
        return page(request.path() + "?", limit, offset, all);
    }

    private ObjectNode page(String path, int limit, int offset, List<ObjectNode> all) {
        String address = origin + path + (path.endsWith("?") ? "" : "&") + "limit=" + limit + "&offset=";
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("href", address + offset);
        page.put("limit", limit).put("next", offset + limit < all.size() ? address + (offset + limit) : null);
        page.put("offset", offset).put("previous", offset > 0 ? address + Math.max(0, offset - limit) : null);
        page.put("total", all.size());
        page.putArray("items").addAll(all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size())));
        return page;
    }

    private static ObjectNode found(String kind, String id, PlaylistSource source) {
        return DetailApi.detail(kind, id, source).orElseThrow(() -> new Refusal(404, "Resource not found"));
    }

    private static ObjectNode simplified(ObjectNode object, List<String> without) {
        return object.deepCopy().remove(without);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
