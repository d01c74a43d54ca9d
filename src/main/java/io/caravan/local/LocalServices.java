package io.caravan.local;

import io.caravan.local.spotify.AppClass;
import io.caravan.local.spotify.CapturedFolder;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the profile {@code local} starts inside the process, all of it bound to 127.0.0.1. */
public final class LocalServices implements AutoCloseable {
    private final SpotifySimulator spotify;
    private final LocalS3 s3;
    private final PlaylistSource playlists;
    private final AppClass appClass;

    private LocalServices(SpotifySimulator spotify, LocalS3 s3, PlaylistSource playlists, AppClass appClass) {
        this.spotify = spotify;
        this.s3 = s3;
        this.playlists = playlists;
        this.appClass = appClass;
    }

    /**
     * Starts the Spotify simulator and the S3 server.
     *
     * @param setting gives the value of a key of the settings
     */
    public static LocalServices start(UnaryOperator<String> setting) {
        PlaylistSource playlists = playlists(setting);
        AppClass appClass = AppClass.valueOf(setting.apply("local.spotify-app-class"));
        SpotifySimulator spotify = SpotifySimulator.start(new SimulatorConfig(
                setting.apply("spotify.client-id"),
                setting.apply("spotify.client-secret"),
                appClass,
                "caravan",
                playlists,
                Clock.systemUTC(),
                Integer.parseInt(setting.apply("local.spotify-port")),
                Duration.ZERO));
        try {
            LocalS3 s3 = LocalS3.start(
                    Path.of(setting.apply("local.folder"), "s3"),
                    setting.apply("lake.bucket"),
                    Integer.parseInt(setting.apply("local.s3-port")),
                    setting.apply("lake.access-key"),
                    setting.apply("lake.secret-key"));
            return new LocalServices(spotify, s3, playlists, appClass);
        } catch (RuntimeException e) {
            spotify.close();
            throw e;
        }
    }

    private static PlaylistSource playlists(UnaryOperator<String> setting) {
        String captured = setting.apply("local.spotify-captured");
        if (!captured.isEmpty()) {
            return CapturedFolder.read(Path.of(captured));
        }
        String day = setting.apply("local.spotify-day");
        return Catalogue.of(
                Long.parseLong(setting.apply("local.spotify-seed")),
                Integer.parseInt(setting.apply("local.spotify-playlists")),
                Integer.parseInt(setting.apply("local.spotify-entries")),
                day.equals("today") ? LocalDate.now(Clock.systemUTC()) : LocalDate.parse(day));
    }

    /**
     * Returns the settings that are known only now: where the services listen, and which playlists there are; for an app of class
     * C also a user who has just signed in, since without one it reads nothing.
     */
    public Map<String, String> properties() {
        var properties = new HashMap<>(Map.of(
                "local.spotify-url", spotify.url(),
                "local.s3-url", s3.url(),
                "local.playlists", String.join(",", playlists.ids())));
        if (appClass == AppClass.C) {
            properties.put("spotify.refresh-token", spotify.signIn());
            properties.put(
                    "spotify.consent-given-at",
                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return properties;
    }

    @Override
    public void close() {
        spotify.close();
        s3.close();
    }
}
