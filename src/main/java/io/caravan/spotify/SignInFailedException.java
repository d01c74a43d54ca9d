package io.caravan.spotify;

import java.io.IOException;

/** Spotify's sign-in did not answer, or not sensibly; it may do better when asked again. */
public final class SignInFailedException extends IOException {
    private static final long serialVersionUID = 1;

    SignInFailedException(IOException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
