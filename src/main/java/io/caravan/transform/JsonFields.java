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
 * may be written as {@code 50.0}, {@code 2.15e5} or {@code "1000"}: they mean the same.
 */
final class JsonFields {
    private static final int LONGEST_NUMBER = 40;

    /** Reads an object to its end. */
    interface Reading<T> {
        T read() throws IOException;
    }

    private final JsonReader json;
    private final Misfits misfits;
    private final IdFields ids;

    /** Creates a reader of values that makes the best of those that do not fit. */
    JsonFields(JsonReader json, Repairs repairs) {
        this.json = json;
        this.misfits = new Misfits(json, repairs);
        this.ids = new IdFields(json, misfits);
    }

    /** Returns a reader of values to which every value that does not fit is a misfit. */
    static JsonFields strict(JsonReader json) {
        return new JsonFields(json, null);
    }

    /** Returns what reads ids, whose misfits are among those of this. */
    IdFields ids() {
        return ids;
    }

    /** Forgets the misfit of an earlier object. */
    void restart() {
        misfits.restart();
    }

    /** Returns field, value and expectation of the first value that did not fit and could not be done without, or null. */
    String misfit() {
        return misfits.first();
    }

    /** Tells the value that the reader stands on: {@code "abc"}, {@code 3.5}, {@code an object}. */
    String shown() throws IOException {
        return misfits.shown();
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
        long repairedBefore = misfits.repaired();
        T value = reading.read();
        if (misfits.repaired() == repairedBefore && value != null) {
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
                yield misfits.unfit(field, written, "text", written);
            }
            default -> misfits.unfitOrNull(field, "text", null);
        };
    }

    /** Reads a text that is one of a few words. */
    String word(String field) throws IOException {
        return json.token() == JsonToken.VALUE_STRING ? storable(field, json.word()) : text(field);
    }

    private String storable(String field, String text) {
        if (json.isPlain() || StorableText.is(text)) {
            return text;
        }
        return misfits.unfit(
                field,
                Misfits.quoted(text),
                "text without NUL characters and halves of surrogate pairs",
                StorableText.of(text));
    }

    /** Reads any text that a CSV file and a warehouse can hold, as a cell; like all cells that are read here, it is never Java's null. */
    Cell cell(String field) throws IOException {
        Cell cell = json.cell();
        return cell == null ? Cell.of(text(field)) : cell;
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
            return misfits.unfitOrNull(field, expected, null);
        }
        String written = json.text().strip();
        try {
            if (written.length() <= LONGEST_NUMBER) {
                return written.isEmpty() ? null : Integer.valueOf(new BigDecimal(written).intValueExact());
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // 50.5, 1e99, high: told below
        }
        return misfits.unfit(field, token.isNumeric() ? written : Misfits.quoted(written), expected, null);
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
            return misfits.unfitOrNull(field, expected, null);
        }
        String written = json.text();
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> misfits.unfit(field, Misfits.quoted(written), expected, null);
        };
    }

    /** Reads a time as a cell: ISO 8601 in its many forms, or seconds or milliseconds since 1970; without an offset it is UTC. */
    Cell time(String field) throws IOException {
        Cell time = json.timeCell();
        if (time != null) {
            return time;
        }
        if (json.token() != JsonToken.VALUE_STRING && !json.token().isNumeric()) {
            return misfits.unfitOrNull(field, "a time", Cell.NULL);
        }
        String written = json.text();
        try {
            return written.isEmpty() ? Cell.NULL : Cell.of(Timestamps.cell(Timestamps.parseLenient(written)));
        } catch (DateTimeException e) {
            return misfits.unfit(field, Misfits.quoted(written), "a time of ISO 8601", Cell.NULL);
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
            misfits.repaired(field);
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
            default -> misfits.unfit(field, Misfits.quoted(text), "year, month or day", ReleaseDate.UNKNOWN_PRECISION);
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

    /** Returns whether the reader stands on an object that is now to be read; anything but null does not fit. */
    boolean opensObject(String field) throws IOException {
        return misfits.isOf(JsonToken.START_OBJECT, field, "an object");
    }

    /** Returns whether the reader stands on a list that is now to be read; anything but null does not fit. */
    boolean opensList(String field) throws IOException {
        return misfits.isOf(JsonToken.START_ARRAY, field, "a list");
    }
}
