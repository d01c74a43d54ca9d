package io.caravan.settings;

import static io.caravan.settings.Setting.setting;

import java.util.List;

/** What the profile {@code local} starts inside the process. */
final class LocalSettings {
    static final SettingGroup GROUP = new SettingGroup(
            "Profile local: what is started inside the process, on 127.0.0.1",
            List.of(
                    setting(
                            "local.folder",
                            "data",
                            Checks.required(),
                            "The folder of the lake's objects and the DuckDB file."),
                    setting(
                            "local.spotify-port",
                            "0",
                            Checks.integer(0, 65535),
                            "Port of the Spotify simulator; 0 takes any that is free."),
                    setting(
                            "local.s3-port",
                            "0",
                            Checks.integer(0, 65535),
                            "Port of an S3 server over the lake's folder, for other programs; 0 for none, Caravan itself needs it "
                                    + "not."),
                    setting(
                            "local.spotify-playlists",
                            "10",
                            Checks.integer(1, 10_000),
                            "The synthetic catalogue: how many playlists."),
                    setting(
                            "local.spotify-entries",
                            "120",
                            Checks.integer(1, 10_000),
                            "How many entries a playlist has on average."),
                    setting(
                            "local.spotify-seed",
                            "1",
                            Checks.integer(0, Integer.MAX_VALUE),
                            "The seed that makes the catalogue."),
                    setting(
                            "local.spotify-day",
                            "today",
                            Checks.day(),
                            "The day on which a trial stands, as yyyy-MM-dd, from 1970-01-01 to 9998-12-31, at the machine's time of "
                                    + "day in UTC; \"today\" is the machine's own. The catalogue changes from day to day, and the clock follows: "
                                    + "when a playlist was read, names and folders of the lake, runs, loads, tokens, limits, ages, and when a "
                                    + "dropped file came. The machine's stay schedule and timers, now() in SQL, the log and the times of files."),
                    setting(
                            "local.spotify-app-class",
                            "A",
                            Checks.oneOf("A", "B", "C"),
                            "What the simulator lets the app do: A, B or C, as in spotify.app-class. In C a user is signed in, who "
                                    + "owns or shares four playlists of five; the others end with their message."),
                    setting(
                            "local.spotify-captured",
                            "",
                            Checks.optional(Checks.folder()),
                            "A folder of captured answers of Spotify to serve in place of the catalogue; empty for none.")));

    private LocalSettings() {}
}
