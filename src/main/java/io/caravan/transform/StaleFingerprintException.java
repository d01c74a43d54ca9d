package io.caravan.transform;

/** The fingerprint that came with an object is of other bytes; to be read again without it. */
public final class StaleFingerprintException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleFingerprintException(String key) {
        super("The metadata of " + key
                + " hold the fingerprint of other bytes: it was written over, and is hashed anew");
    }
}
