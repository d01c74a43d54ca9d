package io.caravan.run;

import io.caravan.failure.Outcome;
import io.caravan.lake.Stage;

/**
 * Something that did not work and was set aside so that the rest could go on.
 *
 * @param stage the label of the {@link Stage} in which it failed, or what a route of one's own calls itself
 * @param object the playlist or the key that failed; empty where it was no single one
 * @param message what failed, why, and what to do now; at most 2,000 characters
 * @param outcome what the run is worth because of it
 */
public record Failure(String stage, String object, String message, Outcome outcome) {
    /** Some of S3's and of drivers' messages hold whole statements or pages. */
    private static final int LONGEST_MESSAGE = 2_000;

    /** Creates the failure of a stage of ours. */
    public Failure(Stage stage, String object, String message, Outcome outcome) {
        this(stage.label(), object, message, outcome);
    }

    /** Cuts the message. */
    public Failure {
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE - 1) + "…";
        }
    }

    /** Returns whether it is one of a stage. */
    boolean isOf(Stage some) {
        return some.isCalled(stage);
    }
}
