package io.caravan.spotify;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads on which playlists are read. */
public final class PlaylistThreads {
    private PlaylistThreads() {}

    /**
     * Makes one a call that may be under way, and one a processor besides: while an answer is worked on, the call of another playlist takes
     * its place. How many calls there are at a time is held by the HTTP client.
     *
     * @param calls value of {@code spotify.concurrency}
     */
    public static ExecutorService forCalls(int calls) {
        return Executors.newFixedThreadPool(calls + Runtime.getRuntime().availableProcessors());
    }
}
