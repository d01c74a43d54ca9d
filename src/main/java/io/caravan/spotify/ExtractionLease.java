package io.caravan.spotify;

import io.caravan.lake.Lake;
import io.caravan.lake.LakeVersion;
import io.caravan.run.CurrentRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Which of several processes over one lake reads the playlists now, kept as an object of the lake. Who begins writes it, on condition that
 * nobody else does, and again from time to time as long as the extraction lasts; one that was not written for {@link #EXPIRY}, by the
 * lake's clock alone, was left by a process that died. One that died on this machine is known to be gone at once.
 *
 * <p>It spares calls and rows, and guards nothing: a process that stood still for longer than that and goes on may read beside its successor, and each
 * snapshot of both is right.
 */
public final class ExtractionLease implements AutoCloseable {
    /** Where it lies in a lake. */
    static final String KEY = "state/lease.json";
    /** So long a process may be silent before another reads the playlists. */
    static final Duration EXPIRY = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ExtractionLease.class);
    private static final String TYPE = "application/json";
    /** What is written for the time that the lake gives it: only the lake's clock says how old a lease is. */
    private static final String CLOCK = "state/lease-clock";
    /** So often it is written anew: two of these may fail. */
    private static final Duration RENEWAL = EXPIRY.dividedBy(3);

    private final Lake lake;
    private final CurrentRun runs;
    private final LeaseHolder us = LeaseHolder.newest();
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "extraction-lease");
        thread.setDaemon(true);
        return thread;
    });
    /** Null where this process does not read. */
    private ScheduledFuture<?> renewal;

    /**
     * Creates the bean.
     *
     * @param runs is told when another process reads the playlists
     */
    public ExtractionLease(Lake lake, CurrentRun runs) {
        this.lake = lake;
        this.runs = runs;
    }

    /**
     * Returns who reads the playlists of a lake now, in words; null where nobody does. Writes to the lake where somebody seems to.
     *
     * @param lake whose lease it is
     */
    public static String holder(Lake lake) {
        LeaseHolder holder = living(lake, lake.readVersion(KEY));
        return holder == null ? null : holder.words();
    }

    private static LeaseHolder living(Lake lake, LakeVersion lease) {
        if (lease == null) {
            return null;
        }
        LeaseHolder holder = LeaseHolder.parse(lease.bytes());
        return holder.isGone() || isExpired(lake) ? null : holder;
    }

    private static boolean isExpired(Lake lake) {
        Instant written = lake.lastModified(KEY);
        if (written == null) {
            return true;
        }
        lake.put(CLOCK, new byte[0], "text/plain");
        return written.plus(EXPIRY).isBefore(lake.lastModified(CLOCK));
    }

    /** Takes it; returns false, and tells the run who has it, where another process has. */
    public synchronized boolean take() {
        LakeVersion before = lake.readVersion(KEY);
        // One of ours that is left over is from an end at which the lake was away.
        LeaseHolder holder = isOurs(before) && renewal == null ? null : living(lake, before);
        // An answer that was lost is asked for again, and then the object is there already.
        if (holder != null || (!write(before) && ours() == null)) {
            runs.leftTo(holder == null ? "a process that began at the same moment" : holder.words());
            return false;
        }
        renewal = renewals.scheduleAtFixedRate(
                this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    private boolean write(LakeVersion over) {
        return lake.putOver(KEY, us.json().getBytes(StandardCharsets.UTF_8), TYPE, over);
    }

    /** Writes it anew, so that others see that the work goes on. */
    void renew() {
        try {
            LakeVersion ours = ours();
            if (ours == null || !write(ours)) {
                LOG.warn(
                        "Another process has begun to read the playlists, since this one was silent for {} minutes",
                        EXPIRY.toMinutes());
            }
        } catch (SdkException e) {
            LOG.debug("The lake does not take the lease now; the next one may come through", e);
        }
    }

    /** Returns the lease where it is this process's. */
    private LakeVersion ours() {
        LakeVersion lease = lake.readVersion(KEY);
        return isOurs(lease) ? lease : null;
    }

    private boolean isOurs(LakeVersion lease) {
        return lease != null && LeaseHolder.parse(lease.bytes()).id().equals(us.id());
    }

    /** Gives it back, where this process has it; a lake that is away does not keep the run from its end, and the lease expires. */
    public synchronized void release() {
        if (renewal == null) {
            return;
        }
        renewal.cancel(false);
        renewal = null;
        try {
            LakeVersion ours = ours();
            if (ours != null) {
                lake.deleteIfUnchanged(KEY, ours.eTag());
            }
        } catch (SdkException e) {
            LOG.warn(
                    "The lake did not take back that this process reads the playlists; for {} minutes no process on another machine will: {}",
                    EXPIRY.toMinutes(),
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        release();
        renewals.shutdownNow();
    }
}
