package io.caravan.settings;

import java.util.List;
import java.util.Map;

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
}
