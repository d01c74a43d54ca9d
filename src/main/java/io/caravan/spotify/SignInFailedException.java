package io.caravan.spotify;

import io.caravan.spotify.AccountsHttp.LimitedException;
import java.io.IOException;

/** Spotify's sign-in did not answer, or not sensibly; it may do better when asked again. */
public final class SignInFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final String retryAfter;

    /** Takes the words of what went wrong but not that itself: Camel looks at the innermost exception first. */
    SignInFailedException(IOException failure) {
        super(
                failure.getClass() == IOException.class || failure instanceof LimitedException
                        ? failure.getMessage()
                        : "Spotify's sign-in " + NetworkWords.of(failure));
        this.retryAfter = failure instanceof LimitedException limited ? limited.retryAfter() : null;
    }

    /** Returns what {@code Retry-After} said, null where nothing did. */
    String retryAfter() {
        return retryAfter;
    }
}
