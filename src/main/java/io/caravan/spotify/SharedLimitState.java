package io.caravan.spotify;

import io.caravan.failure.UnavailableException;
import io.caravan.lake.LakeVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The state of the limits as several processes share it: none writes over what another one noted, and a penalty that one was told of
 * holds here at once, also while it cannot be stored. One thread at a time may use it.
 */
final class SharedLimitState {
    /** Longer penalties than this were never seen; an answer that asks for more is asked again after it. */
    private static final Duration LONGEST_PARKING = Duration.ofDays(2);
    /** By which clocks of several machines may differ. */
    private static final Duration MOST_SKEW = Duration.ofHours(1);
    /** Others who write at the same time are few, and each of them writes once in a hundred calls. */
    private static final int MOST_TRIES = 20;

    private final Clock clock;
    private final LimitStore store;
    private LimitState state = LimitState.EMPTY;
    private boolean isLoaded;
    private boolean isUnsaved;

    SharedLimitState(Clock clock, LimitStore store) {
        this.clock = clock;
        this.store = store;
    }

    /** Returns the state as far as this process knows; the first time it looks. */
    LimitState current() {
        if (!isLoaded) {
            load();
        }
        return state;
    }

    /** Sees what other processes noted meanwhile. */
    void load() {
        state = stored(store.read()).parkedUntil(state.notBefore());
        isLoaded = true;
    }

    /** Notes a penalty that begins now; of a longer one than was ever seen, so much of it. */
    void park(Duration wait) {
        Instant until = clock.instant().plus(wait.compareTo(LONGEST_PARKING) > 0 ? LONGEST_PARKING : wait);
        state = state.parkedUntil(until);
        isUnsaved = true;
        saveParking();
    }

    /** Stores a penalty that could not be stored before. */
    void saveParking() {
        if (isUnsaved) {
            change(now -> now);
        }
    }

    /** Changes what stands in the store now, not what stood there when it was read last: others count there too. */
    void change(UnaryOperator<LimitState> change) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            LakeVersion current = store.read();
            LimitState next = change.apply(stored(current).parkedUntil(state.notBefore()));
            if (store.write(next.json(), current)) {
                state = next;
                isLoaded = true;
                isUnsaved = false;
                return;
            }
        }
        throw new UnavailableException(
                LimitStore.KEY + " was written by others each of the " + MOST_TRIES
                        + " times that it was read; run again",
                null);
    }

    /** Returns what is stored. A time that no answer can have asked for was noted by a clock that was ahead, and is passed over. */
    private LimitState stored(LakeVersion version) {
        LimitState stored = LimitState.parse(version == null ? null : version.bytes());
        return stored.notBefore().isAfter(clock.instant().plus(LONGEST_PARKING).plus(MOST_SKEW))
                ? new LimitState(Instant.EPOCH, stored.calls())
                : stored;
    }
}
