package io.caravan.failure;

/** A setting is missing or wrong; nothing that uses it can work until a person mends it. */
public final class ConfigurationException extends CaravanException {
    private static final long serialVersionUID = 1;

    /** Creates the error; the message names each key and the way to mend it. */
    public ConfigurationException(String message) {
        super(message, null);
    }

    /** Creates the error with what brought it to light. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Outcome outcome() {
        return Outcome.CONFIGURATION;
    }
}
