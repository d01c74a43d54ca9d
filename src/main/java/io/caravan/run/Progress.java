package io.caravan.run;

/** Told of each step of a run as it happens, from any thread. */
@FunctionalInterface
public interface Progress {
    /**
     * Takes one event.
     *
     * @param stage the route
     * @param object the playlist or snapshot
     * @param detail what happened to it, in a few words
     */
    void step(String stage, String object, String detail);
}
