package io.caravan.observe;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** How long the user's consent lasts; warns 30, 7 and 1 days before its end, and is down when it is over. No part of readiness. */
public final class ConsentHealth extends AbstractHealthCheck {
    private final Observations observations;

    /** Creates the check. */
    public ConsentHealth(Observations observations) {
        super("caravan", "consent");
        this.observations = observations;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        SpotifyState spotify = observations.spotify();
        Long days = spotify.consentDaysLeft();
        if (days == null) {
            result.up().message("No user is signed in, or nobody knows since when");
        } else {
            result.state(days <= 0 ? State.DOWN : State.UP)
                    .message(
                            spotify.consentWarning() == null
                                    ? days + " days left of the user's consent"
                                    : spotify.consentWarning());
        }
    }
}
