package io.caravan.settings;

import static io.caravan.settings.Setting.address;
import static io.caravan.settings.Setting.given;
import static io.caravan.settings.Setting.secret;
import static io.caravan.settings.Setting.setting;

import java.util.List;

/** Which playlists are read and when, and as whom. */
final class SpotifySettings {
    static final SettingGroup GROUP = new SettingGroup(
            "Spotify",
            List.of(
                    given(
                                    "spotify.playlists",
                                    Checks.playlists(),
                                    "The playlists to carry: ids, spotify:playlist: URIs or open.spotify.com URLs, separated by commas; me "
                                            + "for all that the signed-in user owns or collaborates on. The profile local carries all playlists of its "
                                            + "simulator.")
                            .inLocal("{{local.playlists}}"),
                    setting(
                            "spotify.schedule",
                            "0 0 6 * * ?",
                            Checks.cron(),
                            "When playlists are read: a Quartz cron expression (second minute hour day month weekday), in UTC."),
                    setting(
                            "spotify.concurrency",
                            "4",
                            Checks.integer(1, 64),
                            "How many calls of Spotify are under way at a time; with 1, one playlist is read after the other."),
                    setting(
                            "spotify.page-size",
                            "50",
                            Checks.integer(1, 50),
                            "Entries a page; 50 is the most that Spotify allows."),
                    setting(
                            "spotify.reread-after",
                            "24h",
                            Times.ageOr("never"),
                            "An unchanged playlist is read again when its last whole read is older than this, since popularity moves "
                                    + "while a list does not: 24h, 7d, or never."),
                    setting(
                            "spotify.longest-wait",
                            "60s",
                            Times.delay(),
                            "A rate limit that asks for a longer wait than this parks the extraction instead of waiting it out."),
                    setting(
                            "spotify.calls-per-30s",
                            "1500",
                            Checks.integer(1, 1_000_000),
                            "The most calls in any 30 seconds. Spotify tells no number, and its own limit is obeyed anyway; lower "
                                    + "this where it is met often."),
                    setting(
                            "spotify.calls-per-day",
                            "25000",
                            Checks.integer(1, 100_000_000),
                            "The most calls in any 24 hours, counted across restarts; when they are used up the extraction is parked."),
                    setting(
                            "spotify.app-class",
                            "auto",
                            Checks.oneOf("auto", "A", "B", "C"),
                            "What Spotify lets the app do: A extended quota, B development mode of an app created before 2026-02-11, "
                                    + "C of a newer one; auto finds out and remembers."),
                    setting(
                            "spotify.timeout",
                            "30s",
                            Times.timeout(),
                            "How long to wait for an answer of Spotify; one that comes bit by bit is given up after four times as "
                                    + "long."),
                    given(
                                    "spotify.client-id",
                                    Checks.required(),
                                    "Id of the app registered at developer.spotify.com. An app in development mode needs a user's sign-in "
                                            + "besides (the command login).")
                            .inLocal("local"),
                    secret("spotify.client-secret", "Its secret. May be left empty where a user signed in by login.")
                            .inLocal("local-secret")
                            .where((value, others) -> others.isSpotifySignIn()
                                    ? null
                                    : "has no value, and no user is signed in; give it one, or run the command login"),
                    setting(
                                    "spotify.token-file",
                                    "data/spotify-token.json",
                                    Checks.required(),
                                    "The file that login writes, readable by its owner only; it has to outlive the process.")
                            .inLocal("{{local.folder}}/spotify-token.json"),
                    secret(
                                    "spotify.refresh-token",
                                    "In place of that file: the refresh token that a secret store holds.")
                            .inLocal(""),
                    address(
                                    "spotify.consent-given-at",
                                    "",
                                    Checks.optional(Checks.time()),
                                    "When the user consented to that token, as yyyy-MM-dd or yyyy-MM-ddTHH:mm:ssZ. Six months later it dies; "
                                            + "without the date nobody can be warned.")
                            .inLocal(""),
                    address("spotify.api-url", "https://api.spotify.com", Places.origin(), "Origin of the Web API.")
                            .inLocal("{{local.spotify-url}}"),
                    address(
                                    "spotify.accounts-url",
                                    "https://accounts.spotify.com",
                                    Places.origin(),
                                    "Origin of the sign-in.")
                            .inLocal("{{local.spotify-url}}")));

    private SpotifySettings() {}
}
