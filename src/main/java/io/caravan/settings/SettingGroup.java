package io.caravan.settings;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings that are for one thing.
 *
 * @param title as it stands above them in {@code application.properties}
 */
public record SettingGroup(String title, List<Setting> settings) {
    /** All, in the order of {@code application.properties}. */
    public static final List<SettingGroup> ALL = List.of(
            CaravanSettings.GROUP,
            SpotifySettings.GROUP,
            LakeSettings.GROUP,
            WarehouseSettings.GROUP,
            UnifiedSettings.GROUP,
            StreamSettings.GROUP,
            TablesSettings.GROUP,
            LocalSettings.GROUP);

    /** Keys that an earlier version knew. */
    static final Map<String, UnknownKeys.Retired> RETIRED = Map.of();

    /** Returns all settings, in that order. */
    public static List<Setting> all() {
        return ALL.stream().flatMap(group -> group.settings().stream()).toList();
    }

    /** Returns what keys hold that nobody gives a value. */
    public static Map<String, String> defaults() {
        return all().stream()
                .filter(setting -> setting.otherwise() != null)
                .collect(Collectors.toMap(Setting::key, Setting::otherwise));
    }

    /** Returns what the profile {@code local} fixes, with placeholders for what is known when its services have started. */
    public static Map<String, String> ofLocal() {
        return all().stream()
                .filter(setting -> setting.local() != null)
                .collect(Collectors.toMap(Setting::key, Setting::local));
    }
}
