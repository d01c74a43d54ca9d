package io.caravan.observe;

import io.caravan.failure.CaravanException;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeTrouble;
import io.caravan.lake.Prefixes;
import io.caravan.lake.RawInbox;
import io.caravan.sink.Sinks;
import io.caravan.spotify.RateLimit;
import io.caravan.spotify.SpotifySignIn;
import io.caravan.text.Durations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks at what only S3 and files know, from time to time and on a thread of its own, and keeps what it saw. A look that fails is
 * itself something to be seen, and no failure of the run.
 */
public final class Observations {
    /** So many looks may fail to come before what was seen is no longer believed. */
    private static final int MISSED_LOOKS = 3;

    private final Lake lake;
    private final DeadLetters deadLetters;
    private final Sinks sinks;
    private final RateLimit rateLimit;
    private final SpotifySignIn signIn;
    private final Clock clock;
    private final Duration period;
    private volatile LakeState lakeState = LakeState.UNSEEN;
    private volatile SpotifyState spotifyState = SpotifyState.UNSEEN;

    /**
     * Creates the bean.
     *
     * @param period value of {@code caravan.observe-every}
     */
    public Observations(
            Lake lake,
            DeadLetters deadLetters,
            Sinks sinks,
            RateLimit rateLimit,
            SpotifySignIn signIn,
            Clock clock,
            String period) {
        this.lake = lake;
        this.deadLetters = deadLetters;
        this.sinks = sinks;
        this.rateLimit = rateLimit;
        this.signIn = signIn;
        this.clock = clock;
        this.period = Durations.parse(period);
    }

    /** Looks once; takes as long as S3 takes. */
    public void look() {
        try {
            spotifyState = new SpotifyState(rateLimit.callsLeft(), rateLimit.notBefore(), signIn.consent(), null);
        } catch (SdkException e) {
            spotifyState =
                    spotifyState.unseenSince(LakeTrouble.of(e, lake.bucket()).getMessage());
        } catch (CaravanException e) {
            spotifyState = spotifyState.unseenSince(e.getMessage());
        }
        try {
            lakeState = new LakeState(clock.instant(), inboxes(), deadLetters.countByStage(), null);
        } catch (SdkException e) {
            lakeState = lakeState.unseenSince(LakeTrouble.of(e, lake.bucket()).getMessage());
        }
    }

    private Map<String, Inbox> inboxes() {
        var inboxes = new TreeMap<String, Inbox>();
        inboxes.put(Prefixes.RAW_INBOX, Inbox.of(RawInbox.of(lake).waiting()));
        sinks.on().forEach(sink -> inboxes.put(sink.inbox(), Inbox.of(lake.list(sink.inbox()))));
        return inboxes;
    }

    LakeState lake() {
        return lakeState;
    }

    SpotifyState spotify() {
        return spotifyState;
    }

    /** Returns whether the looks have stopped coming: then S3 does not even refuse. */
    boolean isOverdue() {
        Instant seenAt = lakeState.seenAt();
        return seenAt != null && clock.instant().isAfter(seenAt.plus(period.multipliedBy(MISSED_LOOKS)));
    }
}
