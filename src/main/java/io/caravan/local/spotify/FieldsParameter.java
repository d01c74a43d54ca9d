package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code fields} parameter: {@code name,owner(id),tracks.items(track(name,album(!images,artists)))}. A dot or
 * parentheses go deeper; an exclamation mark before the first name of a group turns the group into what is left out.
 *
 * @param names each name with what is wanted inside it; null for everything
 * @see <a href="https://developer.spotify.com/documentation/web-api/reference/get-playlist">Get Playlist</a>
 */
record FieldsParameter(boolean excluding, Map<String, FieldsParameter> names) {

    /**
     * Reads the parameter's value.
     *
     * @throws IllegalArgumentException where the parentheses do not match
     */
    static FieldsParameter parse(String text) {
        Parser parser = new Parser(text);
        FieldsParameter fields = parser.group();
        if (parser.position < text.length()) {
            throw new IllegalArgumentException("Invalid fields");
        }
        return fields;
    }

    /** Returns a copy with the wanted fields only; in a list, of each of its elements. */
    JsonNode filter(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode filtered = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> filtered.add(filter(element)));
            return filtered;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode filtered = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> {
            FieldsParameter inside = names.get(field.getKey());
            if (inside != null) {
                filtered.set(field.getKey(), inside.filter(field.getValue()));
            } else if (names.containsKey(field.getKey()) != excluding) {
                filtered.set(field.getKey(), field.getValue());
            }
        });
        return filtered;
    }

    private static final class Parser {
        private final String text;
        private int position;

        Parser(String text) {
            this.text = text;
        }

        FieldsParameter group() {
            boolean excluding = accept('!');
            Map<String, FieldsParameter> names = new LinkedHashMap<>();
            do {
                accept('!');
                names.put(name(), inside());
            } while (accept(','));
            return new FieldsParameter(excluding, names);
        }

        private String name() {
            int start = position;
            while (position < text.length() && "(),.!".indexOf(text.charAt(position)) < 0) {
                position++;
            }
            return text.substring(start, position).strip();
        }

        private FieldsParameter inside() {
            if (accept('.')) {
                Map<String, FieldsParameter> one = new LinkedHashMap<>();
                one.put(name(), inside());
                return new FieldsParameter(false, one);
            }
            if (!accept('(')) {
                return null;
            }
            FieldsParameter group = group();
            if (!accept(')')) {
                throw new IllegalArgumentException("Invalid fields");
            }
            return group;
        }

        private boolean accept(char expected) {
            if (position < text.length() && text.charAt(position) == expected) {
                position++;
                return true;
            }
            return false;
        }
    }
}
