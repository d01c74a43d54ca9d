package io.caravan.command;

import io.caravan.Spelling;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Finds keys that look like settings and are none: a mistyped one would be ignored without a word. */
final class UnknownKeys {
    /** So many letters away from a setting, a key is taken for a slip of the pen and not for somebody's own. */
    private static final int SLIP = 3;
    /** Names in the environment are shorter and come from everywhere: Kubernetes sets WAREHOUSE_PORT for a service "warehouse". */
    private static final int SLIP_IN_ENVIRONMENT = 2;

    private static final List<String> KNOWN =
            Setting.ALL.stream().map(Setting::key).toList();
    private static final List<String> KNOWN_IN_ENVIRONMENT =
            Setting.ALL.stream().map(Setting::environmentName).toList();

    private static final String PARTS = KNOWN.stream()
            .map(key -> key.substring(0, key.indexOf('.')))
            .filter(part -> !part.equals("camel"))
            .distinct()
            .collect(Collectors.joining("|", "(", ")"));
    private static final String OURS = PARTS + "\\..*";
    private static final String OURS_IN_ENVIRONMENT = PARTS.toUpperCase(Locale.ROOT) + "_.*";

    private UnknownKeys() {}

    /**
     * Returns a sentence for each such key, with the setting that was probably meant; none where there is no such file.
     *
     * @param part how the keys begin
     */
    static List<String> in(Path file, String part) {
        return SettingValues.read(file).stringPropertyNames().stream()
                .filter(key -> key.startsWith(part) && !KNOWN.contains(key))
                .map(key -> problem(key, file.getFileName()))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /**
     * Returns a sentence for each environment variable that is almost one of ours.
     *
     * @param names of all variables
     * @param part how the keys begin
     */
    static List<String> inEnvironment(Collection<String> names, String part) {
        return names.stream()
                .filter(name -> name.matches(OURS_IN_ENVIRONMENT) && name.startsWith(Setting.environmentName(part)))
                .filter(name -> !KNOWN_IN_ENVIRONMENT.contains(name))
                .filter(name -> Spelling.distance(name, nearestInEnvironment(name)) <= SLIP_IN_ENVIRONMENT)
                .map(name -> "the environment variable " + name + " is no setting; did you mean "
                        + nearestInEnvironment(name) + "?")
                .sorted()
                .toList();
    }

    /** Returns what is wrong with a key that is no setting of ours; null where it may well be somebody else's. */
    private static String problem(String key, Path file) {
        if (key.equals("camel.main.profile")) {
            return key + " in " + file + " comes too late; set the environment variable CAMEL_MAIN_PROFILE";
        }
        String nearest = Spelling.nearest(key, KNOWN, 1).get(0);
        if (key.matches(OURS) || Spelling.distance(key, nearest) <= SLIP) {
            return key + " in " + file + " is no setting; did you mean " + nearest + "?";
        }
        return null;
    }

    private static String nearestInEnvironment(String name) {
        return Spelling.nearest(name, KNOWN_IN_ENVIRONMENT, 1).get(0);
    }
}
