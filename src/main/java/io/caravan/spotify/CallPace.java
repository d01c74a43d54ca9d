package io.caravan.spotify;

import io.caravan.failure.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets at most so many calls out in any 30 seconds, in the order in which they ask, and none while all have to wait. A caller's
 * thread waits here: what it waits for, every other caller would have to wait for as well.
 */
final class CallPace {
    /** A second more than Spotify's, which counts a call when it arrives and not when it leaves. */
    static final Duration WINDOW = Duration.ofSeconds(31);
    /** So often a waiting caller looks whether it still may. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final Clock clock;
    private final int most;
    private final Deque<Instant> left = new ArrayDeque<>();
    /** Who waits holds it, and the others queue behind. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile Pause pause = Pause.SLEEP;
    private volatile Instant pausedUntil = Instant.MIN;

    /**
     * Creates a pace.
     *
     * @param most calls in any 30 seconds
     */
    CallPace(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    void setPause(Pause pause) {
        this.pause = pause;
    }

    /**
     * Returns when a call may leave.
     *
     * @param check throws where the wait has become useless
     * @param count is called last, and throws where the call must not leave
     */
    void await(Runnable check, Runnable count) {
        try {
            turn.lockInterruptibly();
            try {
                for (Duration wait = wait(clock.instant()); !wait.isZero(); wait = wait(clock.instant())) {
                    check.run();
                    pause.last(wait.compareTo(LONGEST_SLEEP) < 0 ? wait : LONGEST_SLEEP);
                }
                count.run();
                left.addLast(clock.instant());
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while a call to Spotify waited for its turn", e);
        }
    }

    private Duration wait(Instant now) {
        while (!left.isEmpty() && !now.isBefore(left.getFirst().plus(WINDOW))) {
            left.removeFirst();
        }
        Instant room = left.size() < most ? now : left.getFirst().plus(WINDOW);
        Instant until = room.isAfter(pausedUntil) ? room : pausedUntil;
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** Lets all calls wait, since each that leaves during a penalty may make it longer. */
    synchronized void pause(Duration wait) {
        Instant until = clock.instant().plus(wait);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }
}
