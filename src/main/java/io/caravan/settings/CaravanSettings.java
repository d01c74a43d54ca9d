package io.caravan.settings;

import static io.caravan.settings.Setting.setting;

import java.util.List;

/** When and how often things happen, and where the service is asked for its health. */
final class CaravanSettings {
    static final SettingGroup GROUP = new SettingGroup(
            "Caravan",
            List.of(
                    setting(
                            "caravan.triggers",
                            "true",
                            Checks.bool(),
                            "Whether the schedule of the extraction and the timer of the load are on."),
                    setting(
                            "caravan.extract-at-start",
                            "true",
                            Checks.bool(),
                            "Whether \"run\" also extracts once when it starts."),
                    setting(
                            "caravan.retries",
                            "6",
                            Checks.integer(0, 100),
                            "How often a step that may heal (network, S3, Spotify's server errors and rate limits) is tried again."),
                    setting(
                            "caravan.retry-delay",
                            "1s",
                            Times.delay(),
                            "The wait before the first of these, doubled for each further one, with jitter."),
                    setting("caravan.longest-retry-delay", "60s", Times.delay(), "The longest of these waits."),
                    setting(
                            "caravan.observe-every",
                            "30s",
                            Times.pause(),
                            "How often \"run\" looks at inboxes, dead letters, limits and consent, for its health checks and metrics."),
                    setting(
                                    "caravan.clock-offset",
                                    "0s",
                                    Checks.any(),
                                    "How far the clock stands from the machine's. Only the profile local moves it, to local.spotify-day; prod "
                                            + "takes nothing but 0s.")
                            .inLocal("{{local.clock-offset}}")
                            .where((value, others) -> others.isLocal() || value.equals("0s")
                                    ? null
                                    : "must be 0s: only the profile local moves the clock, to local.spotify-day"),
                    setting(
                            "camel.management.host",
                            "127.0.0.1",
                            Checks.required(),
                            "Where \"run\" serves /observe/health and /observe/metrics. They ask for no password, so keep them to this "
                                    + "machine, or in a container to its network (0.0.0.0)."),
                    setting(
                            "camel.management.port",
                            "9876",
                            Checks.integer(0, 65535),
                            "Their port; 0 takes any that is free.")));

    private CaravanSettings() {}
}
