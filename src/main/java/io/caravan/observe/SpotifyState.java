package io.caravan.observe;

import java.time.Instant;

/**
 * What Spotify allows, as it was seen last.
 *
 * @param callsLeft what is left of {@code spotify.calls-per-day}; null where it was never seen
 * @param notBefore no call goes out before this time; null where calls may
 * @param consentDaysLeft days until the user's consent is over, 0 or less when it is; null where nobody knows
 * @param consentWarning what to do about it; null where nothing is due
 * @param problem why it could not be looked at; null where it could
 */
record SpotifyState(Integer callsLeft, Instant notBefore, Long consentDaysLeft, String consentWarning, String problem) {
    static final SpotifyState UNSEEN = new SpotifyState(null, null, null, null, null);

    SpotifyState unseenSince(String newProblem) {
        return new SpotifyState(callsLeft, notBefore, consentDaysLeft, consentWarning, newProblem);
    }
}
