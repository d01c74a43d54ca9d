package io.caravan.command;

import io.caravan.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What the keys of the settings hold, as Camel tells it: what is fixed, else the environment, else system properties, else files.
 * Most commands need nothing else of Camel, so it is asked only for placeholders that it alone can fill, such as a secret of AWS.
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
    private final List<Path> files;
    private final List<Properties> contents = new ArrayList<>();

    /**
     * Reads the files, in the encoding in which Camel reads them, ISO 8859-1.
     *
     * @param files the first that has a key wins; one that is not there has none
     * @throws ConfigurationException when one cannot be read
     */
    SettingValues(Map<String, String> fixed, List<Path> files) {
        this.fixed = Map.copyOf(fixed);
        this.files = files;
        for (Path file : files) {
            contents.add(read(file));
        }
    }

    /** Returns what stands in a file, nothing where there is none. */
    static Properties read(Path file) {
        var properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigurationException("The settings of " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return properties;
    }

    /** Returns where Camel looks for the same. */
    static String locations(List<Path> files) {
        return files.stream().map(file -> "file:" + file + ";optional=true").collect(Collectors.joining(","));
    }

    boolean has(String key) {
        return declared(key) != null;
    }

    /**
     * Returns the value of a key, empty where it has none.
     *
     * @throws IllegalArgumentException when it holds a placeholder that nothing fills
     */
    String get(String key) {
        String value = has(key) ? declared(key) : "";
        for (int i = 0; i < MOST; i++) {
            Matcher placeholder = PLACEHOLDER.matcher(value);
            if (!placeholder.find()) {
                return ODD.matcher(value).find() ? askCamel(key) : value;
            }
            Matcher name = KEY.matcher(placeholder.group(1));
            if (!name.matches()) {
                return askCamel(key);
            }
            value = value.substring(0, placeholder.start())
                    + filled(name.group(1), name.group(2))
                    + value.substring(placeholder.end());
        }
        throw new IllegalArgumentException(key + " is made of itself");
    }

    private String filled(String key, String otherwise) {
        String value = has(key) ? declared(key) : otherwise;
        if (value == null) {
            throw new IllegalArgumentException(key + " has no value");
        }
        return value;
    }

    private String declared(String key) {
        if (fixed.containsKey(key)) {
            return fixed.get(key);
        }
        String value = System.getenv(Setting.environmentName(key));
        if (value == null) {
            value = System.getProperty(key);
        }
        for (int i = 0; value == null && i < contents.size(); i++) {
            // Camel takes spaces for no part of a value; Java leaves those that follow it.
            String line = contents.get(i).getProperty(key);
            value = line == null ? null : line.replaceFirst(" +$", "");
        }
        return value;
    }

    private String askCamel(String key) {
        try (var camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setLocation(locations(files));
            FixedProperties.fix(camel, fixed);
            camel.build();
            return camel.resolvePropertyPlaceholders("{{" + key + ":}}");
        } catch (IOException e) {
            throw new ConfigurationException("The settings cannot be read: " + e.getMessage(), e);
        }
    }
}
