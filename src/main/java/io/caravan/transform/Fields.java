package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;

/**
 * Reads single values from a reader that stands on them, and remembers the first that does not
 * fit: its object can be judged only when it was read to the end.
 */
final class Fields {
    private static final int ID_LENGTH = 100;
    private static final int SHOWN_LENGTH = 60;
    /** The only control character that JSON lets stand as it is. */
    private static final char DELETE = 0x7f;

    /** Reads an object to its end. */
    interface Reading<T> {
        T read() throws IOException;
    }

    private final JsonReader json;
    private String misfit;
    private int misfits;

    Fields(JsonReader json) {
        this.json = json;
    }

    /** Forgets the misfit of an earlier object. */
    void restart() {
        misfit = null;
        misfits = 0;
    }

    /** Returns field, value and expectation of the first value that did not fit, or null. */
    String misfit() {
        return misfit;
    }

    /** Returns how many values did not fit. */
    int misfits() {
        return misfits;
    }

    /**
     * Returns what became of an object that was the same to the byte, or reads the one that the reader stands on. What held a misfit is
     * not remembered, so that it is told each time.
     */
    <T> T recalled(Repeats<T> known, Reading<T> reading) throws IOException {
        T before = json.recall(known);
        if (before != null) {
            return before;
        }
        long begin = json.tokenOffset();
        int misfitsBefore = misfits;
        T value = reading.read();
        if (misfits == misfitsBefore && value != null) {
            json.remember(known, begin, value);
        }
        return value;
    }

    /** Reads any text that a CSV file and a warehouse can hold. */
    String text(String field) throws IOException {
        if (json.token() != JsonToken.VALUE_STRING) {
            return absentOrMisfit(field, "text");
        }
        return storable(field, json.text());
    }

    /** Reads a text that is one of a few words. */
    String word(String field) throws IOException {
        if (json.token() != JsonToken.VALUE_STRING) {
            return absentOrMisfit(field, "text");
        }
        return storable(field, json.word());
    }

    private String storable(String field, String text) {
        if (!json.isPlain() && !isStorable(text)) {
            return misfit(field, text, "text without NUL characters and halves of surrogate pairs");
        }
        return text;
    }

    /** Reads any text that a CSV file and a warehouse can hold, as a cell; like all cells that are read here, it is never Java's null. */
    Cell cell(String field) throws IOException {
        Cell cell = json.cell();
        return cell == null ? Cell.of(text(field)) : cell;
    }

    /** Reads an id as a cell; an empty one is none. */
    Cell idCell(String field) throws IOException {
        Cell cell = json.cell();
        if (cell == null || !json.isPlain() || cell.bytes.length > ID_LENGTH + 2 || json.mayHaveDelete()) {
            return Cell.of(id(field));
        }
        return cell.bytes.length == 2 ? Cell.NULL : cell;
    }

    /** Reads an id; an empty one is none. */
    String id(String field) throws IOException {
        if (json.token() != JsonToken.VALUE_STRING) {
            return absentOrMisfit(field, "an id");
        }
        String id = json.text();
        boolean fits = json.isPlain() ? id.indexOf(DELETE) < 0 : isStorable(id) && !hasControl(id);
        if (id.length() > ID_LENGTH || !fits) {
            return misfit(field, id, "an id of at most " + ID_LENGTH + " characters without control characters");
        }
        return id.isEmpty() ? null : id;
    }

    private static boolean hasControl(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isISOControl(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    /** Reads a whole number of 32 bits. */
    Integer whole(String field) throws IOException {
        Integer whole = json.whole();
        if (whole == null) {
            absentOrMisfit(field, "a whole number of 32 bits");
        }
        return whole;
    }

    /** Reads a whole number of 32 bits as a cell. */
    Cell number(String field) throws IOException {
        Cell number = json.wholeCell();
        if (number == null) {
            absentOrMisfit(field, "a whole number of 32 bits");
            return Cell.NULL;
        }
        return number;
    }

    /** Reads {@code true} or {@code false} as a cell. */
    Cell flagCell(String field) throws IOException {
        Boolean flag = flag(field);
        return flag == null ? Cell.NULL : flag ? Cell.TRUE : Cell.FALSE;
    }

    /** Reads {@code true} or {@code false}. */
    Boolean flag(String field) throws IOException {
        JsonToken token = json.token();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        absentOrMisfit(field, "true or false");
        return null;
    }

    /** Reads a time as a cell. */
    Cell time(String field) throws IOException {
        Cell time = json.timeCell();
        if (time != null) {
            return time;
        }
        String text = text(field);
        try {
            return text == null ? Cell.NULL : Cell.of(Timestamps.cell(Timestamps.parse(text)));
        } catch (DateTimeException e) {
            return Cell.of(misfit(field, text, "a time of ISO 8601 with Z or an offset"));
        }
    }

    /** Reads a date of a year, a month or a day as a cell. */
    Cell releaseDate(String field) throws IOException {
        Cell cell = json.cell();
        if (cell != null && cell.isDay()) {
            return cell;
        }
        String text = text(field);
        try {
            return ReleaseDate.complete(text);
        } catch (DateTimeException e) {
            return Cell.of(misfit(field, text, "a date as 1981, 1981-12 or 1981-12-15"));
        }
    }

    /** Reads {@code year}, {@code month} or {@code day} as a cell; an empty text is none. */
    Cell precision(String field) throws IOException {
        String text = word(field);
        if (text == null || text.isEmpty()) {
            return Cell.NULL;
        }
        return switch (text) {
            case "year" -> Cell.YEAR;
            case "month" -> Cell.MONTH;
            case "day" -> Cell.DAY;
            default -> Cell.of(misfit(field, text, "year, month or day"));
        };
    }

    /**
     * Reads the one text of an object that matters, as a cell.
     *
     * @param path what a message calls it
     */
    Cell cellWithin(String field, String wanted, String path) throws IOException {
        Cell found = Cell.NULL;
        if (opensObject(field)) {
            for (String name = json.nextField(); name != null; name = json.nextField()) {
                if (name.equals(wanted)) {
                    found = cell(path);
                } else {
                    json.skip();
                }
            }
        }
        return found;
    }

    /**
     * Reads the {@code id} of an object.
     *
     * @param path what a message calls it
     */
    String idWithin(String field, String path) throws IOException {
        String found = null;
        if (opensObject(field)) {
            for (String name = json.nextField(); name != null; name = json.nextField()) {
                if (name.equals("id")) {
                    found = id(path);
                } else {
                    json.skip();
                }
            }
        }
        return found;
    }

    /** Returns whether the reader stands on an object that is now to be read; anything but null does not fit. */
    boolean opensObject(String field) throws IOException {
        if (json.token() == JsonToken.START_OBJECT) {
            return true;
        }
        absentOrMisfit(field, "an object");
        return false;
    }

    /** Returns whether the reader stands on a list that is now to be read; anything but null does not fit. */
    boolean opensList(String field) throws IOException {
        if (json.token() == JsonToken.START_ARRAY) {
            return true;
        }
        absentOrMisfit(field, "a list");
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

    private static String quoted(String text) {
        return '"' + Excerpt.of(text, SHOWN_LENGTH) + '"';
    }

    private String absentOrMisfit(String field, String expected) throws IOException {
        if (json.token() != JsonToken.VALUE_NULL) {
            if (misfits++ == 0) {
                misfit = "%s is %s, expected %s".formatted(field, shown(), expected);
            }
            json.skip();
        }
        return null;
    }

    private String misfit(String field, String text, String expected) {
        if (misfits++ == 0) {
            misfit = "%s is %s, expected %s".formatted(field, quoted(text), expected);
        }
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
