package io.caravan.transform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads JSON value by value for those who know what they look for: only values that are asked for become objects, and {@link #skip}
 * passes over the rest.
 *
 * <p>What is JSON here is JSON for Jackson, which the tests hold it against.
 */
final class JsonReader extends JsonCursor {
    /** Characters of the longest number of 32 bits. */
    private static final int LONGEST_WHOLE = 11;
    /** The window is asked to hold a little more than the longest value that is allowed. */
    private static final int SLACK = 1 << 10;

    private final int maxStringLength;

    JsonReader(InputStream in, Limits limits) {
        super(in, Math.max(limits.maxEntryBytes(), 4 * limits.maxStringLength()) + SLACK, limits.maxDepth());
        this.maxStringLength = limits.maxStringLength();
    }

    /** Returns whether the string that the reader stands on begins like an object or a list of JSON; it need not be read for that. */
    boolean beginsLikeJson() throws IOException {
        return pending && has(1) && (buffer[at] == '{' || buffer[at] == '[');
    }

    /**
     * Returns the string that the reader stands on, or number or literal as it is written.
     *
     * @throws MalformedJsonException if it is longer than the limit
     */
    String text() throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            return new String(buffer, start, at - start, ISO_8859_1);
        }
        passPending();
        return allowed(text(start, at - 1));
    }

    /** Returns the same; to be called where it is one of a few words, which then are made once. */
    String word() throws IOException {
        if (token != JsonToken.VALUE_STRING || !pending) {
            return text();
        }
        pending = false;
        plain = true;
        return allowed(name());
    }

    private String allowed(String text) throws MalformedJsonException {
        if (text.length() > maxStringLength) {
            throw new MalformedJsonException(
                    "a text of %d characters, %d are allowed".formatted(text.length(), maxStringLength), true);
        }
        return text;
    }

    /** Returns the string that the reader stands on as a cell; null where that is more than a copy of its bytes, or no string. */
    Cell cell() throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            return null;
        }
        passPending();
        return verbatim && at - start <= maxStringLength ? Cell.ofQuoted(buffer, start - 1, at) : null;
    }

    /** Returns the string that the reader stands on as the cell of a time; null where it is none to the second in UTC. */
    Cell timeCell() throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            return null;
        }
        passPending();
        return Cell.ofUtcSecond(buffer, start - 1, at);
    }

    private void passPending() throws IOException {
        if (pending) {
            pending = false;
            passString();
        }
    }

    /** Returns the whole number that the reader stands on as a cell; null where it is none of 32 bits. */
    Cell wholeCell() {
        Integer whole = whole();
        if (whole == null) {
            return null;
        }
        return whole == 0 ? Cell.of("0") : Cell.ofBare(buffer, start, at); // -0 is 0
    }

    /** Returns whether the last text is printable ASCII without escapes. */
    boolean isPlain() {
        return plain;
    }

    /** Returns false where there is surely no character DELETE in the string that the reader stands on. */
    boolean mayHaveDelete() {
        for (int index = start; index < at; index += Long.BYTES) {
            if (hasDelete(eight(index))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the whole number that the reader stands on; null where it is none of 32 bits. */
    Integer whole() {
        if (token != JsonToken.VALUE_NUMBER_INT || at - start > LONGEST_WHOLE) {
            return null;
        }
        boolean negative = buffer[start] == '-';
        long number = 0;
        for (int digit = negative ? start + 1 : start; digit < at; digit++) {
            number = 10 * number + buffer[digit] - '0';
        }
        number = negative ? -number : number;
        return number == (int) number ? Integer.valueOf((int) number) : null;
    }
}
