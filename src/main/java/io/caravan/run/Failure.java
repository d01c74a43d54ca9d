package io.caravan.run;

import io.caravan.failure.Outcome;

/**
 * Something that did not work and was set aside so that the rest could go on.
 *
 * @param stage the route in which it failed
 * @param object the playlist or the key that failed; empty where it was no single one
 * @param message what failed, why, and what to do now; at most 2,000 characters
 * @param outcome what the run is worth because of it
 */
public record Failure(String stage, String object, String message, Outcome outcome) {
    /** Some of S3's and of drivers' messages hold whole statements or pages. */
    private static final int LONGEST_MESSAGE = 2_000;

    /** Cuts the message. */
    public Failure {
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE - 1) + "…";
        }
    }
}
