package io.caravan.spotify;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.util.concurrent.CamelThreadFactory;

/** The threads on which playlists are read. */
public final class PlaylistThreads {
    private PlaylistThreads() {}

    /**
     * Makes one a call that may be under way, and one a processor besides: while an answer is worked on, the call of another playlist takes
     * its place. Who wants a single call at a time has one list read after the other. How many calls there are at a time is held by {@link SpotifyHttp}.
     *
     * @param calls value of {@code spotify.concurrency}
     */
    public static ExecutorService forCalls(int calls) {
        int beside = calls == 1 ? 0 : Runtime.getRuntime().availableProcessors();
        return Executors.newFixedThreadPool(
                calls + beside, new CamelThreadFactory("#name#-#counter#", "extract", true));
    }
}
