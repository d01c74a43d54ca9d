package io.caravan.failure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a run ended, from the best to the one that hides all others, with its exit code. */
public enum Outcome {
    OK(0),
    PARTLY(3),
    FAILED(1),
    PARKED(75),
    SIGN_IN(78),
    CONFIGURATION(2);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Returns the exit code of the command {@code once}. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns the name in summaries and in the ledger of runs: {@code sign_in}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the one of the two that a person has to be told first. */
    public Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
