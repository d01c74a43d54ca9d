package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The parts that many of Spotify's objects have in common. */
final class SpotifyJson {
    static final ObjectMapper MAPPER = new JsonMapper();

    private SpotifyJson() {}

    /** Returns a playlist object without its page; the owner has no display name. */
    static ObjectNode playlist(String id, String name, String ownerId, String snapshotId) {
        ObjectNode playlist = JsonNodeFactory.instance.objectNode();
        playlist.put("collaborative", false);
        playlist.put("description", "");
        playlist.setAll(identity("playlist", id));
        playlist.putObject("followers").putNull("href").put("total", 0);
        playlist.putArray("images")
                .addObject()
                .putNull("height")
                .put("url", "https://i.scdn.co/image/ab67616d00001e02" + hex(id))
                .putNull("width");
        playlist.put("name", name);
        playlist.set("owner", user(ownerId).putNull("display_name"));
        playlist.putNull("primary_color");
        playlist.put("public", true);
        playlist.put("snapshot_id", snapshotId);
        return playlist;
    }

    static ObjectNode user(String id) {
        return identity("user", id);
    }

    /** Returns {@code external_urls, href, id, type, uri}; all but the type are null or empty where there is no id. */
    static ObjectNode identity(String type, String id) {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        ObjectNode urls = identity.putObject("external_urls");
        if (id != null) {
            urls.put("spotify", "https://open.spotify.com/" + type + "/" + id);
        }
        identity.put("href", id == null ? null : "https://api.spotify.com/v1/" + type + "s/" + id);
        identity.put("id", id);
        identity.put("type", type);
        return identity.put("uri", id == null ? null : "spotify:" + type + ":" + id);
    }

    /** Returns 24 hex digits, as they stand at the end of an image's address. */
    static String hex(String id) {
        return "%024x".formatted(new Dice(0).at(id.hashCode()) >>> 1);
    }
}
