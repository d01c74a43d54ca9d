package io.caravan.spotify;

import java.io.IOException;

/** Spotify's sign-in did not answer, or not sensibly; it may do better when asked again. */
public final class SignInFailedException extends IOException {
    private static final long serialVersionUID = 1;

    /** Takes the words of what went wrong but not that itself: Camel looks at the innermost exception first. */
    SignInFailedException(IOException failure) {
        super(failure.getClass() == IOException.class ? failure.getMessage() : "Spotify's sign-in failed: " + failure);
    }
}
