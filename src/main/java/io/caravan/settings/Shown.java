package io.caravan.settings;

import io.caravan.settings.Setting.Secrecy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as they may be shown: without the secrets that the settings hold, and without what may be one in an address. */
final class Shown {
    static final String HIDDEN = "***";
    /** Who signs in, in front of a host; a password may hold what divides it from the rest. */
    private static final Pattern USER = Pattern.compile("(//|:thin:)\\S*@");
    /** A name and its value in an address or among options; the value ends where the next name begins. */
    private static final Pattern OPTION =
            Pattern.compile("(^|[?&;,])([A-Za-z0-9_.-]+)=(.*?)(?=[&;,][A-Za-z0-9_.-]+=|$)", Pattern.DOTALL);
    /** Options that are nobody's secret, without regard to case. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i)db|database|schema|warehouse|role|authenticator|application|user|region|ssl|sslmode|scope|account|loglevel"
                    + "|client\\.[a-z.]*|metadata\\.[a-z.]*|[a-z.]*\\.ms|compression\\.type|linger\\.ms|batch\\.size");
    /** Shorter ones stand in other words by chance. */
    private static final int SHORTEST_SECRET = 4;

    private final List<String> secrets = new ArrayList<>();

    Shown(Settings settings) {
        for (Setting setting : SettingGroup.all()) {
            // What the profile local fixes is known to everybody.
            if (setting.secrecy() == Secrecy.SECRET && !(settings.isLocal() && setting.local() != null)) {
                String value = value(setting, settings);
                if (value.length() >= SHORTEST_SECRET) {
                    secrets.add(value);
                }
            }
        }
        secrets.sort(Comparator.comparing(String::length).reversed());
    }

    private static String value(Setting setting, Settings settings) {
        try {
            return settings.get(setting.key());
        } catch (UnfilledPlaceholderException e) {
            return "";
        }
    }

    /** Returns a text in which none of the settings' secrets stands, on one line. */
    String text(String text) {
        String shown = text.replaceAll("\\p{Cntrl}", " ");
        for (String secret : secrets) {
            shown = shown.replace(secret, HIDDEN);
        }
        return shown;
    }

    /** Returns an address or options, in which only what is known to be harmless stands. */
    String address(String text) {
        String shown = USER.matcher(text(text)).replaceAll("$1" + HIDDEN + "@");
        return OPTION.matcher(shown)
                .replaceAll(option -> Matcher.quoteReplacement(option.group(1) + option.group(2) + "="
                        + (HARMLESS.matcher(option.group(2)).matches() ? option.group(3) : HIDDEN)));
    }

    /** Returns whether a value may be a secret, or hold one, that came to the wrong place. */
    static boolean mayHoldOne(String value) {
        return value.contains("://") || value.contains("@");
    }
}
