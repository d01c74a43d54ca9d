package io.caravan.failure;

/** The user's consent is missing or over; nothing is read until the user signs in again. */
public final class SignInException extends CaravanException {
    private static final long serialVersionUID = 1;

    /** Creates the error; the message names the command to run. */
    public SignInException(String message) {
        super(message, null);
    }

    @Override
    public Outcome outcome() {
        return Outcome.SIGN_IN;
    }
}
