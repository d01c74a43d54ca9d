package io.caravan.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;

/**
 * Reads single values from a parser that stands on them, leaves it on their last token, and remembers the first that does not
 * fit: its object can be judged only when it was read to the end.
 */
final class Fields {
    private static final int ID_LENGTH = 100;
    private static final int SHOWN_LENGTH = 60;

    private final JsonParser parser;
    private String misfit;

    Fields(JsonParser parser) {
        this.parser = parser;
    }

    /** Forgets the misfit of an earlier object. */
    void restart() {
        misfit = null;
    }

    /** Returns field, value and expectation of the first value that did not fit, or null. */
    String misfit() {
        return misfit;
    }

    /** Reads any text that a CSV file and a warehouse can hold. */
    String text(String field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return absentOrMisfit(field, "text");
        }
        String text = parser.getText();
        if (!isStorable(text)) {
            return misfit(field, "text without NUL characters and halves of surrogate pairs");
        }
        return text;
    }

    /** Reads an id; an empty one is none. */
    String id(String field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return absentOrMisfit(field, "an id");
        }
        String id = parser.getText();
        if (id.length() > ID_LENGTH || !isStorable(id) || id.chars().anyMatch(Character::isISOControl)) {
            return misfit(field, "an id of at most " + ID_LENGTH + " characters without control characters");
        }
        return id.isEmpty() ? null : id;
    }

    /** Reads a whole number of 32 bits. */
    Integer whole(String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT) {
            return parser.getIntValue();
        }
        absentOrMisfit(field, "a whole number of 32 bits");
        return null;
    }

    /** Reads a whole number of 32 bits as a cell. */
    String number(String field) throws IOException {
        Integer number = whole(field);
        return number == null ? null : number.toString();
    }

    /** Reads {@code true} or {@code false}. */
    Boolean flag(String field) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        absentOrMisfit(field, "true or false");
        return null;
    }

    /** Reads a time as a cell. */
    String time(String field) throws IOException {
        String text = text(field);
        try {
            return text == null ? null : Timestamps.cell(Timestamps.parse(text));
        } catch (DateTimeException e) {
            return misfit(field, "a time of ISO 8601 with Z or an offset");
        }
    }

    /** Reads a date of a year, a month or a day as a cell. */
    String releaseDate(String field) throws IOException {
        String text = text(field);
        try {
            return ReleaseDate.complete(text);
        } catch (DateTimeException e) {
            return misfit(field, "a date as 1981, 1981-12 or 1981-12-15");
        }
    }

    /** Reads {@code year}, {@code month} or {@code day}; an empty text is none. */
    String precision(String field) throws IOException {
        String text = text(field);
        if (text == null || text.isEmpty()) {
            return null;
        }
        return switch (text) {
            case "year", "month", "day" -> text;
            default -> misfit(field, "year, month or day");
        };
    }

    /** Reads the one text of an object that matters. */
    String textWithin(String field, String wanted) throws IOException {
        String found = null;
        if (opensObject(field)) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(wanted)) {
                    found = text(field + "." + wanted);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return found;
    }

    /** Reads the {@code id} of an object. */
    String idWithin(String field) throws IOException {
        String found = null;
        if (opensObject(field)) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("id")) {
                    found = id(field + ".id");
                } else {
                    parser.skipChildren();
                }
            }
        }
        return found;
    }

    /** Returns whether the parser stands on an object that is now to be read; anything but null does not fit. */
    boolean opensObject(String field) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        absentOrMisfit(field, "an object");
        return false;
    }

    /** Returns whether the parser stands on a list that is now to be read; anything but null does not fit. */
    boolean opensList(String field) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return true;
        }
        absentOrMisfit(field, "a list");
        return false;
    }

    /** Tells the value that the parser stands on: {@code "abc"}, {@code 3.5}, {@code an object}. */
    String shown() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> '"' + Excerpt.of(parser.getText(), SHOWN_LENGTH) + '"';
            default -> Excerpt.of(parser.getText(), SHOWN_LENGTH);
        };
    }

    private String absentOrMisfit(String field, String expected) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : misfit(field, expected);
    }

    private String misfit(String field, String expected) throws IOException {
        if (misfit == null) {
            misfit = "%s is %s, expected %s".formatted(field, shown(), expected);
        }
        parser.skipChildren();
        return null;
    }

    private static boolean isStorable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (at + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(at + 1))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }
}
