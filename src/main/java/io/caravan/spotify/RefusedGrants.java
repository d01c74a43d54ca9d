package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.failure.CaravanException;
import io.caravan.failure.ParkedException;
import io.caravan.failure.SignInException;
import io.caravan.lake.Lake;
import io.caravan.text.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * When Spotify refused the user's refresh token, under {@code state/sign-in.json}. During outages it refuses good ones as well,
 * so only a second refusal, minutes later, means that the user has to sign in again. No refusal is followed by another question
 * before these minutes are over, not even after a restart.
 *
 * @see <a href="https://github.com/metabrainz/listenbrainz-server/issues/1921">A false invalid_grant</a>
 */
final class RefusedGrants {
    private static final String KEY = "state/sign-in.json";
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Lake lake;
    private final ObjectMapper json = new ObjectMapper();

    RefusedGrants(Lake lake) {
        this.lake = lake;
    }

    /**
     * The note.
     *
     * @param token fingerprint of the token that was refused
     * @param refusedAt the last time
     * @param again whether it was refused before, minutes earlier
     */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Note(String token, String refusedAt, boolean again) {}

    /** Throws where this token was refused a moment ago. */
    void check(String refreshToken, Instant now) {
        Note note = note(refreshToken);
        if (note != null) {
            Instant refusedAt = Instant.parse(note.refusedAt());
            Instant askAgain = refusedAt.plus(PAUSE);
            // A clock that was hours ahead must not keep everybody out for hours.
            if (now.isBefore(askAgain) && refusedAt.isBefore(now.plus(PAUSE))) {
                throw refusal(note.again(), askAgain);
            }
        }
    }

    /** Notes that this token was refused just now, and returns what that means. */
    CaravanException refused(String refreshToken, Instant now) {
        boolean again = note(refreshToken) != null;
        try {
            Note note = new Note(UserToken.fingerprint(refreshToken), Timestamps.iso(now), again);
            lake.put(KEY, json.writeValueAsBytes(note), "application/json");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Strings always make a JSON object", e);
        }
        return refusal(again, now.plus(PAUSE));
    }

    /** Forgets a refusal of this token: it turned out to be a false one. */
    void forget(String refreshToken) {
        if (note(refreshToken) != null) {
            lake.delete(KEY);
        }
    }

    private static CaravanException refusal(boolean again, Instant askAgain) {
        return again
                ? new SignInException(
                        "Spotify refuses the user's refresh token, and did so minutes before (invalid_grant):"
                                + " the consent is over or was taken back. Sign in again: " + SpotifySignIn.COMMAND
                                + ". What waits in the lake is transformed and loaded all the same")
                : new ParkedException(
                        "Spotify refused the user's refresh token (invalid_grant); that may be an outage of its own, so"
                                + " run again after " + Timestamps.iso(askAgain)
                                + ". If it is refused then too, sign in"
                                + " again: " + SpotifySignIn.COMMAND
                                + ". What waits in the lake is transformed and loaded all the same",
                        askAgain);
    }

    private Note note(String refreshToken) {
        byte[] state = lake.read(KEY);
        if (state == null) {
            return null;
        }
        try {
            Note note = json.readValue(state, Note.class);
            Instant.parse(note.refusedAt());
            return UserToken.fingerprint(refreshToken).equals(note.token()) ? note : null;
        } catch (IOException | DateTimeException | NullPointerException e) {
            return null;
        }
    }
}
