package io.caravan.transform;

import java.io.IOException;
import java.io.InputStream;

/**
 * Passes over JSON values without making anything of them, and yet holds all of their bytes to the grammar: brackets, commas and
 * colons, strings with their escapes and the form of their UTF-8, numbers and literals are what <a
 * href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a> asks for, no value is nested too deeply and no number is too long.
 */
class JsonScanner extends ByteWindow {
    /** A quote, two capital letters, a quote and a comma: how lists of markets go on and on. */
    private static final long MARKET = 0x2c_22_00_00_22L;

    private static final long MARKET_MASK = 0xff_ff_00_00_ffL;

    private static final long TRUE = 0x65_75_72_74L;
    private static final long FALSE = 0x65_73_6c_61_66L;
    private static final long NULL = 0x6c_6c_75_6eL;

    private final int maxDepth;
    /** Whether what was opened is an object, by depth from 1 on. */
    private final boolean[] objects;

    int depth;
    /** Whether the string that was passed last is ASCII without escapes: then each byte is a character. */
    boolean plain;
    /** Whether it is sound UTF-8 without escapes: then its bytes are those of any other program. */
    boolean verbatim;

    JsonScanner(InputStream in, int widest, int maxDepth) {
        super(in, widest);
        this.maxDepth = maxDepth;
        this.objects = new boolean[maxDepth + 1];
    }

    final void open(boolean object) throws IOException {
        if (depth == maxDepth) {
            throw new MalformedJsonException("more than %d levels of objects and lists".formatted(maxDepth), true);
        }
        objects[++depth] = object;
        at++;
    }

    /** Takes the byte that has to come next; white space before it does not matter. */
    final void take(char expected) throws IOException {
        if (peek() != expected) {
            throw unexpected("'" + expected + "'");
        }
        at++;
    }

    /** Passes over the rest of the object or list that was opened last. */
    final void passRest() throws IOException {
        int outside = depth - 1;
        boolean opened = true;
        while (true) {
            int c = peek();
            boolean object = objects[depth];
            if (c == (object ? '}' : ']')) {
                at++;
                if (--depth == outside) {
                    return;
                }
                opened = false;
                continue;
            }
            if (!opened) {
                if (c != ',') {
                    throw unexpected(object ? "',' or '}'" : "',' or ']'");
                }
                at++;
                c = peek();
            }
            opened = false;
            if (object) {
                take('"');
                passString();
                take(':');
                c = peek();
            } else if (c == '"') {
                passMarkets();
                c = peek();
            }
            if (c == '"') {
                at++;
                passString();
            } else if (c == '{' || c == '[') {
                open(c == '{');
                opened = true;
            } else {
                passScalar(c);
            }
        }
    }

    /** Passes over texts of two capital letters, each with the comma behind it. */
    private void passMarkets() {
        while (true) {
            long eight = eight(at);
            int letters = (int) (eight >>> 8) & 0xffff;
            // Of letters from A to Z neither difference sets a high bit.
            if ((eight & MARKET_MASK) != MARKET
                    || ((letters | (letters - 0x4141) | (0x5a5a - letters)) & 0x8080) != 0) {
                return;
            }
            at += 5;
        }
    }

    /** Passes over a string whose first quote is taken, and takes the last. */
    final void passString() throws IOException {
        plain = true;
        verbatim = true;
        while (true) {
            int index = at;
            long specials = specials(eight(index));
            while (specials == 0) {
                index += Long.BYTES;
                specials = specials(eight(index));
            }
            at = index + (Long.numberOfTrailingZeros(specials) >>> 3);
            int c = buffer[at];
            if (c == '"') {
                at++;
                return;
            }
            plain &= at == end;
            if (c == '\\') {
                verbatim = false;
                passEscape();
            } else if (c < 0) {
                passUtf8(c & 0xff);
            } else if (at < end || !fill()) {
                throw unexpected("text");
            }
        }
    }

    private void passEscape() throws IOException {
        if (!has(2)) {
            throw unexpected("an escape");
        }
        switch (buffer[++at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                if (!has(5)) {
                    throw unexpected("four hex digits");
                }
                for (int digit = 0; digit < 4; digit++) {
                    at++;
                    if (Character.digit(buffer[at], 16) < 0) {
                        throw unexpected("a hex digit");
                    }
                }
                at++;
            }
            default -> throw unexpected("an escape");
        }
    }

    private void passUtf8(int first) throws IOException {
        int length = (first & 0xe0) == 0xc0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : (first & 0xf8) == 0xf0 ? 4 : 0;
        if (length == 0 || !has(length)) {
            throw unexpected("UTF-8");
        }
        verbatim &= isSound(first, buffer[at + 1] & 0xff);
        at++;
        for (int more = 1; more < length; more++) {
            if ((buffer[at] & 0xc0) != 0x80) {
                throw unexpected("UTF-8");
            }
            at++;
        }
    }

    /** Returns whether two bytes begin no character that has a shorter form, is half of a pair or does not exist. */
    private static boolean isSound(int first, int second) {
        return switch (first) {
            case 0xc0, 0xc1 -> false;
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> first < 0xf4;
        };
    }

    /** Passes over a number, {@code true}, {@code false} or {@code null}; returns whether it is a number with a fraction or an exponent. */
    final boolean passScalar(int first) throws IOException {
        switch (first) {
            case 't' -> passLiteral("true", TRUE);
            case 'f' -> passLiteral("false", FALSE);
            case 'n' -> passLiteral("null", NULL);
            default -> {
                return NumberForm.pass(this);
            }
        }
        return false;
    }

    private void passLiteral(String literal, long bytes) throws IOException {
        if (((eight(at) ^ bytes) << (Long.SIZE - Byte.SIZE * literal.length())) == 0) {
            at += literal.length();
            return;
        }
        if (!has(literal.length())) {
            throw unexpected(literal);
        }
        for (int letter = 0; letter < literal.length(); letter++) {
            if (buffer[at] != literal.charAt(letter)) {
                throw unexpected(literal);
            }
            at++;
        }
    }
}
