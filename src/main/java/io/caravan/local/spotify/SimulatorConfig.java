package io.caravan.local.spotify;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How to start a {@link SpotifySimulator}.
 *
 * @param userId the user whom {@link SpotifySimulator#signIn()} signs in
 * @param clock tells when a token dies
 * @param port on 127.0.0.1; 0 for any free one
 * @param latency how long every answer takes at least
 */
public record SimulatorConfig(
        String clientId,
        String clientSecret,
        AppClass appClass,
        String userId,
        PlaylistSource source,
        InstantSource clock,
        int port,
        Duration latency) {

    /** Returns an app of extended quota at a free port, without latency: the usual case of a test. */
    public static SimulatorConfig of(PlaylistSource source) {
        return new SimulatorConfig(
                "caravan-client",
                "caravan-secret",
                AppClass.A,
                Users.SIGNED_IN,
                source,
                Clock.systemUTC(),
                0,
                Duration.ZERO);
    }

    /** Returns the same for an app of another class. */
    public SimulatorConfig with(AppClass other) {
        return new SimulatorConfig(clientId, clientSecret, other, userId, source, clock, port, latency);
    }

    /** Returns the same with another clock. */
    public SimulatorConfig with(InstantSource other) {
        return new SimulatorConfig(clientId, clientSecret, appClass, userId, source, other, port, latency);
    }
}
