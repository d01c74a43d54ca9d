package io.caravan.settings;

import static io.caravan.settings.Setting.setting;

import java.time.Duration;
import java.util.List;

/** Where and how often the view {@code spotify_data} is written as a file. */
final class UnifiedSettings {
    static final SettingGroup GROUP = new SettingGroup(
            "The view spotify_data as a CSV file, off by default",
            List.of(
                    setting(
                            "unified.folder",
                            "",
                            Checks.optional(Places.prefixOrLocation()),
                            "Where it is written: a path below lake.prefix in the lake's bucket that ends in a slash, such as "
                                    + "processed-data/, or a bucket and a path, such as s3://music-files/processed-data/; empty for no file."),
                    setting("unified.every", "1h", Times.pause(), "How often it is written at most."),
                    setting(
                            "unified.keep",
                            "30d",
                            Times.ageFrom(Duration.ofHours(1)),
                            "For how long those before stay in history/.")));

    private UnifiedSettings() {}
}
