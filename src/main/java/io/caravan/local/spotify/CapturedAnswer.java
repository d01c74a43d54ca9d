package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A captured page, playlist object or bare list of entries.
 *
 * @param object the page or playlist object without its entries; empty for a bare list
 */
record CapturedAnswer(ObjectNode object, List<String> pageKeys, List<JsonNode> entries) {
    private static final Pattern ID_IN_HREF = Pattern.compile("/playlists/([^/?]+)");
    private static final Set<String> PAGING =
            Set.of("href", "items", "limit", "next", "offset", "previous", "total", "tracks");

    /** Returns the answers that hold entries: none, one, or those of a list. */
    static List<CapturedAnswer> in(JsonNode root) {
        if (root.isArray() && !isEntries(root)) {
            List<CapturedAnswer> answers = new ArrayList<>();
            root.forEach(element -> CapturedAnswer.of(element).forEach(answers::add));
            return answers;
        }
        return of(root).toList();
    }

    private static Stream<CapturedAnswer> of(JsonNode node) {
        if (isEntries(node)) {
            return Stream.of(new CapturedAnswer(JsonNodeFactory.instance.objectNode(), List.of("tracks"), list(node)));
        }
        if (isEntries(node.path("items"))) {
            return Stream.of(new CapturedAnswer((ObjectNode) node, List.of("tracks"), list(node.get("items"))));
        }
        List<String> pageKeys = Stream.of("items", "tracks")
                .filter(key -> isEntries(node.path(key).path("items")))
                .toList();
        return pageKeys.isEmpty()
                ? Stream.empty()
                : Stream.of(new CapturedAnswer(
                        (ObjectNode) node,
                        pageKeys,
                        list(node.get(pageKeys.get(0)).get("items"))));
    }

    /** One entry at least holds an object or null where a track belongs; a track itself holds a boolean there. */
    private static boolean isEntries(JsonNode node) {
        return node.isArray()
                && list(node).stream().anyMatch(entry -> holdsTrack(entry, "track") || holdsTrack(entry, "item"));
    }

    private static boolean holdsTrack(JsonNode entry, String key) {
        return entry.path(key).isObject() || entry.path(key).isNull();
    }

    private static List<JsonNode> list(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    /** Returns the playlist's id, or null where the answer does not tell. */
    String id() {
        if (object.path("id").isTextual()) {
            return object.get("id").textValue();
        }
        Matcher matcher = ID_IN_HREF.matcher(object.path("href").asText());
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Returns it as a playlist; what a playlist object has and the answer lacks is made up. */
    CapturedPlaylist as(String id, String name) {
        ObjectNode playlist = SpotifyJson.playlist(id, name, "captured", CapturedFolder.derivedId(entries.toString()));
        object.properties().stream()
                .filter(field -> !PAGING.contains(field.getKey()))
                .forEach(field -> playlist.set(field.getKey(), field.getValue()));
        return new CapturedPlaylist(id, playlist.put("id", id), pageKeys, entries);
    }
}
