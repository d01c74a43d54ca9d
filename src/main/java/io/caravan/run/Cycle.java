package io.caravan.run;

import io.caravan.text.Durations;
import java.time.Duration;

/**
 * Whether the extraction of a cycle still goes on. What was read is loaded meanwhile, so that a playlist which takes its time keeps no
 * other from the warehouse.
 */
public final class Cycle {
    private final Duration loadEvery;
    private boolean extracting;

    /**
     * Creates the bean.
     *
     * @param loadEvery value of {@code warehouse.load-every}
     */
    public Cycle(String loadEvery) {
        this.loadEvery = Durations.parse(loadEvery);
    }

    /** Notes that the extraction begins. */
    public synchronized void begin() {
        extracting = true;
    }

    /** Notes that it has ended, however it did. */
    public synchronized void extracted() {
        extracting = false;
        notifyAll();
    }

    /** Waits until the extraction has ended or it is time to load; returns whether it still goes on. */
    public synchronized boolean isTimeToLoad() throws InterruptedException {
        long end = System.nanoTime() + loadEvery.toNanos();
        for (long left = loadEvery.toNanos(); extracting && left > 0; left = end - System.nanoTime()) {
            // A wait of 0 would have no end.
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        }
        return extracting;
    }
}
