package io.caravan.transform;

import java.io.IOException;

/** The form of a number, by <a href="https://www.rfc-editor.org/rfc/rfc8259#section-6">RFC 8259</a>. */
final class NumberForm {
    private static final int LONGEST_NUMBER = 1_000;

    private NumberForm() {}

    /**
     * Passes over a number that begins with the next byte.
     *
     * @return whether it has a fraction or an exponent
     */
    static boolean pass(ByteWindow window) throws IOException {
        long start = window.offset();
        if (window.buffer[window.at] == '-') {
            window.at++;
        }
        boolean zero = window.has(1) && window.buffer[window.at] == '0';
        if (passDigits(window, start, "a value") > 1 && zero) {
            throw window.unexpected("a number that does not begin with 0");
        }
        boolean decimal = false;
        if (window.has(1) && window.buffer[window.at] == '.') {
            window.at++;
            passDigits(window, start, "digits after the point");
            decimal = true;
        }
        if (window.has(1) && (window.buffer[window.at] | 0x20) == 'e') {
            window.at++;
            if (window.has(1) && (window.buffer[window.at] == '+' || window.buffer[window.at] == '-')) {
                window.at++;
            }
            passDigits(window, start, "digits of the exponent");
            decimal = true;
        }
        return decimal;
    }

    private static int passDigits(ByteWindow window, long start, String expected) throws IOException {
        int digits = 0;
        do {
            int from = window.at;
            while (window.buffer[window.at] >= '0' && window.buffer[window.at] <= '9') {
                window.at++;
            }
            digits += window.at - from;
            long excess = window.offset() - start - LONGEST_NUMBER;
            if (excess > 0) {
                window.at -= (int) excess - 1;
                throw new MalformedJsonException("a number of more than %d digits".formatted(LONGEST_NUMBER), true);
            }
        } while (window.at == window.end && window.fill());
        if (digits == 0) {
            throw window.unexpected(expected);
        }
        return digits;
    }
}
