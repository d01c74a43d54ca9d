package io.caravan.settings;

import io.caravan.settings.Setting.Secrecy;

/**
 * A setting as a start would find it.
 *
 * @param key its name
 * @param shown its value as far as it may be shown
 * @param isChanged whether somebody has it hold something else than by default
 * @param origin who does, such as {@code application.properties, line 12}, else what stands for it
 */
public record SettingInForce(String key, String shown, boolean isChanged, String origin) {
    private static final String UNFILLED = "(holds a placeholder that nothing gives a value)";

    static SettingInForce of(Setting setting, Settings settings, Shown plain) {
        String origin = settings.origin(setting.key());
        String nobody = setting.otherwise() == null ? "nobody" : "default";
        return new SettingInForce(
                setting.key(),
                shown(setting, settings, plain),
                settings.isChanged(setting.key()),
                origin.isEmpty() ? nobody : origin);
    }

    /** The same of a key of one's own, whose name alone tells whether it is a secret. */
    static SettingInForce ofOwn(String key, Settings settings, Shown plain) {
        String origin = settings.origin(key);
        return new SettingInForce(
                key, shownOfOwn(key, settings, plain), !origin.isEmpty(), origin.isEmpty() ? "nobody" : origin);
    }

    private static String shownOfOwn(String key, Settings settings, Shown plain) {
        try {
            String value = settings.get(key);
            return OwnSettings.isSecret(key) && !value.isEmpty() ? Shown.HIDDEN : plain.address(value);
        } catch (UnfilledPlaceholderException e) {
            return OwnSettings.isSecret(key) ? Shown.HIDDEN : UNFILLED;
        }
    }

    private static String shown(Setting setting, Settings settings, Shown plain) {
        if (settings.isLocal() && Settings.STAND_INS.keySet().stream().anyMatch(key -> isMadeOf(setting, key))) {
            return "(known when it has started)";
        }
        String value;
        try {
            value = settings.get(setting.key());
        } catch (UnfilledPlaceholderException e) {
            return setting.secrecy() == Secrecy.SECRET ? Shown.HIDDEN : UNFILLED;
        }
        if (setting.secrecy() == Secrecy.SECRET) {
            return value.isEmpty() ? "" : Shown.HIDDEN;
        }
        if (setting.secrecy() == Secrecy.ADDRESS && setting.check().remedy(value) != null) {
            // What is no address may be anything.
            return Shown.HIDDEN;
        }
        return setting.secrecy() == Secrecy.ADDRESS || Shown.mayHoldOne(value)
                ? plain.address(value)
                : plain.text(value);
    }

    private static boolean isMadeOf(Setting setting, String key) {
        return setting.local() != null && setting.local().contains("{{" + key + "}}");
    }
}
