package io.caravan.settings;

import io.caravan.settings.Setting.Secrecy;
import io.caravan.settings.UnknownKeys.Unknown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with the settings, a sentence each: the key, its value where that may be shown, who gives it, and how to mend it. */
final class SettingProblems {
    /** Of a value so much is shown. */
    private static final int SHOWN = 100;

    private final Settings settings;
    private final List<SettingsFile> files;
    private final Map<String, String> environment;
    private final OwnSettings own;

    SettingProblems(Settings settings, List<SettingsFile> files, Map<String, String> environment, OwnSettings own) {
        this.settings = settings;
        this.files = files;
        this.environment = environment;
        this.own = own;
    }

    /**
     * Returns them in the order of the settings, those of keys that are none first.
     *
     * @param part how the keys begin
     */
    List<String> of(String part) {
        List<Unknown> unknown = unknown(part);
        Set<String> meant = unknown.stream().map(Unknown::meant).collect(Collectors.toSet());
        List<String> problems =
                new ArrayList<>(unknown.stream().map(Unknown::sentence).toList());
        problems.addAll(LogLevel.problems(environment));
        Set<String> wrong = new HashSet<>();
        for (Setting setting : SettingGroup.all()) {
            String key = setting.key();
            // Where its value is missing or wrong because of another one, a sentence tells both.
            boolean isTold = meant.contains(key) || isMadeOf(setting, wrong);
            if (!key.startsWith(part) || (isTold && settings.origin(key).isEmpty())) {
                continue;
            }
            String remedy = remedy(setting);
            if (remedy != null) {
                problems.add(sentence(setting, remedy));
                wrong.add(key);
            }
        }
        if (wrong.stream().noneMatch(key -> key.startsWith("warehouse."))
                && "warehouse.".startsWith(part)
                && !settings.isLocal()) {
            problems.addAll(settings.signIn().problems());
        }
        problems.addAll(own.missing().stream()
                .filter(sentence -> sentence.startsWith(part))
                .toList());
        return problems;
    }

    private static boolean isMadeOf(Setting setting, Set<String> wrong) {
        return setting.otherwise() != null
                && wrong.stream().anyMatch(key -> setting.otherwise().contains("{{" + key + "}}"));
    }

    private List<Unknown> unknown(String part) {
        var keys = new UnknownKeys(SettingGroup.RETIRED);
        List<Unknown> found = new ArrayList<>();
        for (SettingsFile file : files) {
            found.addAll(keys.in(file, part));
        }
        found.addAll(keys.inProperties(System.getProperties().stringPropertyNames(), part));
        found.addAll(keys.inEnvironment(environment.keySet(), part));
        return found;
    }

    /** Returns how to mend a setting, or null. */
    private String remedy(Setting setting) {
        if (settings.isLocal() && setting.local() != null) {
            // The profile fixes it; what it is made of is looked at by itself.
            return null;
        }
        try {
            String value = settings.get(setting.key());
            String remedy = setting.check().remedy(value);
            if (remedy == null) {
                return setting.rule().remedy(value, settings);
            }
            boolean isMissing = setting.otherwise() == null && value.isBlank();
            return isMissing && remedy.startsWith("must ") ? "has no value; it " + remedy : remedy;
        } catch (UnfilledPlaceholderException e) {
            return "holds a {{placeholder}} that nothing gives a value; take the braces out, or declare what stands in them";
        }
    }

    private String sentence(Setting setting, String remedy) {
        String origin = settings.origin(setting.key());
        // Not before there is a problem: at a start that has none nobody has to know the secrets.
        var plain = new Shown(settings);
        String told = plain.address(remedy);
        if (origin.isEmpty()) {
            return "%s%s %s (as a line of application.properties, or by the variable %s)"
                    .formatted(setting.key(), value(setting, plain), told, setting.environmentName());
        }
        return "%s%s (%s) %s".formatted(setting.key(), value(setting, plain), origin, told);
    }

    /** A value may also be a secret that came to the wrong place: of what looks like an address nothing is told. */
    private String value(Setting setting, Shown plain) {
        String value;
        try {
            value = settings.get(setting.key());
        } catch (UnfilledPlaceholderException e) {
            return "";
        }
        if (setting.secrecy() != Secrecy.OPEN || value.isEmpty() || Shown.mayHoldOne(value)) {
            return "";
        }
        String text = plain.text(value);
        return "=" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
