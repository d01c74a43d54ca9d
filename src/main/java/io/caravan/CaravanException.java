package io.caravan;

/** What Caravan itself reports: each message says what failed, on which object, and what to do now. */
public abstract sealed class CaravanException extends RuntimeException
        permits ConfigurationException, ParkedException, RefusedException, RejectedException, UnavailableException {
    private static final long serialVersionUID = 1;

    CaravanException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns how a run ends in which this happened. */
    public abstract Outcome outcome();
}
