package io.caravan.settings;

import io.caravan.failure.ConfigurationException;
import io.caravan.sink.LoadSource;
import io.caravan.text.Durations;
import io.caravan.warehouse.WarehouseSignIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings as Camel will see them: what the profile fixes, then environment and system properties, then
 * {@code application-<profile>.properties} and {@code application.properties} of the working directory, then what each setting holds
 * where nobody gives it a value.
 */
public final class Settings {
    private static final String LOCAL = "local";
    private static final List<String> PROFILES = List.of(LOCAL, "prod");
    private static final String FILE = "application.properties";
    /** What Main sets once the local services listen; until then anything well-formed stands in. */
    public static final Map<String, String> STAND_INS = Map.of(
            "local.spotify-url", "http://127.0.0.1:1",
            "local.lake-endpoint", "file:///",
            "local.playlists", "0".repeat(22),
            "local.clock-offset", "0s");

    private final Path folder;
    private final String profile;
    private final List<SettingsFile> files;
    private final SettingValues values;
    private final Map<String, String> environment;

    private Settings(Path folder, String profile, Map<String, String> overrides, Map<String, String> environment) {
        this.folder = folder;
        this.profile = profile;
        this.environment = environment;
        this.files = Stream.of("application-" + profile + ".properties", FILE)
                .map(name -> new SettingsFile(folder.resolve(name)))
                .toList();
        var fixed = new HashMap<>(fixed());
        if (isLocal()) {
            fixed.putAll(STAND_INS);
        }
        fixed.putAll(overrides);
        this.values = new SettingValues(fixed, environment, files, SettingGroup.defaults());
    }

    /**
     * Reads the settings in the working directory, of the profile that {@code CAMEL_MAIN_PROFILE} or
     * {@code -Dcamel.main.profile} names, else those of {@code local}.
     *
     * @param overrides win over all others
     * @throws ConfigurationException when there is no such profile, or the folder is not one to start in
     */
    public static Settings load(Map<String, String> overrides) {
        String profile = System.getProperty("camel.main.profile", System.getenv("CAMEL_MAIN_PROFILE"));
        return load(
                Path.of(""),
                profile == null || profile.isBlank() ? LOCAL : profile.strip(),
                overrides,
                System.getenv());
    }

    /**
     * Reads the settings of a profile in a folder.
     *
     * @param overrides win over all others
     * @param environment the variables of the process
     */
    public static Settings load(
            Path folder, String profile, Map<String, String> overrides, Map<String, String> environment) {
        if (!PROFILES.contains(profile)) {
            throw new ConfigurationException("There is no profile " + profile
                    + "; set CAMEL_MAIN_PROFILE to local (a trial on this machine, the default) or prod");
        }
        checkFolder(folder);
        return new Settings(folder, profile, overrides, environment);
    }

    private static void checkFolder(Path folder) {
        List<String> missing = Stream.of("routes", "sql")
                .filter(part -> !Files.exists(folder.resolve(part)))
                .toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException("There is no " + String.join(", no ", missing) + " in "
                    + folder.toAbsolutePath() + "; start Caravan in the folder that holds routes/ and sql/");
        }
    }

    /** Returns the profile, local or prod. */
    public String profile() {
        return profile;
    }

    /** Returns whether this is a trial that keeps to this machine. */
    public boolean isLocal() {
        return profile.equals(LOCAL);
    }

    /** Returns where Camel looks for properties; the first place that has a key wins. */
    public String locations() {
        return SettingValues.locations(files);
    }

    /**
     * Returns what nothing can change in this profile: in {@code local} playlists, places and credentials, so that a trial never
     * reaches a real account that a file or the environment names.
     */
    public Map<String, String> fixed() {
        return isLocal() ? SettingGroup.ofLocal() : Map.of();
    }

    /**
     * Returns a sentence for each thing that is no mistake, and that somebody may wonder about: what this profile does not take, and keys
     * that stand in a file more than once.
     */
    public List<String> notices() {
        return new SettingNotices(this, files, environment, folder.resolve("routes")).all();
    }

    /** Returns the value of a key, empty where it has none. */
    public String get(String key) {
        return values.get(key);
    }

    /**
     * Returns a text with values in the place of keys in braces.
     *
     * @throws UnfilledPlaceholderException when nothing fills one of them
     */
    public String filled(String text) {
        return values.filled(text);
    }

    /** Returns in words who gives a key its value, such as {@code application.properties, line 12}; empty where nobody does. */
    public String origin(String key) {
        return values.origin(key);
    }

    /** Returns whether somebody gives a key another value than it holds by default; what the profile fixes nobody does. */
    boolean isChanged(String key) {
        return !fixed().containsKey(key) && values.isChanged(key);
    }

    private OwnSettings own() {
        return new OwnSettings(this, files, folder.resolve("routes/local"));
    }

    /**
     * Returns the settings as a start would find them, behind them those of routes of one's own.
     *
     * @param part how the keys begin
     */
    public List<SettingInForce> inForce(String part) {
        var plain = new Shown(this);
        return Stream.concat(
                        SettingGroup.all().stream()
                                .filter(setting -> setting.key().startsWith(part))
                                .map(setting -> SettingInForce.of(setting, this, plain)),
                        own().keys().stream()
                                .filter(key -> key.startsWith(part))
                                .map(key -> SettingInForce.ofOwn(key, this, plain)))
                .toList();
    }

    /** Checks all settings, as {@link #check(String)} does. */
    public void check() {
        check("");
    }

    /**
     * Holds every value of a part of the settings against what it has to look like.
     *
     * @param part how the keys begin
     * @throws ConfigurationException naming every key that is wrong, and unknown ones, each with the way to mend it
     */
    public void check(String part) {
        List<String> problems = new SettingProblems(this, files, environment, own()).of(part);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("The settings of the profile %s are not right:\n  - %s"
                    .formatted(profile, String.join("\n  - ", problems)));
        }
    }

    boolean isSpotifySignIn() {
        return Stream.of("spotify.client-secret", "spotify.refresh-token").anyMatch(key -> !get(key).isBlank())
                || Files.exists(Path.of(get("spotify.token-file")));
    }

    boolean isDialect(String word) {
        return Files.isDirectory(folder.resolve("sql").resolve(word));
    }

    /** Returns whether rows of the load come from there. */
    public boolean loadsFrom(LoadSource source) {
        return LoadSource.of(get("warehouse.from")).contains(source);
    }

    /**
     * Returns whether the lake has tables.
     *
     * @throws ConfigurationException when it should, and what they are made with does not lie beside the jar
     */
    public boolean hasTables() {
        return Capability.TABLES.isOn(this);
    }

    /**
     * Returns whether snapshots are published.
     *
     * @throws ConfigurationException when they should be, and what publishes them does not lie beside the jar
     */
    public boolean hasStream() {
        return Capability.STREAM.isOn(this);
    }

    /** Returns whether the folder lib-stream/ lies beside the jar. */
    public static boolean hasStreamLibraries() {
        return Capability.STREAM.isThere();
    }

    /** Returns the clock of the application, as the bean of that name. */
    public Clock clock() {
        return Clock.offset(Clock.systemUTC(), clockOffset());
    }

    /** Returns how far that clock stands from the machine's. */
    public Duration clockOffset() {
        String offset = get("caravan.clock-offset");
        return offset.startsWith("P") ? Duration.parse(offset) : Durations.parse(offset);
    }

    /** Returns how to sign in to the warehouse. */
    public WarehouseSignIn signIn() {
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
