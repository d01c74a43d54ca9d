package io.caravan.transform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final byte[] TEXT = "[{\"a\":1},{\"a\":1}]".getBytes(US_ASCII);
    private static final int FIRST = 1;
    private static final int SECOND = 9;
    private static final int LENGTH = 7;
    private static final int DEPTH = 5;

    private final Repeats<String> repeats = new Repeats<>(16);
    private final int slot = repeats.slot(42);

    private void remember() {
        repeats.put(slot, TEXT, FIRST, FIRST + LENGTH, DEPTH, "one");
    }

    @Test
    void theSameBytesAreTheSameValue() {
        assertThat(repeats.length(slot, TEXT, FIRST, TEXT.length, DEPTH)).isZero();
        remember();

        assertThat(repeats.length(slot, TEXT, SECOND, TEXT.length, DEPTH)).isEqualTo(LENGTH);
        assertThat(repeats.value(slot)).isEqualTo("one");
    }

    /** Else what it holds could be deeper than is allowed. */
    @Test
    void theSameBytesDeeperDownAreReadAnew() {
        remember();

        assertThat(repeats.length(slot, TEXT, SECOND, TEXT.length, DEPTH - 1)).isEqualTo(LENGTH);
        assertThat(repeats.length(slot, TEXT, SECOND, TEXT.length, DEPTH + 1)).isZero();
    }

    @Test
    void bytesThatAreOthersOrHaveNotAllComeAreReadAnew() {
        remember();

        assertThat(repeats.length(slot, TEXT, SECOND + 1, TEXT.length, DEPTH)).isZero();
        assertThat(repeats.length(slot, TEXT, SECOND, SECOND + LENGTH, DEPTH)).isEqualTo(LENGTH);
        assertThat(repeats.length(slot, TEXT, SECOND, SECOND + LENGTH - 1, DEPTH))
                .isZero();
    }

    @Test
    void ofValuesThatShareASlotTheLastOneIsKept() {
        remember();
        byte[] longer = "{\"a\":\"a longer one\"}".getBytes(US_ASCII);
        repeats.put(slot, longer, 0, longer.length, DEPTH + 1, "two");

        assertThat(repeats.length(slot, TEXT, FIRST, TEXT.length, DEPTH)).isZero();
        assertThat(repeats.length(slot, longer, 0, longer.length, DEPTH + 1)).isEqualTo(longer.length);
        assertThat(repeats.value(slot)).isEqualTo("two");
    }
}
