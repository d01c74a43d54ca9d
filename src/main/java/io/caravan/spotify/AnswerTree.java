package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads an answer as far as the extraction looks into it: down to the fields of the track of an entry. What lies deeper, such as the countries
 * in which it may be heard, is read past, and stands there as empty: most of an answer is of that kind.
 */
final class AnswerTree {
    /** The answer, its items, an entry, its track. */
    private static final int DEPTH = 4;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AnswerTree() {}

    /** Returns the next value of a parser; a missing node at its end. */
    static JsonNode read(JsonParser parser) throws IOException {
        return parser.nextToken() == null ? NODES.missingNode() : value(parser, DEPTH);
    }

    private static JsonNode value(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart() && depth == 0) {
            parser.skipChildren();
            return token == JsonToken.START_OBJECT ? NODES.objectNode() : NODES.arrayNode();
        }
        return switch (token) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.INT
                        ? NODES.numberNode(parser.getIntValue())
                        : NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
            default -> NODES.nullNode();
        };
    }

    private static ObjectNode object(JsonParser parser, int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.set(name, value(parser, depth - 1));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, depth - 1));
        }
        return array;
    }
}
