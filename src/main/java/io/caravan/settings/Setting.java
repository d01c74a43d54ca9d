package io.caravan.settings;

import java.util.Locale;

/**
 * One key of the settings.
 *
 * @param key its name, as in {@code application.properties}
 * @param otherwise what it holds where nobody gives it a value; null where somebody has to
 * @param local what it holds in the profile {@code local}, whatever anybody says; null where that profile takes what it is given
 * @param sentence what it is for
 * @param secrecy whether its value may be shown
 * @param check tells what is wrong with a value
 * @param rule tells what is wrong with a value beside the others
 * @param since the version that brought it
 */
public record Setting(
        String key,
        String otherwise,
        String local,
        String sentence,
        Secrecy secrecy,
        Check check,
        Rule rule,
        String since) {
    private static final String FIRST = "0.1";

    /** Whether a value may be shown. */
    public enum Secrecy {
        /** It is nobody's secret. */
        OPEN,
        /** It is an address, in which somebody may have put a password. */
        ADDRESS,
        /** It is for nobody's eyes. */
        SECRET
    }

    /** Returns how to mend a value, such as "must be true or false"; null when it is good. */
    @FunctionalInterface
    public interface Check {
        String remedy(String value);
    }

    /** The same, of a value that has passed its check and may not go with the others. */
    @FunctionalInterface
    public interface Rule {
        String remedy(String value, Settings others);
    }

    static Setting setting(String key, String otherwise, Check check, String sentence) {
        return new Setting(key, otherwise, null, sentence, Secrecy.OPEN, check, (value, others) -> null, FIRST);
    }

    /** A setting that nobody can guess a value of. */
    static Setting given(String key, Check check, String sentence) {
        return setting(key, null, check, sentence);
    }

    static Setting address(String key, String otherwise, Check check, String sentence) {
        return new Setting(key, otherwise, null, sentence, Secrecy.ADDRESS, check, (value, others) -> null, FIRST);
    }

    static Setting secret(String key, String sentence) {
        return new Setting(key, "", null, sentence, Secrecy.SECRET, Checks.any(), (value, others) -> null, FIRST);
    }

    /** The same, where the profile {@code local} takes no other value than this. */
    Setting inLocal(String value) {
        return new Setting(key, otherwise, value, sentence, secrecy, check, rule, since);
    }

    /** The same, with a rule besides. */
    Setting where(Rule other) {
        Rule first = rule;
        Rule both = (value, others) -> {
            String remedy = first.remedy(value, others);
            return remedy == null ? other.remedy(value, others) : remedy;
        };
        return new Setting(key, otherwise, local, sentence, secrecy, check, both, since);
    }

    /** Returns the environment variable that gives the setting a value: {@code LAKE_BUCKET} for {@code lake.bucket}. */
    public String environmentName() {
        return environmentName(key);
    }

    /** Returns the environment variable of a key, or how the variables of a part of the keys begin. */
    public static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
