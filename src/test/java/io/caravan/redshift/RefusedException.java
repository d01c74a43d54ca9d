package io.caravan.redshift;

/** What Redshift would end a statement with. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RefusedException(String message) {
        super(message);
    }

    /** Of what Redshift's documentation does not list. */
    static RefusedException notListed(String what) {
        return new RefusedException("Redshift does not list " + what);
    }

    /** In Redshift's own words. */
    static RefusedException said(String words) {
        return new RefusedException(words);
    }
}
