package io.caravan.redshift;

/** What Redshift's documentation does not list. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
