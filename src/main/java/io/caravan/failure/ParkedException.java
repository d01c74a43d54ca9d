package io.caravan.failure;

import java.time.Instant;

/** Somebody told us to come back later, at a known time; until then every further call makes it worse. */
public final class ParkedException extends CaravanException {
    private static final long serialVersionUID = 1;

    private final Instant notBefore;

    /**
     * Creates the error.
     *
     * @param notBefore no call may go out before this time
     */
    public ParkedException(String message, Instant notBefore) {
        super(message, null);
        this.notBefore = notBefore;
    }

    /** Returns the time before which no call may go out. */
    public Instant notBefore() {
        return notBefore;
    }

    @Override
    public Outcome outcome() {
        return Outcome.PARKED;
    }
}
