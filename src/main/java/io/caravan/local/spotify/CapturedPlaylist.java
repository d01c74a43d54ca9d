package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** A playlist made of captured answers. */
record CapturedPlaylist(String id, ObjectNode head, List<String> pageKeys, List<JsonNode> entries)
        implements ServedPlaylist {

    CapturedPlaylist followedBy(CapturedPlaylist next) {
        return new CapturedPlaylist(
                id,
                head,
                pageKeys,
                Stream.concat(entries.stream(), next.entries.stream()).toList());
    }

    @Override
    public ObjectNode object() {
        return head.deepCopy();
    }

    @Override
    public int total() {
        return entries.size();
    }

    @Override
    public JsonNode row(int position) {
        return entries.get(position);
    }

    @Override
    public Truth truth() {
        return new Truth.Captured(id, entries);
    }
}
