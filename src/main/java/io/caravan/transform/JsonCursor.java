package io.caravan.transform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/**
 * Goes from value to value: to the next one of an object, of a list or of the stream, or past one. Names are recognized as bytes. It
 * stands on one value at a time, of which {@link #token} tells the kind (an object or a list is told by its beginning), and takes what
 * was not asked for by itself. Each object and list that it comes upon has to be read to its end or skipped.
 */
class JsonCursor extends JsonScanner {
    /** Bytes of a value that are looked at to find it again; shorter ones are read as quickly. */
    private static final int SAMPLED = 104;

    private static final int LONGEST_REPEAT = 1 << 14;

    private final Names names = new Names();
    private final EncodedText encoded = new EncodedText();
    private final Repeats<Boolean> skipped = new Repeats<>(64);
    /** The kind of the value; null at the end of the stream. */
    JsonToken token = JsonToken.NOT_AVAILABLE;
    /** Whether the value is a string of which no more than the first quote was taken. */
    boolean pending;
    /** Where the value stands, in the window; for a string after its quote. */
    int start;

    private long tokenOffset;

    JsonCursor(InputStream in, int widest, int maxDepth) {
        super(in, widest, maxDepth);
    }

    final JsonToken token() {
        return token;
    }

    /** Returns how many bytes stand before the value that the reader stands on. */
    final long tokenOffset() {
        return tokenOffset;
    }

    /** Goes to the next value that stands in no other; returns null at the end of the stream. */
    final JsonToken nextRoot() throws IOException {
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
    final JsonToken nextElement() throws IOException {
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
    final String nextField() throws IOException {
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

    /** Takes a name, or a text that may stand in its place, of which the first quote is taken. */
    final String name() throws IOException {
        String name = names.take(this);
        if (name != null) {
            return name;
        }
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
    final void skip() throws IOException {
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
    final <T> T recall(Repeats<T> repeats) {
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
    final <T> void remember(Repeats<T> repeats, long begin, T value) {
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
    final void mark() {
        marked = token == JsonToken.VALUE_STRING ? start - 1 : start;
    }

    /** Returns the text of the string that was passed last. */
    final String text(int from, int to) {
        return plain ? new String(buffer, from, to - from, ISO_8859_1) : encoded.decoded(buffer, from, to);
    }

    @Override
    void moved(int bytes) {
        super.moved(bytes);
        start -= bytes;
    }
}
