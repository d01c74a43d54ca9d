package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One playlist as the simulator answers it. */
public interface ServedPlaylist {

    /** Returns a new playlist object without its page of entries. */
    ObjectNode object();

    /** Returns the keys under which the playlist object holds its page: {@code tracks}, {@code items} or both. */
    List<String> pageKeys();

    /** Returns the number of entries. */
    int total();

    /** Returns the row at a position, 0 being the first; not to be changed. */
    JsonNode row(int position);

    /** Returns what the playlist really holds. */
    Truth truth();
}
