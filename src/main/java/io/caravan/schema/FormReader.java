package io.caravan.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.caravan.transform.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a raw object looks like: one pass over its tokens, no tree of its values. */
final class FormReader {
    /** The form of Caravan's own raw objects. */
    static final String OWN = "caravan";

    /** As a field, it is what tells an entry of a playlist. */
    private static final List<String> TRACKS = List.of("item", "track");

    private static final String HEADER = "caravan";
    private static final int MOST_LEVELS = 24;
    private static final int MOST_PATHS = 20_000;

    /** Names are ids in some objects: to keep each of them for good would be a leak. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build();

    private FormReader() {}

    /**
     * Reads an object to its end; the stream is left open.
     *
     * @param key its key in the lake
     * @param sightings that it is the one object of
     * @throws IOException if the stream fails, which a retry may heal
     * @throws io.caravan.transform.UnreadableSnapshotException if it is no JSON
     */
    static Form read(String key, InputStream bytes, Sightings sightings) throws IOException {
        return RawJson.read(key, bytes, utf8 -> {
            try (JsonParser json = JSON.createParser(utf8)) {
                var root = new PathTree(new Room(MOST_PATHS));
                boolean own = false;
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    boolean first = root.types().isEmpty();
                    read(json, root, sightings, 0);
                    own |= first && root.fields().containsKey(HEADER);
                }
                return new Form(own ? OWN : name(root), sightings, root);
            }
        });
    }

    private static void read(JsonParser json, PathTree place, Sightings sightings, int level) throws IOException {
        ValueType type = ValueType.of(json);
        place.see(type, sightings);
        if (level >= MOST_LEVELS) {
            json.skipChildren();
        } else if (type == ValueType.OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                PathTree field = place.field(json.currentName());
                json.nextToken();
                if (field == null) {
                    json.skipChildren();
                } else {
                    read(json, field, sightings, level + 1);
                }
            }
        } else if (type == ValueType.ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                read(json, place.elements(), sightings, level + 1);
            }
        }
    }

    /** Returns where its entries are, which is what tells such objects apart, else what it is by the names of its fields. */
    private static String name(PathTree root) {
        List<PathTree> level = List.of(root);
        List<String> paths = List.of("$");
        String kind = null;
        while (!level.isEmpty()) {
            List<PathTree> below = new ArrayList<>();
            List<String> pathsBelow = new ArrayList<>();
            for (int index = 0; index < level.size(); index++) {
                PathTree place = level.get(index);
                String path = paths.get(index);
                var fields = place.fields();
                if (TRACKS.stream()
                        .anyMatch(name ->
                                fields.containsKey(name) && fields.get(name).has(ValueType.OBJECT))) {
                    return "entries at " + path;
                }
                kind = kind != null ? kind : RawJson.kindOf(fields.keySet()).orElse(null);
                fields.forEach((name, field) -> {
                    below.add(field);
                    pathsBelow.add(path + "." + PathTree.quoted(name));
                });
                Optional.ofNullable(place.elementsOrNull()).ifPresent(elements -> {
                    below.add(elements);
                    pathsBelow.add(path + "[]");
                });
            }
            level = below;
            paths = pathsBelow;
        }
        if (kind != null) {
            return kind;
        }
        return root.types().keySet().equals(Set.of(ValueType.TEXT)) ? "JSON in a text" : "no entries of a playlist";
    }
}
