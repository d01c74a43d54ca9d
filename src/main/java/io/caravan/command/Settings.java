package io.caravan.command;

import io.caravan.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The settings as Camel will see them: environment and system properties, then {@code application-<profile>.properties} and
 * {@code application.properties} of the working directory, with the profile's own from the jar.
 */
final class Settings {
    private static final String LOCAL = "local";
    private static final String FILE = "application.properties";
    /** What Main sets once the local services listen; until then anything well-formed stands in. */
    private static final Map<String, String> STAND_INS = Map.of(
            "local.spotify-url", "http://127.0.0.1:1",
            "local.s3-url", "http://127.0.0.1:1",
            "local.playlists", "0".repeat(22));

    private final String profile;
    private final CamelContext resolver;

    private Settings(String profile, CamelContext resolver) {
        this.profile = profile;
        this.resolver = resolver;
    }

    /**
     * Reads the settings of the profile that {@code CAMEL_MAIN_PROFILE} or {@code -Dcamel.main.profile} names, else those of
     * {@code local}.
     *
     * @param overrides win over all others
     */
    static Settings load(Map<String, String> overrides) {
        checkWorkingDirectory();
        String profile =
                System.getProperty("camel.main.profile", System.getenv().getOrDefault("CAMEL_MAIN_PROFILE", LOCAL));
        var resolver = new DefaultCamelContext();
        var settings = new Settings(profile, resolver);
        var properties = resolver.getPropertiesComponent();
        properties.setLocation(settings.locations());
        var override = new Properties();
        if (settings.isLocal()) {
            override.putAll(STAND_INS);
        }
        override.putAll(overrides);
        properties.setOverrideProperties(override);
        resolver.build();
        return settings;
    }

    private static void checkWorkingDirectory() {
        for (String part : List.of("routes", "sql", FILE)) {
            if (!Files.exists(Path.of(part))) {
                throw new ConfigurationException(
                        "There is no " + part + " in " + Path.of("").toAbsolutePath()
                                + "; start Caravan in the folder that holds routes/, sql/ and " + FILE);
            }
        }
    }

    String profile() {
        return profile;
    }

    boolean isLocal() {
        return profile.equals(LOCAL);
    }

    /** Returns where Camel looks for properties; the first place that has a key wins. */
    String locations() {
        String own = "application-" + profile + ".properties;optional=true";
        // The local profile wins over the user's file, so that a trial never reaches a real account.
        return String.join(
                ",",
                "file:" + own,
                isLocal() ? "classpath:" + own + ",file:" + FILE : "file:" + FILE + ",classpath:" + own);
    }

    /** Returns the value of a key, empty where it has none. */
    String get(String key) {
        return resolver.resolvePropertyPlaceholders("{{" + key + ":}}");
    }

    /**
     * Holds every value against what it has to look like.
     *
     * @throws ConfigurationException naming every key that is wrong, and unknown ones, each with the way to mend it
     */
    void check() {
        List<String> problems = new ArrayList<>(unknownKeys());
        for (Setting setting : Setting.ALL) {
            String value = get(setting.key());
            String remedy = setting.check().remedy(value);
            if (remedy != null) {
                // Which value stands there is left out: it may be a secret in the wrong place.
                problems.add(setting.key() + " " + remedy + " (in application.properties, or "
                        + environmentName(setting.key()) + ")");
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("The settings of the profile " + profile + " are not complete:\n  - "
                    + String.join("\n  - ", problems));
        }
    }

    private static String environmentName(String key) {
        return key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private List<String> unknownKeys() {
        List<String> known = Setting.ALL.stream().map(Setting::key).toList();
        return List.of(FILE, "application-" + profile + ".properties").stream()
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(file -> keys(file).stream()
                        .filter(key -> key.matches("(caravan|spotify|lake|warehouse|local)\\..*"))
                        .filter(key -> !known.contains(key))
                        .map(key -> key + " in " + file + " is no setting; did you mean " + nearest(key, known) + "?"))
                .sorted()
                .toList();
    }

    private static List<String> keys(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return List.copyOf(properties.stringPropertyNames());
    }

    private static String nearest(String key, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = java.util.stream.IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
