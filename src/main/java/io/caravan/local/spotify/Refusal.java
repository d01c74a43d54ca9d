package io.caravan.local.spotify;

/** Ends the work on a request with an error of the Web API. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    Answer answer() {
        return Answer.error(status, getMessage());
    }
}
