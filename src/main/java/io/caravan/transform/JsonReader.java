package io.caravan.transform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads JSON value by value for those who know what they look for: names are recognized as bytes, only values that are asked for
 * become objects, and {@link #skip} passes over the rest. It stands on one value at a time, of which {@link #token} tells the kind
 * (an object or a list is told by its beginning), and takes what was not asked for by itself. Each object and list that it
 * comes upon has to be read to its end or skipped.
 *
 * <p>What is JSON here is JSON for Jackson, which the tests hold it against.
 */
final class JsonReader extends JsonScanner {
    /** Characters of the longest number of 32 bits. */
    private static final int LONGEST_WHOLE = 11;
    /** The window is asked to hold a little more than the longest value that is allowed. */
    private static final int SLACK = 1 << 10;

    /** Bytes of a value that are looked at to find it again; shorter ones are read as quickly. */
    private static final int SAMPLED = 104;

    private static final int LONGEST_REPEAT = 1 << 14;

    private final int maxStringLength;
    private final Names names = new Names();
    private final Repeats<Boolean> skipped = new Repeats<>(64);
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    /** Whether the value is a string of which no more than the first quote was taken. */
    private boolean pending;
    /** Where the value stands, in the window; for a string after its quote. */
    private int start;

    private long tokenOffset;
    private char[] chars = new char[256];

    JsonReader(InputStream in, Limits limits) {
        super(in, Math.max(limits.maxEntryBytes(), 4 * limits.maxStringLength()) + SLACK, limits.maxDepth());
        this.maxStringLength = limits.maxStringLength();
    }

    JsonToken token() {
        return token;
    }

    /** Returns how many bytes stand before the value that the reader stands on. */
    long tokenOffset() {
        return tokenOffset;
    }

    /** Goes to the next value that stands in no other; returns null at the end of the stream. */
    JsonToken nextRoot() throws IOException {
        finish();
        int c = peek();
        if (c == EOF) {
            token = null;
            return null;
        }
        kept = at;
        return value(c);
    }

    /** Goes to the next element of the list that the reader is in; returns {@code END_ARRAY} after the last. */
    JsonToken nextElement() throws IOException {
        finish();
        int c = peek();
        if (c == ']') {
            at++;
            depth--;
            token = JsonToken.END_ARRAY;
            return token;
        }
        if (token != JsonToken.START_ARRAY) {
            if (c != ',') {
                throw unexpected("',' or ']'");
            }
            at++;
            c = peek();
        }
        kept = at;
        return value(c);
    }

    /** Goes to the value of the next field of the object that the reader is in and returns its name; null after the last. */
    String nextField() throws IOException {
        finish();
        int c = peek();
        if (c == '}') {
            at++;
            depth--;
            token = JsonToken.END_OBJECT;
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            if (c != ',') {
                throw unexpected("',' or '}'");
            }
            at++;
        }
        take('"');
        kept = at;
        String name = name();
        take(':');
        value(peek());
        return name;
    }

    private String name() throws IOException {
        if (end - at >= Names.LONGEST) {
            long first = eight(at);
            long specials = specials(first);
            if (specials != 0) {
                return name(first & before(specials), 0, 0, specials, 0);
            }
            long second = eight(at + 8);
            specials = specials(second);
            if (specials != 0) {
                return name(first, second & before(specials), 0, specials, 8);
            }
            long third = eight(at + 16);
            specials = specials(third);
            if (specials != 0) {
                return name(first, second, third & before(specials), specials, 16);
            }
        }
        return otherName();
    }

    private String name(long first, long second, long third, long specials, int before) throws IOException {
        int length = before + (Long.numberOfTrailingZeros(specials) >>> 3);
        if (buffer[at + length] != '"') {
            return otherName();
        }
        at += length + 1;
        return names.find(first, second, third);
    }

    /** Returns a mask of the bytes before the first that is marked. */
    private static long before(long specials) {
        return ((specials & -specials) - 1) >>> 7;
    }

    /** Takes a name that is long, holds more than ASCII, or stands where the window ends. */
    private String otherName() throws IOException {
        start = at;
        passString();
        return text(start, at - 1);
    }

    /** Takes the value that begins with a byte, or the beginning of it. */
    private JsonToken value(int c) throws IOException {
        start = at;
        tokenOffset = offset();
        switch (c) {
            case '"' -> {
                at++;
                start++;
                pending = true;
                token = JsonToken.VALUE_STRING;
            }
            case '{' -> {
                open(true);
                token = JsonToken.START_OBJECT;
            }
            case '[' -> {
                open(false);
                token = JsonToken.START_ARRAY;
            }
            default -> {
                boolean decimal = passScalar(c);
                token = switch (c) {
                    case 't' -> JsonToken.VALUE_TRUE;
                    case 'f' -> JsonToken.VALUE_FALSE;
                    case 'n' -> JsonToken.VALUE_NULL;
                    default -> decimal ? JsonToken.VALUE_NUMBER_FLOAT : JsonToken.VALUE_NUMBER_INT;
                };
            }
        }
        return token;
    }

    private void finish() throws IOException {
        if (pending) {
            pending = false;
            kept = -1;
            passString();
        }
    }

    /** Passes over the value that the reader stands on; what was an object or a list is then at its end. */
    void skip() throws IOException {
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            finish();
            return;
        }
        if (recall(skipped) == null) {
            JsonToken opened = token;
            long begin = tokenOffset;
            kept = -1;
            passRest();
            token = opened == JsonToken.START_OBJECT ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
            remember(skipped, begin, Boolean.TRUE);
        }
    }

    /** Returns what became of the object or list that the reader stands on when it came before, and goes to its end; else null. */
    <T> T recall(Repeats<T> repeats) {
        if (end - start < SAMPLED) {
            return null;
        }
        int slot = repeats.slot(sample(start));
        int length = repeats.length(slot, buffer, start, end, depth);
        if (length == 0) {
            return null;
        }
        at = start + length;
        depth--;
        token = token == JsonToken.START_OBJECT ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        return repeats.value(slot);
    }

    /**
     * Remembers what became of the object or list that was read last, if its bytes are still here.
     *
     * @param begin its offset
     */
    <T> void remember(Repeats<T> repeats, long begin, T value) {
        long from = begin - offset(0);
        if (marked < 0 || from < marked || begin < lineOffset() || at - from < SAMPLED || at - from > LONGEST_REPEAT) {
            return;
        }
        int slot = repeats.slot(sample((int) from));
        repeats.put(slot, buffer, (int) from, at, depth + 1, value);
    }

    /** Returns a mixture of some bytes, in which the ids of artists, albums and images stand. */
    private long sample(int from) {
        return eight(from + 40)
                ^ Long.rotateLeft(eight(from + 64), 13)
                ^ Long.rotateLeft(eight(from + 72), 27)
                ^ Long.rotateLeft(eight(from + SAMPLED - Long.BYTES), 41);
    }

    /** Keeps the bytes from the value on that the reader stands on, for {@link #since}. */
    void mark() {
        marked = token == JsonToken.VALUE_STRING ? start - 1 : start;
    }

    /** Lets go of what was marked. */
    void unmark() {
        marked = -1;
    }

    /** Returns whether the string that the reader stands on begins like an object or a list of JSON; it need not be read for that. */
    boolean beginsLikeJson() throws IOException {
        return pending && has(1) && (buffer[at] == '{' || buffer[at] == '[');
    }

    /** Returns what stands where the reader stopped, at most so many bytes. */
    String ahead(int length) {
        return new String(buffer, at, Math.min(length, end - at), ISO_8859_1);
    }

    /** Returns the bytes from an offset to where the reader is; a value that begins there was marked. */
    byte[] since(long offset) {
        if (marked < 0 || offset < offset(marked)) {
            throw new IllegalArgumentException("The bytes from %d on are no longer here".formatted(offset));
        }
        return Arrays.copyOfRange(buffer, (int) (offset - offset(0)), at);
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

    private String text(int from, int to) {
        return plain ? new String(buffer, from, to - from, ISO_8859_1) : decoded(from, to);
    }

    /** Decodes escapes and UTF-8 whose form is known to be right. */
    private String decoded(int from, int to) {
        if (chars.length < to - from) {
            chars = new char[Math.max(to - from, 2 * chars.length)];
        }
        int length = 0;
        for (int index = from; index < to; ) {
            int c = buffer[index++];
            if (c == '\\') {
                c = buffer[index++];
                chars[length++] = escaped(c, index);
                index += c == 'u' ? 4 : 0;
            } else if (c >= 0) {
                chars[length++] = (char) c;
            } else if ((c & 0xe0) == 0xc0) {
                chars[length++] = (char) (((c & 0x1f) << 6) | rest(index++));
            } else if ((c & 0xf0) == 0xe0) {
                chars[length++] = (char) (((c & 0x0f) << 12) | (rest(index++) << 6) | rest(index++));
            } else {
                int code = ((c & 0x07) << 18) | (rest(index++) << 12) | (rest(index++) << 6) | rest(index++);
                chars[length++] = (char) (0xd800 | ((code - 0x10000) >> 10));
                chars[length++] = (char) (0xdc00 | ((code - 0x10000) & 0x3ff));
            }
        }
        return new String(chars, 0, length);
    }

    private int rest(int index) {
        return buffer[index] & 0x3f;
    }

    private char escaped(int letter, int digits) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' ->
                (char) ((Character.digit(buffer[digits], 16) << 12)
                        | (Character.digit(buffer[digits + 1], 16) << 8)
                        | (Character.digit(buffer[digits + 2], 16) << 4)
                        | Character.digit(buffer[digits + 3], 16));
            default -> (char) letter;
        };
    }

    @Override
    void moved(int bytes) {
        super.moved(bytes);
        start -= bytes;
    }
}
