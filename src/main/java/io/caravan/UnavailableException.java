package io.caravan;

/** A service did not answer as it should and may do so later: retried, then left for the next run. */
public final class UnavailableException extends CaravanException {
    private static final long serialVersionUID = 1;

    /** Creates the error; the message names the service and the cause. */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Outcome outcome() {
        return Outcome.FAILED;
    }
}
