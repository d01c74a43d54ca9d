package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import io.caravan.text.Timestamps;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Locale;

/**
 * Reads single values from a reader that stands on them. One that does not fit becomes what it surely means, or null, and is counted as
 * repaired; only for an id that nothing can do without, the object is at fault, which can be judged when it was read to the end. Numbers
 * may be written as {@code 50.0}, {@code 2.15e5} or {@code "1000"}, ids as URIs and URLs: they mean the same.
 */
final class JsonFields {
    private static final int ID_LENGTH = 100;
    private static final int SHOWN_LENGTH = 60;
    /** Bytes of the cell of an id of Spotify's, 22 characters in quotes: it is no URI and no URL. */
    private static final int SPOTIFY_ID = 24;

    private static final int LONGEST_NUMBER = 40;
    /** The only control character that JSON lets stand as it is. */
    private static final char DELETE = 0x7f;

    /** Reads an object to its end. */
    interface Reading<T> {
        T read() throws IOException;
    }

    private final JsonReader json;
    /** Null where nothing may be repaired. */
    private final Repairs repairs;

    private String misfit;

    /** Creates a reader of values that makes the best of those that do not fit. */
    JsonFields(JsonReader json, Repairs repairs) {
        this.json = json;
        this.repairs = repairs;
    }

    /** Returns a reader of values to which every value that does not fit is a misfit. */
    static JsonFields strict(JsonReader json) {
        return new JsonFields(json, null);
    }

    /** Forgets the misfit of an earlier object. */
    void restart() {
        misfit = null;
    }

    /** Returns field, value and expectation of the first value that did not fit and could not be done without, or null. */
    String misfit() {
        return misfit;
    }

    /**
     * Returns what became of an object that was the same to the byte, or reads the one that the reader stands on. One with a value that
     * does not fit is not remembered, so that it is told each time.
     */
    <T> T recalled(Repeats<T> known, Reading<T> reading) throws IOException {
        T before = json.recall(known);
        if (before != null) {
            return before;
        }
        long begin = json.tokenOffset();
        long repairedBefore = repairs.total();
        T value = reading.read();
        if (repairs.total() == repairedBefore && value != null) {
            json.remember(known, begin, value);
        }
        return value;
    }

    /** Reads any text that a CSV file and a warehouse can hold. */
    String text(String field) throws IOException {
        return switch (json.token()) {
            case VALUE_STRING -> storable(field, json.text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
                String written = json.text();
                yield unfit(field, written, "text", written);
            }
            default -> unfitOrNull(field, "text", null);
        };
    }

    /** Reads a text that is one of a few words. */
    String word(String field) throws IOException {
        return json.token() == JsonToken.VALUE_STRING ? storable(field, json.word()) : text(field);
    }

    private String storable(String field, String text) {
        if (json.isPlain() || isStorable(text)) {
            return text;
        }
        return unfit(
                field, quoted(text), "text without NUL characters and halves of surrogate pairs", madeStorable(text));
    }

    /** Reads any text that a CSV file and a warehouse can hold, as a cell; like all cells that are read here, it is never Java's null. */
    Cell cell(String field) throws IOException {
        Cell cell = json.cell();
        return cell == null ? Cell.of(text(field)) : cell;
    }

    /** Reads an id as a cell; an empty one is none. */
    Cell idCell(String field) throws IOException {
        Cell cell = plainId();
        return cell == null ? Cell.of(id(field)) : cell;
    }

    /** Reads an id without which its object is nothing; an empty one is none. */
    Cell requiredIdCell(String field) throws IOException {
        Cell cell = plainId();
        return cell == null ? Cell.of(requiredId(field)) : cell;
    }

    /** Returns the id as it stands there; null where it takes more than that. */
    private Cell plainId() throws IOException {
        Cell cell = json.cell();
        if (cell == null || !json.isPlain() || cell.bytes.length > ID_LENGTH + 2 || json.mayHaveDelete()) {
            return null;
        }
        if (cell.bytes.length != SPOTIFY_ID && cell.hasColon()) {
            return null; // a URI or a URL
        }
        return cell.bytes.length == 2 ? Cell.NULL : cell;
    }

    /** Reads an id; an empty one is none. */
    String id(String field) throws IOException {
        return id(field, repairs == null);
    }

    /** Reads an id without which its object is nothing; an empty one is none. */
    String requiredId(String field) throws IOException {
        return id(field, true);
    }

    private String id(String field, boolean isRequired) throws IOException {
        if (json.token() != JsonToken.VALUE_STRING) {
            if (json.token() != JsonToken.VALUE_NULL) {
                unfitId(field, shown(), "an id", isRequired);
                json.skip();
            }
            return null;
        }
        String id = SpotifyIds.bare(json.text());
        boolean fits = json.isPlain() ? id.indexOf(DELETE) < 0 : isStorable(id) && !hasControl(id);
        if (id.length() > ID_LENGTH || !fits) {
            unfitId(
                    field,
                    quoted(id),
                    "an id of at most " + ID_LENGTH + " characters without control characters",
                    isRequired);
            return null;
        }
        return id.isEmpty() ? null : id;
    }

    private void unfitId(String field, String shown, String expected, boolean isRequired) {
        if (isRequired) {
            misfit(field, shown, expected);
        } else {
            repairs.add(field);
        }
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
        return whole == null ? otherWhole(field) : whole;
    }

    /** Reads a whole number of 32 bits as a cell. */
    Cell number(String field) throws IOException {
        Cell number = json.wholeCell();
        if (number != null) {
            return number;
        }
        Integer whole = otherWhole(field);
        return whole == null ? Cell.NULL : Cell.of(whole.toString());
    }

    /** Reads {@code 50.0}, {@code 2.15e5} and {@code "1000"}. */
    private Integer otherWhole(String field) throws IOException {
        String expected = "a whole number of 32 bits";
        JsonToken token = json.token();
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            return unfitOrNull(field, expected, null);
        }
        String written = json.text().strip();
        try {
            if (written.length() <= LONGEST_NUMBER) {
                return written.isEmpty() ? null : Integer.valueOf(new BigDecimal(written).intValueExact());
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // 50.5, 1e99, high: told below
        }
        return unfit(field, token.isNumeric() ? written : quoted(written), expected, null);
    }

    /** Reads {@code true} or {@code false} as a cell. */
    Cell flagCell(String field) throws IOException {
        Boolean flag = flag(field);
        return flag == null ? Cell.NULL : flag ? Cell.TRUE : Cell.FALSE;
    }

    /** Reads {@code true} or {@code false}, also in quotes. */
    Boolean flag(String field) throws IOException {
        JsonToken token = json.token();
        if (token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        String expected = "true or false";
        if (token != JsonToken.VALUE_STRING) {
            return unfitOrNull(field, expected, null);
        }
        String written = json.text();
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> unfit(field, quoted(written), expected, null);
        };
    }

    /** Reads a time as a cell: ISO 8601 in its many forms, or seconds or milliseconds since 1970; without an offset it is UTC. */
    Cell time(String field) throws IOException {
        Cell time = json.timeCell();
        if (time != null) {
            return time;
        }
        if (json.token() != JsonToken.VALUE_STRING && !json.token().isNumeric()) {
            return unfitOrNull(field, "a time", Cell.NULL);
        }
        String written = json.text();
        try {
            return written.isEmpty() ? Cell.NULL : Cell.of(Timestamps.cell(Timestamps.parseLenient(written)));
        } catch (DateTimeException e) {
            return unfit(field, quoted(written), "a time of ISO 8601", Cell.NULL);
        }
    }

    /** Reads a date of a year, a month or a day. */
    ReleaseDate releaseDate(String field) throws IOException {
        Cell cell = json.cell();
        if (cell != null && cell.isDay()) {
            return ReleaseDate.of(cell);
        }
        boolean isNumber = json.token().isNumeric();
        ReleaseDate date = ReleaseDate.parse(isNumber ? json.text().replaceFirst("\\.0*$", "") : text(field));
        if (date.isRepaired() || isNumber) {
            repairs.add(field);
        }
        return date;
    }

    /** Reads {@code year}, {@code month} or {@code day} as a cell; an empty text is none, another one is repaired by {@link ReleaseDate}. */
    Cell precision(String field) throws IOException {
        String text = word(field);
        if (text == null || text.isEmpty()) {
            return Cell.NULL;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "year" -> Cell.YEAR;
            case "month" -> Cell.MONTH;
            case "day" -> Cell.DAY;
            default -> unfit(field, quoted(text), "year, month or day", ReleaseDate.UNKNOWN_PRECISION);
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
        unfitOrNull(field, "an object", null);
        return false;
    }

    /** Returns whether the reader stands on a list that is now to be read; anything but null does not fit. */
    boolean opensList(String field) throws IOException {
        if (json.token() == JsonToken.START_ARRAY) {
            return true;
        }
        unfitOrNull(field, "a list", null);
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

    /** Passes over a value of another kind; null is no misfit. */
    private <T> T unfitOrNull(String field, String expected, T instead) throws IOException {
        if (json.token() != JsonToken.VALUE_NULL) {
            unfit(field, shown(), expected, null);
            json.skip();
        }
        return instead;
    }

    /** Returns what is taken in the place of a value that does not fit. */
    private <T> T unfit(String field, String shown, String expected, T instead) {
        if (repairs == null) {
            misfit(field, shown, expected);
        } else {
            repairs.add(field);
        }
        return instead;
    }

    private void misfit(String field, String shown, String expected) {
        if (misfit == null) {
            misfit = "%s is %s, expected %s".formatted(field, shown, expected);
        }
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

    private static String madeStorable(String text) {
        StringBuilder made = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '\ufffd' : c)
                .forEach(made::appendCodePoint);
        return made.toString();
    }
}
