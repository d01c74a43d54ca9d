package io.caravan.observe;

import io.caravan.spotify.Consent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** How long the user's consent lasts; warns 30, 7 and 1 days before its end, and is down when it is over. No part of readiness. */
public final class ConsentHealth extends AbstractHealthCheck {
    private final Observations observations;
    private final Clock clock;

    /** Creates the check. */
    public ConsentHealth(Observations observations, Clock clock) {
        super("caravan", "consent");
        this.observations = observations;
        this.clock = clock;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        Consent consent = observations.spotify().consent();
        if (consent == null) {
            result.up().message("No user is signed in, or nobody knows since when");
            return;
        }
        Instant now = clock.instant();
        result.state(now.isBefore(consent.endsAt()) ? State.UP : State.DOWN).message(consent.words(now));
    }
}
