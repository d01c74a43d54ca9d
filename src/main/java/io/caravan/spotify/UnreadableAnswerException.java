package io.caravan.spotify;

import java.io.IOException;

/** Spotify said 200 and sent something that is no JSON; it may do better when asked again. */
public final class UnreadableAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final byte[] answer;

    UnreadableAnswerException(String message, byte[] answer) {
        super(message);
        this.answer = answer;
    }

    /** Returns the bytes that came. */
    public byte[] answer() {
        return answer;
    }
}
