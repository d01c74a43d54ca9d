package io.caravan.spotify;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What the app may do with one playlist.
 *
 * @param access {@code owned, collaborating, readable, editorial, missing, closed}; {@code unknown} where Spotify was failing
 * @param name the playlist's; empty where it cannot be seen
 * @param entries how many it has, -1 where that cannot be seen
 * @param calls what reading it costs when it changed; one call when it did not
 * @param problem why it cannot be read and what to do; empty where it can
 */
public record PlaylistAccess(String id, String access, String name, int entries, int calls, String problem) {
    /** Returns whether its entries can be read. */
    @JsonIgnore
    public boolean isGood() {
        return problem.isEmpty();
    }
}
