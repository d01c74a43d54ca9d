package io.caravan.doctor;

import io.caravan.settings.Settings;
import io.caravan.spotify.Consent;
import io.caravan.spotify.SpotifySignIn;
import io.caravan.wiring.DeclaredBeans;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** How long the user's consent lasts. */
record ConsentCheck(Settings settings, DeclaredBeans beans, Clock clock) implements Check {
    @Override
    public String name() {
        return "consent";
    }

    @Override
    public boolean needsLake() {
        return true;
    }

    @Override
    public void look(List<Finding> findings) {
        Consent consent = beans.bean("spotifySignIn", SpotifySignIn.class).consent();
        if (consent != null) {
            Instant now = clock.instant();
            String words = consent.words(now);
            findings.add(consent.isEndNear(now) ? Finding.warning(name(), words) : Finding.ok(name(), words));
        } else if (!settings.get("spotify.refresh-token").isEmpty()) {
            findings.add(Finding.warning(
                    name(),
                    "Nobody knows when the user's consent ends; set spotify.consent-given-at to the day of the login"));
        }
    }
}
