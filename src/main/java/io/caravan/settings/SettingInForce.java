package io.caravan.settings;

import io.caravan.settings.Setting.Secrecy;

/**
 * A setting as a start would find it.
 *
 * @param key its name
 * @param shown its value as far as it may be shown
 * @param isChanged whether it holds something else than by default
 * @param origin who does, such as {@code application.properties, line 12}, else what stands for it
 */
public record SettingInForce(String key, String shown, boolean isChanged, String origin) {
    private static final String HIDDEN = "***";
    /** What stands before the host in an address, and what is called like a secret in it. */
    private static final String PASSWORDS =
            "(?i)(?<=//)[^/@\\s]+(?=@)|(?<=(password|passphrase|pwd|passcode|token|secret|credential|private_key_base64)=)[^&;,\\s]+";

    static SettingInForce of(Setting setting, Settings settings) {
        String origin = settings.origin(setting.key());
        String nobody = setting.otherwise() == null ? "nobody" : "default";
        return new SettingInForce(
                setting.key(),
                shown(setting, settings),
                settings.isChanged(setting),
                origin.isEmpty() ? nobody : origin);
    }

    private static String shown(Setting setting, Settings settings) {
        if (settings.isLocal() && Settings.STAND_INS.keySet().stream().anyMatch(key -> isMadeOf(setting, key))) {
            return "(known when it has started)";
        }
        String value;
        try {
            value = settings.get(setting.key());
        } catch (IllegalArgumentException e) {
            return "(cannot be told: " + e.getMessage() + ")";
        }
        return setting.secrecy() == Secrecy.SECRET ? hidden(value) : masked(setting, value);
    }

    private static boolean isMadeOf(Setting setting, String key) {
        return setting.local() != null && setting.local().contains("{{" + key + "}}");
    }

    private static String hidden(String value) {
        return value.isEmpty() ? "" : HIDDEN;
    }

    private static String masked(Setting setting, String value) {
        return setting.secrecy() == Secrecy.ADDRESS ? value.replaceAll(PASSWORDS, HIDDEN) : value;
    }
}
