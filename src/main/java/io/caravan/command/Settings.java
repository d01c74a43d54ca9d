package io.caravan.command;

import io.caravan.ConfigurationException;
import io.caravan.Durations;
import io.caravan.sink.LoadSource;
import io.caravan.warehouse.WarehouseSignIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings as Camel will see them: what the profile fixes, then environment and system properties, then
 * {@code application-<profile>.properties} and {@code application.properties} of the working directory.
 */
final class Settings {
    private static final String LOCAL = "local";
    private static final List<String> PROFILES = List.of(LOCAL, "prod");
    private static final String FILE = "application.properties";
    /** What Main sets once the local services listen; until then anything well-formed stands in. */
    static final Map<String, String> STAND_INS = Map.of(
            "local.spotify-url", "http://127.0.0.1:1",
            "local.lake-endpoint", "file:///",
            "local.playlists", "0".repeat(22),
            "local.clock-offset", "0s");

    private final Path folder;
    private final String profile;
    private final SettingValues values;

    private Settings(Path folder, String profile, Map<String, String> overrides) {
        this.folder = folder;
        this.profile = profile;
        var fixed = new HashMap<>(fixed());
        if (isLocal()) {
            fixed.putAll(STAND_INS);
        }
        fixed.putAll(overrides);
        this.values = new SettingValues(fixed, files());
    }

    /**
     * Reads the settings in the working directory, of the profile that {@code CAMEL_MAIN_PROFILE} or
     * {@code -Dcamel.main.profile} names, else those of {@code local}.
     *
     * @param overrides win over all others
     * @throws ConfigurationException when there is no such profile, or the folder is not one to start in
     */
    static Settings load(Map<String, String> overrides) {
        String profile = System.getProperty("camel.main.profile", System.getenv("CAMEL_MAIN_PROFILE"));
        return load(Path.of(""), profile == null || profile.isBlank() ? LOCAL : profile.strip(), overrides);
    }

    /** Reads the settings of a profile in a folder. */
    static Settings load(Path folder, String profile, Map<String, String> overrides) {
        if (!PROFILES.contains(profile)) {
            throw new ConfigurationException("There is no profile " + profile
                    + "; set CAMEL_MAIN_PROFILE to local (a trial on this machine, the default) or prod");
        }
        checkFolder(folder);
        return new Settings(folder, profile, overrides);
    }

    private static void checkFolder(Path folder) {
        List<String> missing = Stream.of("routes", "sql", FILE)
                .filter(part -> !Files.exists(folder.resolve(part)))
                .toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException("There is no " + String.join(", no ", missing) + " in "
                    + folder.toAbsolutePath() + "; start Caravan in the folder that holds routes/, sql/ and " + FILE);
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
        return SettingValues.locations(files());
    }

    private List<Path> files() {
        return List.of(folder.resolve(profileFile()), folder.resolve(FILE));
    }

    /**
     * Returns what nothing can change in this profile: in {@code local} playlists, places and credentials, so that a trial never
     * reaches a real account that a file or the environment names.
     */
    Map<String, String> fixed() {
        if (!isLocal()) {
            return Map.of();
        }
        var properties = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/" + profileFile())) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + profileFile() + " of the jar", e);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    /** Returns a sentence naming the environment variables that this profile does not take; empty where there is none. */
    String notTaken() {
        String names = fixed().keySet().stream()
                .map(Setting::environmentName)
                .filter(System.getenv()::containsKey)
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? ""
                : "The profile local keeps to this machine and does not take " + names
                        + " from the environment; set CAMEL_MAIN_PROFILE=prod to use what they name";
    }

    private String profileFile() {
        return "application-" + profile + ".properties";
    }

    /** Returns the value of a key, empty where it has none. */
    String get(String key) {
        return values.get(key);
    }

    /** Checks all settings, as {@link #check(String)} does. */
    void check() {
        check("");
    }

    /**
     * Holds every value of a part of the settings against what it has to look like.
     *
     * @param part how the keys begin
     * @throws ConfigurationException naming every key that is wrong, and unknown ones, each with the way to mend it
     */
    void check(String part) {
        List<String> problems = new ArrayList<>();
        for (String file : List.of(FILE, profileFile())) {
            problems.addAll(UnknownKeys.in(folder.resolve(file), part));
        }
        problems.addAll(UnknownKeys.inEnvironment(System.getenv().keySet(), part));
        for (Setting setting : Setting.ALL) {
            String remedy = setting.key().startsWith(part) ? remedy(setting) : null;
            if (remedy != null) {
                problems.add(setting.key() + " " + remedy + " (in application.properties, or "
                        + setting.environmentName() + ")");
            }
        }
        if (!isLocal()
                && "warehouse.".startsWith(part)
                && problems.stream().noneMatch(problem -> problem.startsWith("warehouse."))) {
            problems.addAll(signIn().problems());
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("The settings of the profile " + profile + " are not complete:\n  - "
                    + String.join("\n  - ", problems));
        }
    }

    /** Returns how to mend a setting, or null; the value itself is left out, as it may be a secret in the wrong place. */
    private String remedy(Setting setting) {
        String value;
        try {
            value = get(setting.key());
        } catch (IllegalArgumentException e) {
            return "holds a {{placeholder}} that nothing gives a value; take the braces out, or declare what stands in them";
        }
        if (setting.key().equals("lake.endpoint") && isLocal()) {
            // A folder, which local.folder is asked for.
            return null;
        }
        String remedy = setting.check().remedy(value);
        if (setting.key().equals("tables.catalogue") && Set.of("glue", "rest").contains(value) && isLocal()) {
            return "must be jdbc or none in the profile local, which keeps to this machine";
        }
        if (setting.key().equals("tables.rest-uri")
                && value.isEmpty()
                && !isLocal()
                && get("tables.catalogue").equals("rest")) {
            return "has no value; give it the address of the catalogue, or set tables.catalogue to another";
        }
        if (setting.key().equals("stream.brokers") && remedy == null && isLocal() && !areThisMachine(value)) {
            return "must be on this machine, such as 127.0.0.1:9092, in the profile local, which keeps to it";
        }
        if (setting.key().equals("stream.registry-url") && remedy == null && isLocal() && !isThisMachine(value)) {
            return "must be on this machine, such as http://127.0.0.1:8080/apis/ccompat/v7, in the profile local, which keeps to it";
        }
        if (setting.key().equals("stream.registry-url")
                && value.isEmpty()
                && !get("stream.brokers").isEmpty()
                && get("stream.format").equals("avro")) {
            return "has no value; give it the address of the registry, or set stream.format to json, which needs none";
        }
        if (remedy == null && !values.has(setting.key())) {
            return "has no line, since the file is of an earlier version; copy it from the one of this version";
        }
        if (remedy == null && setting.key().equals("warehouse.dialect") && !isDialect(value)) {
            return "must be the name of a folder under sql/";
        }
        if (remedy == null
                && setting.key().equals("warehouse.from")
                && loadsFrom(LoadSource.STREAM)
                && get("stream.brokers").isBlank()) {
            return "names stream, and stream.brokers is empty; name the brokers, or leave stream out";
        }
        if (remedy == null
                && setting.key().equals("warehouse.from")
                && loadsFrom(LoadSource.SNOWPIPE)
                && !isSnowflake()) {
            return "must be inbox: snowpipe is for Snowflake alone; or set warehouse.dialect=snowflake";
        }
        if (remedy == null && setting.key().equals("caravan.clock-offset") && !isLocal() && !value.equals("0s")) {
            return "must be 0s: only the profile local moves the clock, to local.spotify-day";
        }
        if (remedy == null && setting.key().equals("spotify.client-secret") && !isSignIn()) {
            return "has no value, and no user is signed in; give it one, or run the command login";
        }
        return remedy;
    }

    private boolean isSignIn() {
        return Stream.of("spotify.client-secret", "spotify.refresh-token").anyMatch(key -> !get(key).isBlank())
                || Files.exists(Path.of(get("spotify.token-file")));
    }

    private static boolean areThisMachine(String brokers) {
        return Stream.of(brokers.split(","))
                .allMatch(broker -> isThisMachine(broker.isEmpty() ? "" : "http://" + broker));
    }

    private static boolean isThisMachine(String url) {
        return url.isEmpty() || url.matches("https?://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?(/.*)?");
    }

    private boolean isDialect(String word) {
        return Files.isDirectory(folder.resolve("sql").resolve(word));
    }

    private boolean isSnowflake() {
        return get("warehouse.dialect").equals("snowflake");
    }

    /** Returns whether rows of the load come from there. */
    boolean loadsFrom(LoadSource source) {
        return LoadSource.of(get("warehouse.from")).contains(source);
    }

    /**
     * Returns whether the lake has tables.
     *
     * @throws ConfigurationException when it should, and what they are made with does not lie beside the jar
     */
    boolean hasTables() {
        if (get("tables.catalogue").isBlank()) {
            return false;
        }
        if (Settings.class.getResource("/org/apache/iceberg/catalog/Catalog.class") == null) {
            throw new ConfigurationException(
                    "tables.catalogue is set, and the folder lib-tables/ does not lie beside the jar"
                            + " and lib/; put it there, or leave tables.catalogue empty");
        }
        return true;
    }

    /**
     * Returns whether snapshots are published.
     *
     * @throws ConfigurationException when they should be, and what publishes them does not lie beside the jar
     */
    boolean hasStream() {
        if (get("stream.brokers").isBlank()) {
            return false;
        }
        if (!hasStreamLibraries()) {
            throw new ConfigurationException(
                    "stream.brokers is set, and the folder lib-stream/ does not lie beside the jar"
                            + " and lib/; put it there, or leave stream.brokers empty");
        }
        return true;
    }

    /** Returns whether the folder lib-stream/ lies beside the jar. */
    static boolean hasStreamLibraries() {
        return Settings.class.getResource("/org/apache/kafka/clients/producer/Producer.class") != null;
    }

    /** Returns the clock of the application, as the bean of that name. */
    Clock clock() {
        return Clock.offset(Clock.systemUTC(), clockOffset());
    }

    /** Returns how far that clock stands from the machine's. */
    Duration clockOffset() {
        String offset = get("caravan.clock-offset");
        return offset.startsWith("P") ? Duration.parse(offset) : Durations.parse(offset);
    }

    /** Returns how to sign in to the warehouse. */
    WarehouseSignIn signIn() {
        return new WarehouseSignIn(
                get("warehouse.url"),
                get("warehouse.user"),
                get("warehouse.password"),
                get("warehouse.token"),
                get("warehouse.private-key"),
                get("warehouse.private-key-file"),
                get("warehouse.private-key-passphrase"),
                Durations.parse(get("warehouse.timeout")));
    }
}
