package io.caravan.observe;

import io.caravan.text.Counted;
import io.caravan.text.Timestamps;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether calls to Spotify may go out; down while they are parked. No part of readiness: what waits is loaded all the same. */
public final class SpotifyHealth extends AbstractHealthCheck {
    private final Observations observations;
    private final Clock clock;

    /** Creates the check. */
    public SpotifyHealth(Observations observations, Clock clock) {
        super("caravan", "spotify");
        this.observations = observations;
        this.clock = clock;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        SpotifyState spotify = observations.spotify();
        boolean parked = spotify.notBefore() != null && clock.instant().isBefore(spotify.notBefore());
        if (parked) {
            result.down().message("Parked: no call goes out before " + Timestamps.iso(spotify.notBefore()));
        } else if (spotify.problem() != null) {
            result.unknown().message("The limits cannot be looked at: " + spotify.problem());
        } else if (spotify.callsLeft() == null) {
            result.unknown().message("The limits were not looked at yet");
        } else if (spotify.callsLeft() == 0) {
            result.down().message("The calls of spotify.calls-per-day are used up");
        } else {
            result.up().message(Counted.of(spotify.callsLeft(), "call") + " left of spotify.calls-per-day");
        }
    }
}
