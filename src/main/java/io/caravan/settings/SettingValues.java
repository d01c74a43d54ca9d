package io.caravan.settings;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What the keys of the settings hold, as Camel tells it: what is fixed, else the environment, else system properties, else files, else
 * what a setting holds where nobody says anything. Most commands need nothing else of Camel, so it is asked only for placeholders that
 * it alone can fill, such as a secret of AWS.
 */
final class SettingValues {
    /** The innermost placeholder of a text. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
    /** A key, and what stands for it where it has no value. Names of Camel's functions, such as {@code env:}, have no dot. */
    private static final Pattern KEY = Pattern.compile("([\\w-]+(?:\\.[\\w-]+)+)(?::(.*))?");
    /** Braces without their counterpart, and what may take them for text. */
    private static final Pattern ODD = Pattern.compile("\\{\\{|}}|\\\\");
    /** So many placeholders in one value are a circle. */
    private static final int MOST = 100;

    private final Map<String, String> fixed;
    private final Map<String, String> environment;
    private final List<SettingsFile> files;
    private final Map<String, String> otherwise;

    /**
     * Creates the values.
     *
     * @param fixed values that nothing else changes
     * @param environment the variables of the process
     * @param files the first that has a key wins
     * @param otherwise what keys hold that nobody gives a value
     */
    SettingValues(
            Map<String, String> fixed,
            Map<String, String> environment,
            List<SettingsFile> files,
            Map<String, String> otherwise) {
        this.fixed = Map.copyOf(fixed);
        this.environment = environment;
        this.files = files;
        this.otherwise = Map.copyOf(otherwise);
    }

    /** A text, and who said it: {@code application.properties, line 12}; of the setting itself it is null. */
    private record Declared(String text, Origin origin) {}

    /** Tells in words where a value comes from; of one in a file that takes another look at it. */
    private interface Origin {
        String words();
    }

    /** Returns where Camel looks for the same. */
    static String locations(List<SettingsFile> files) {
        return files.stream()
                .map(file -> "file:" + file.path() + ";optional=true")
                .collect(Collectors.joining(","));
    }

    /** Returns whether somebody gives a key its value, be it an empty one. */
    boolean isGiven(String key) {
        Declared declared = declared(key);
        return declared != null && declared.origin() != null;
    }

    /** Returns whether a key holds something else than where nobody gives it a value. */
    boolean isChanged(String key) {
        return isGiven(key) && !declared(key).text().equals(otherwise.get(key));
    }

    /** Returns in words who gives a key its value, such as {@code application.properties, line 12}; empty where nobody does. */
    String origin(String key) {
        return isGiven(key) ? declared(key).origin().words() : "";
    }

    /**
     * Returns the value of a key, empty where it has none.
     *
     * @throws UnfilledPlaceholderException when it holds a placeholder that nothing fills
     */
    String get(String key) {
        Declared declared = declared(key);
        return declared == null ? "" : filled(declared.text(), "{{" + key + ":}}");
    }

    /**
     * Returns a text with values in the place of keys.
     *
     * @throws UnfilledPlaceholderException when it holds a placeholder that nothing fills
     */
    String filled(String text) {
        return filled(text, text);
    }

    private String filled(String text, String asked) {
        String value = text;
        for (int i = 0; i < MOST; i++) {
            Matcher placeholder = PLACEHOLDER.matcher(value);
            if (!placeholder.find()) {
                return ODD.matcher(value).find() ? askCamel(asked) : value;
            }
            Matcher name = KEY.matcher(placeholder.group(1));
            if (!name.matches()) {
                return askCamel(asked);
            }
            value = value.substring(0, placeholder.start())
                    + valueOr(name.group(1), name.group(2))
                    + value.substring(placeholder.end());
        }
        throw new UnfilledPlaceholderException(text + " is made of itself", null);
    }

    private String valueOr(String key, String byDefault) {
        Declared declared = declared(key);
        if (declared == null && byDefault == null) {
            throw new UnfilledPlaceholderException(key + " has no value", null);
        }
        return declared == null ? byDefault : declared.text();
    }

    private Declared declared(String key) {
        if (fixed.containsKey(key)) {
            return new Declared(fixed.get(key), () -> "the profile local");
        }
        // As Camel looks for it: the first is one that no shell sets, but a container may.
        for (String variable : List.of(key.toUpperCase(Locale.ROOT), Setting.environmentName(key))) {
            if (environment.containsKey(variable)) {
                return new Declared(environment.get(variable), () -> "the variable " + variable);
            }
        }
        if (System.getProperty(key) != null) {
            return new Declared(System.getProperty(key), () -> "-D" + key);
        }
        for (SettingsFile file : files) {
            String value = file.get(key);
            if (value != null) {
                return new Declared(value, () -> file.place(key));
            }
        }
        return otherwise.containsKey(key) ? new Declared(otherwise.get(key), null) : null;
    }

    private String askCamel(String text) {
        try (var camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setLocation(locations(files));
            var initial = new Properties();
            initial.putAll(otherwise);
            camel.getPropertiesComponent().setInitialProperties(initial);
            FixedProperties.fix(camel, fixed);
            camel.build();
            return camel.resolvePropertyPlaceholders(text);
        } catch (IllegalArgumentException e) {
            throw new UnfilledPlaceholderException(e.getMessage(), e);
        } catch (IOException e) {
            throw new ConfigurationException("The settings cannot be read: " + e.getMessage(), e);
        }
    }
}
