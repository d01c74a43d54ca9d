package io.caravan.failure;

/** What Caravan itself reports: each message says what failed, on which object, and what to do now. */
public abstract sealed class CaravanException extends RuntimeException
        permits ConfigurationException,
                ParkedException,
                RefusedException,
                RejectedException,
                SignInException,
                UnavailableException {
    private static final long serialVersionUID = 1;

    CaravanException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the first of ours among an exception and its causes, null where none is. */
    public static CaravanException in(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof CaravanException ours) {
                return ours;
            }
        }
        return null;
    }

    /** Returns how a run ends in which this happened. */
    public abstract Outcome outcome();
}
