package io.caravan.transform;

import java.io.IOException;

/** The bytes are no JSON, or JSON beyond a limit; the message says what stands there and what was expected. */
final class MalformedJsonException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean beyondLimit;

    MalformedJsonException(String message, boolean beyondLimit) {
        super(message);
        this.beyondLimit = beyondLimit;
    }

    boolean isBeyondLimit() {
        return beyondLimit;
    }
}
