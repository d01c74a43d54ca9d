package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.local.spotify.Truth.Entry;
import io.caravan.local.spotify.Truth.Kind;
import io.caravan.local.spotify.Truth.Playlist;
import io.caravan.local.spotify.Truth.Shape;
import java.util.List;

/** A playlist of the {@link Catalogue} in the shape that Spotify gives it. */
record CataloguePlaylist(Playlist truth) implements ServedPlaylist {

    @Override
    public ObjectNode object() {
        ObjectNode object = SpotifyJson.playlist(truth.id(), truth.name(), truth.ownerId(), truth.snapshotId());
        ((ObjectNode) object.get("owner")).put("display_name", truth.ownerName());
        return object.put("collaborative", truth.collaborative()).put("public", truth.isPublic());
    }

    @Override
    public List<String> pageKeys() {
        return switch (truth.shape()) {
            case TRACK -> List.of("tracks");
            case ITEM -> List.of("items");
            case BOTH -> List.of("tracks", "items");
        };
    }

    @Override
    public int total() {
        return truth.entries().size();
    }

    @Override
    public ObjectNode row(int position) {
        Entry entry = truth.entries().get(position);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("added_at", entry.addedAt() == null ? null : entry.addedAt().toString());
        row.set("added_by", SpotifyJson.user(entry.addedBy()));
        row.put("is_local", entry.kind() == Kind.LOCAL_FILE);
        row.putNull("primary_color");
        ObjectNode track = TrackJson.of(entry);
        if (truth.shape() != Shape.ITEM) {
            row.set("track", track);
        }
        if (truth.shape() != Shape.TRACK) {
            row.set("item", track);
        }
        row.putObject("video_thumbnail").putNull("url");
        return row;
    }
}
