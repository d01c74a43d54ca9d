package io.caravan.spotify;

import java.time.Duration;

/** How time passes for a caller that waits. */
@FunctionalInterface
public interface Pause {
    /** The caller's thread sleeps. */
    Pause SLEEP = wait -> Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);

    /** Returns after this time, or a little later. */
    void last(Duration wait) throws InterruptedException;
}
