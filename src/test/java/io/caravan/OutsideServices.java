package io.caravan;

import io.caravan.local.LocalS3;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Spotify and the lake outside the process under test, which they outlive; the warehouse is a DuckDB file. */
public record OutsideServices(SpotifySimulator spotify, LocalS3 s3, Path folder, PlaylistSource playlists)
        implements AutoCloseable {

    /** Starts them; objects are kept in {@code <folder>/data/s3/lake}. */
    public static OutsideServices start(Path folder, PlaylistSource playlists) {
        return new OutsideServices(
                SpotifySimulator.start(SimulatorConfig.of(playlists)),
                LocalS3.start(folder.resolve("data/s3"), "lake", 0, "local", "local-secret"),
                folder,
                playlists);
    }

    /** Returns the environment in which the profile prod finds them, and others beside. */
    public Map<String, String> environment(Map<String, String> others) {
        var environment = new HashMap<>(Map.of(
                "CAMEL_MAIN_PROFILE",
                "prod",
                "SPOTIFY_API_URL",
                spotify.url(),
                "SPOTIFY_ACCOUNTS_URL",
                spotify.url(),
                "SPOTIFY_CLIENT_ID",
                "caravan-client",
                "SPOTIFY_CLIENT_SECRET",
                "caravan-secret",
                "SPOTIFY_PLAYLISTS",
                String.join(",", playlists.ids()),
                "WAREHOUSE_DIALECT",
                "duckdb",
                "WAREHOUSE_URL",
                "jdbc:duckdb:" + folder.resolve("data/warehouse.duckdb")));
        environment.putAll(Map.of(
                "LAKE_BUCKET", "lake",
                "LAKE_ENDPOINT", s3.url(),
                "LAKE_REGION", "us-east-1",
                "LAKE_ACCESS_KEY", "local",
                "LAKE_SECRET_KEY", "local-secret"));
        environment.putAll(others);
        return environment;
    }

    @Override
    public void close() {
        spotify.close();
        s3.close();
    }
}
