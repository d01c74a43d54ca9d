package io.caravan.settings;

/** A value holds a placeholder that nothing fills. Its message may hold the value, and is for nobody's eyes. */
public final class UnfilledPlaceholderException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnfilledPlaceholderException(String message, Throwable cause) {
        super(message, cause);
    }
}
