package io.caravan.observe;

import io.caravan.spotify.Consent;
import java.time.Instant;

/**
 * What Spotify allows, as it was seen last.
 *
 * @param callsLeft what is left of {@code spotify.calls-per-day}; null where it was never seen
 * @param notBefore no call goes out before this time; null where calls may
 * @param consent the user's consent; null where there is none or nobody knows since when
 * @param problem why it could not be looked at; null where it could
 */
record SpotifyState(Integer callsLeft, Instant notBefore, Consent consent, String problem) {
    static final SpotifyState UNSEEN = new SpotifyState(null, null, null, null);

    SpotifyState unseenSince(String newProblem) {
        return new SpotifyState(callsLeft, notBefore, consent, newProblem);
    }
}
