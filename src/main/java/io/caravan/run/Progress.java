package io.caravan.run;

import io.caravan.lake.Stage;
import io.caravan.text.Counted;

/** Told of each step of a run as it happens, from any thread. */
@FunctionalInterface
public interface Progress {
    /**
     * Takes one event.
     *
     * @param stage the label of a {@link Stage}, or what a route of one's own calls itself
     * @param object the playlist or snapshot
     * @param detail what happened to it, in a few words
     */
    void step(String stage, String object, String detail);

    /** Takes what the run has done so far, each time that its row in {@code etl_run} is to be written. */
    default void summary(RunSummary summary) {}

    /** Takes a playlist that is as it was; it is one of those that {@link #unchanged(long)} tells of. */
    default void unchanged(String playlistId) {}

    /** Takes the number of playlists that are as they were. */
    default void unchanged(long playlists) {
        if (playlists > 0) {
            step(Stage.EXTRACT_PLAYLISTS.label(), Counted.of(playlists, "playlist"), "unchanged");
        }
    }

    /**
     * Takes a page of a playlist that is being read.
     *
     * @param entries how many it holds
     */
    default void page(String playlistId, int entries) {
        step(Stage.EXTRACT_PLAYLISTS.label(), playlistId, Counted.of(entries, "entry", "entries"));
    }
}
