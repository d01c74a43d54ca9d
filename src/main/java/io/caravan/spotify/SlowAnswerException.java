package io.caravan.spotify;

import java.io.IOException;

/** Spotify sends an answer so slowly that nobody knows whether it ever ends. */
public final class SlowAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    SlowAnswerException(String message) {
        super(message);
    }
}
