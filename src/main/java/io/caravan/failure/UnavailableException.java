package io.caravan.failure;

/** A service did not answer as it should and may do so later: retried, then left for the next run. */
public final class UnavailableException extends CaravanException {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;

    /** Creates the error; the message names the service and the cause. */
    public UnavailableException(String message, Throwable cause) {
        this(message, cause, Outcome.FAILED);
    }

    /** Creates the error; the outcome is that of a run whose retries were in vain. */
    public UnavailableException(String message, Throwable cause, Outcome outcome) {
        super(message, cause);
        this.outcome = outcome;
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }
}
