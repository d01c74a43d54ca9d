package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What becomes of values that do not fit: they are counted as repaired, or the first of them is told, which is then the object's fault. */
final class Misfits {
    private static final int SHOWN_LENGTH = 60;

    private final JsonReader json;
    /** Null where nothing may be repaired. */
    private final Repairs repairs;

    private String first;

    Misfits(JsonReader json, Repairs repairs) {
        this.json = json;
        this.repairs = repairs;
    }

    /** Returns whether nothing may be repaired. */
    boolean isStrict() {
        return repairs == null;
    }

    /** Returns how many values were repaired. */
    long repaired() {
        return repairs.total();
    }

    /** Counts a value that was not written as it should have been. */
    void repaired(String field) {
        repairs.add(field);
    }

    /** Forgets the misfit of an earlier object. */
    void restart() {
        first = null;
    }

    /** Returns field, value and expectation of the first value that did not fit and could not be done without, or null. */
    String first() {
        return first;
    }

    /** Returns whether the value that the reader stands on is of a kind; one that is not, and not null, does not fit and is passed over. */
    boolean isOf(JsonToken kind, String field, String expected) throws IOException {
        if (json.token() == kind) {
            return true;
        }
        unfitOrNull(field, expected, null);
        return false;
    }

    /** Tells the value that the reader stands on: {@code "abc"}, {@code 3.5}, {@code an object}. */
    String shown() throws IOException {
        return switch (json.token()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> quoted(json.text());
            default -> Excerpt.of(json.text(), SHOWN_LENGTH);
        };
    }

    static String quoted(String text) {
        return '"' + Excerpt.of(text, SHOWN_LENGTH) + '"';
    }

    /** Passes over a value of another kind; null is no misfit. */
    <T> T unfitOrNull(String field, String expected, T instead) throws IOException {
        if (json.token() != JsonToken.VALUE_NULL) {
            unfit(field, shown(), expected, null);
            json.skip();
        }
        return instead;
    }

    /** Returns what is taken in the place of a value that does not fit. */
    <T> T unfit(String field, String shown, String expected, T instead) {
        if (repairs == null) {
            tell(field, shown, expected);
        } else {
            repairs.add(field);
        }
        return instead;
    }

    /** Takes an id that does not fit. */
    void unfitId(String field, String shown, String expected, boolean isRequired) {
        if (isRequired) {
            tell(field, shown, expected);
        } else {
            repairs.add(field);
        }
    }

    private void tell(String field, String shown, String expected) {
        if (first == null) {
            first = "%s is %s, expected %s".formatted(field, shown, expected);
        }
    }
}
