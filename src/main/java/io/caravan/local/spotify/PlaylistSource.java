package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Where the simulator's playlists come from; immutable. */
public interface PlaylistSource {

    /** Returns the ids of all playlists, each once. */
    List<String> ids();

    /** Returns a playlist, or nothing where there is none of that id. */
    Optional<ServedPlaylist> find(String id);

    /**
     * Returns what is told of an artist, an album, a song or its sound, or nothing where there is none of that id.
     *
     * @param kind {@code artists}, {@code albums}, {@code tracks} or {@code audio-features}
     */
    default Optional<ObjectNode> detail(String kind, String id) {
        return Optional.empty();
    }

    /**
     * Returns the ids of all artists, albums or tracks of which {@link #detail} tells, in an order that stays.
     *
     * @param kind {@code artists}, {@code albums} or {@code tracks}
     */
    default List<String> detailIds(String kind) {
        return List.of();
    }

    /** Returns this source as it is on another day. */
    PlaylistSource on(LocalDate day);
}
