package io.caravan.local.spotify;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Where the simulator's playlists come from; immutable. */
public interface PlaylistSource {

    /** Returns the ids of all playlists, each once. */
    List<String> ids();

    /** Returns a playlist, or nothing where there is none of that id. */
    Optional<ServedPlaylist> find(String id);

    /** Returns this source as it is on another day. */
    PlaylistSource on(LocalDate day);
}
