package io.caravan.failure;

/** An object's content is at fault: it goes to the dead letter, and everything beside it goes on. */
public final class RejectedException extends CaravanException {
    private static final long serialVersionUID = 1;

    /** Creates the error; the message names the object, what is wrong with it and the remedy. */
    public RejectedException(String message) {
        super(message, null);
    }

    /** Creates the error with what brought it to light. */
    public RejectedException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Outcome outcome() {
        return Outcome.PARTLY;
    }
}
