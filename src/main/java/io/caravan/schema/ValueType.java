package io.caravan.schema;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/** What a value of JSON is, numbers by what they need. */
enum ValueType {
    OBJECT,
    ARRAY,
    TEXT,
    /** A whole number of 32 bits. */
    INT,
    /** A whole number of 64 bits. */
    LONG,
    /** Any other number. */
    DECIMAL,
    BOOLEAN,
    NULL;

    /** Returns the type of the value that a parser stands on. */
    static ValueType of(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        return switch (token) {
            case START_OBJECT -> OBJECT;
            case START_ARRAY -> ARRAY;
            case VALUE_STRING -> TEXT;
            case VALUE_NUMBER_INT ->
                switch (json.getNumberType()) {
                    case INT -> INT;
                    case LONG -> LONG;
                    default -> DECIMAL;
                };
            case VALUE_NUMBER_FLOAT -> DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
            case VALUE_NULL -> NULL;
            default -> throw new IllegalStateException("No value of JSON is a " + token);
        };
    }

    /** Returns the name in what is printed and remembered: {@code int}. */
    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ValueType of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
