package io.caravan.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;

/** An entry as the dead letters keep it: the same JSON on one line. */
final class EntryText {
    private static final int LENGTH = 1 << 16;
    /** Keeps letters of all scripts readable and escapes surrogates: half a pair would not survive UTF-8. */
    private static final int HIGHEST_UNESCAPED = 0xd7ff;
    /** The limits have been kept already when an entry comes here. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private EntryText() {}

    /** Returns compact JSON of an entry; of a very long one the beginning, as a JSON text. */
    static String compact(byte[] json) throws IOException {
        StringWriter compact = new StringWriter();
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator generator = generator(compact)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        || parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
                    generator.writeNumber(parser.getText()); // as written, whatever its size
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        }
        return compact.getBuffer().length() <= LENGTH ? compact.toString() : quoted(compact.toString());
    }

    /** Returns whether a text is one value of JSON. */
    static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
            return !text.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static String quoted(String compact) throws IOException {
        StringWriter quoted = new StringWriter();
        try (JsonGenerator generator = generator(quoted)) {
            generator.writeString(compact.substring(0, LENGTH));
        }
        return quoted.toString();
    }

    private static JsonGenerator generator(StringWriter writer) throws IOException {
        return JSON.createGenerator(writer).setHighestNonEscapedChar(HIGHEST_UNESCAPED);
    }
}
