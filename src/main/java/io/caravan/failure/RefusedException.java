package io.caravan.failure;

/** A service will not give what was asked for; asking again changes nothing. It ends one playlist or object, not the run. */
public final class RefusedException extends CaravanException {
    private static final long serialVersionUID = 1;

    /** Creates the error; the message says of what, why, and what to do. */
    public RefusedException(String message) {
        super(message, null);
    }

    @Override
    public Outcome outcome() {
        return Outcome.PARTLY;
    }
}
