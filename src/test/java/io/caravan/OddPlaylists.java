package io.caravan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.ServedPlaylist;
import io.caravan.local.spotify.Truth;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Playlists of plain tracks, each called by what is odd about it: {@code Song 0} of it to the last, each once. */
final class OddPlaylists implements PlaylistSource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final int SIZE = 120;

    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    /** Serves playlists of 120 entries. */
    static OddPlaylists of(String... names) {
        var playlists = new OddPlaylists();
        for (String name : names) {
            playlists.sizes.put(id(name), SIZE);
        }
        return playlists;
    }

    /** Serves one more. */
    OddPlaylists and(String name, int size) {
        sizes.put(id(name), size);
        return this;
    }

    /** Returns the id of a playlist: its name, filled up with zeros. */
    static String id(String name) {
        return (name + "0".repeat(22)).substring(0, 22);
    }

    @Override
    public List<String> ids() {
        return List.copyOf(sizes.keySet());
    }

    @Override
    public PlaylistSource on(LocalDate day) {
        return this;
    }

    @Override
    public Optional<ServedPlaylist> find(String id) {
        return Optional.ofNullable(sizes.get(id)).map(size -> new Served(id, size));
    }

    /** Returns the row of a position. */
    static ObjectNode row(int position) {
        ObjectNode row =
                JSON.objectNode().put("added_at", "2024-01-02T03:04:05Z").put("is_local", false);
        row.putObject("added_by").put("id", "u").put("type", "user");
        ObjectNode track = row.putObject("item")
                .put("type", "track")
                .put("id", "%022d".formatted(position))
                .put("name", "Song " + position)
                .put("duration_ms", 1000 + position)
                .put("explicit", false)
                .put("is_local", false);
        track.putArray("artists").add(artist(position));
        ObjectNode album = track.putObject("album")
                .put("id", "A%021d".formatted(position % 11))
                .put("name", "Album " + position % 11)
                .put("release_date", "2001-02-03")
                .put("release_date_precision", "day")
                .put("total_tracks", 12);
        album.putArray("artists").add(artist(position));
        return row;
    }

    private static ObjectNode artist(int position) {
        return JSON.objectNode().put("id", "R%021d".formatted(position % 7)).put("name", "Artist " + position % 7);
    }

    private record Served(String id, int total) implements ServedPlaylist {
        @Override
        public ObjectNode object() {
            ObjectNode playlist = JSON.objectNode()
                    .put("id", id)
                    .put("name", "List " + id)
                    .put("type", "playlist")
                    .put("snapshot_id", "snap-" + id);
            playlist.putObject("owner").put("id", "u");
            return playlist;
        }

        @Override
        public List<String> pageKeys() {
            return List.of("items");
        }

        @Override
        public JsonNode row(int position) {
            return OddPlaylists.row(position);
        }

        @Override
        public Truth truth() {
            return new Truth.Captured(
                    id, IntStream.range(0, total).mapToObj(this::row).toList());
        }
    }
}
