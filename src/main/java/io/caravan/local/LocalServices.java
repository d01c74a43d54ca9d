package io.caravan.local;

import io.caravan.failure.ConfigurationException;
import io.caravan.lake.Prefixes;
import io.caravan.lake.folder.FolderS3;
import io.caravan.local.spotify.AppClass;
import io.caravan.local.spotify.CapturedFolder;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import io.caravan.model.Table;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What the profile {@code local} starts inside the process, all of it bound to 127.0.0.1. */
public final class LocalServices implements AutoCloseable {
    private final SpotifySimulator spotify;
    /** For other programs; Caravan itself needs no server to reach its folder. Null where none is asked for. */
    private final LocalS3 s3;

    private final URI lake;
    private final TrialDay day;
    private final PlaylistSource playlists;
    private final AppClass appClass;

    private LocalServices(
            SpotifySimulator spotify, LocalS3 s3, URI lake, TrialDay day, PlaylistSource playlists, AppClass appClass) {
        this.spotify = spotify;
        this.s3 = s3;
        this.lake = lake;
        this.day = day;
        this.playlists = playlists;
        this.appClass = appClass;
    }

    /**
     * Starts the Spotify simulator and, where it has a port, the S3 server.
     *
     * @param setting gives the value of a key of the settings
     * @throws ConfigurationException when a folder cannot be used, a file stands where a folder of the lake belongs, or a port is
     *     taken
     */
    public static LocalServices start(UnaryOperator<String> setting) {
        Path folder = Path.of(setting.apply("local.folder"), "s3");
        Stream<String> ofTables =
                Table.ofSnapshots().stream().map(table -> Prefixes.TRANSFORMED + table.folder() + "/");
        Stream.concat(Prefixes.FOLDERS.stream(), ofTables)
                .forEach(prefix -> checkFolder(
                        folder.resolve(setting.apply("lake.bucket")), setting.apply("lake.prefix") + prefix));
        TrialDay day = TrialDay.of(setting.apply("local.spotify-day"), Clock.systemUTC());
        PlaylistSource playlists = playlists(setting, day.date());
        AppClass appClass = AppClass.valueOf(setting.apply("local.spotify-app-class"));
        SpotifySimulator spotify = SpotifySimulator.start(new SimulatorConfig(
                setting.apply("spotify.client-id"),
                setting.apply("spotify.client-secret"),
                appClass,
                "caravan",
                playlists,
                day.clock(),
                Integer.parseInt(setting.apply("local.spotify-port")),
                Duration.ZERO));
        try {
            URI lake = FolderS3.prepare(folder, setting.apply("lake.bucket"));
            int port = Integer.parseInt(setting.apply("local.s3-port"));
            LocalS3 s3 = port == 0
                    ? null
                    : LocalS3.start(
                            folder,
                            setting.apply("lake.bucket"),
                            port,
                            setting.apply("lake.access-key"),
                            setting.apply("lake.secret-key"),
                            day.offset());
            return new LocalServices(spotify, s3, lake, day, playlists, appClass);
        } catch (RuntimeException e) {
            spotify.close();
            throw e;
        }
    }

    /** A file in the place of a folder would make each write below it fail for ever, as if the disk were broken. */
    private static void checkFolder(Path bucket, String prefix) {
        Path path = bucket;
        for (Path name : Path.of(prefix)) {
            path = path.resolve(name);
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new ConfigurationException(path + " is a file, and the lake keeps objects below " + prefix
                        + "; move it away, or set local.folder to another folder");
            }
        }
    }

    private static PlaylistSource playlists(UnaryOperator<String> setting, LocalDate day) {
        String captured = setting.apply("local.spotify-captured");
        if (!captured.isEmpty()) {
            return CapturedFolder.read(Path.of(captured));
        }
        return Catalogue.of(
                Long.parseLong(setting.apply("local.spotify-seed")),
                Integer.parseInt(setting.apply("local.spotify-playlists")),
                Integer.parseInt(setting.apply("local.spotify-entries")),
                day);
    }

    /**
     * Returns the settings that are known only now: where the services listen, which playlists there are, and how far the clock is
     * moved; for an app of class C also a user who has just signed in, since without one it reads nothing.
     */
    public Map<String, String> properties() {
        var properties = new HashMap<>(Map.of(
                "local.spotify-url", spotify.url(),
                "local.lake-endpoint", lake.toString(),
                "local.playlists", String.join(",", playlists.ids()),
                "local.clock-offset", day.offset().toString()));
        if (appClass == AppClass.C) {
            properties.put("spotify.refresh-token", spotify.signIn());
            properties.put(
                    "spotify.consent-given-at",
                    day.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return properties;
    }

    @Override
    public void close() {
        spotify.close();
        if (s3 != null) {
            s3.close();
        }
    }
}
