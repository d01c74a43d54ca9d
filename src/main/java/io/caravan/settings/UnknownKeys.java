package io.caravan.settings;

import io.caravan.text.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds keys that look like settings and are none: a mistyped one would be ignored without a word. */
final class UnknownKeys {
    /** Each process has some fifty of these, and to measure each against each setting would cost a start more than all else here. */
    private static final Pattern OF_JAVA =
            Pattern.compile("(?:java|javax|jdk|sun|os|user|file|path|line|native|stdout|stderr|awt|picocli)\\.");

    /** So many letters away from a setting, a key is taken for a slip of the pen and not for somebody's own. */
    private static final int SLIP = 3;
    /** What Kubernetes sets in each container for a service called "warehouse", whose port is no setting. */
    private static final String OF_KUBERNETES = ".*_(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?";

    /** As it looks in the encoding of the file. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private static final List<String> KNOWN =
            SettingGroup.all().stream().map(Setting::key).toList();
    private static final List<String> KNOWN_IN_ENVIRONMENT =
            SettingGroup.all().stream().map(Setting::environmentName).toList();

    private static final String PARTS = KNOWN.stream()
            .map(key -> key.substring(0, key.indexOf('.')))
            .filter(part -> !part.equals("camel"))
            .distinct()
            .collect(Collectors.joining("|", "(", ")"));
    private static final String OURS = PARTS + "\\..*";
    private static final String OURS_IN_ENVIRONMENT = PARTS.toUpperCase(Locale.ROOT) + "_.*";

    private final Map<String, Retired> retired;

    /**
     * A key that an earlier version knew.
     *
     * @param successor what to set in its place; empty where nothing is
     * @param since the version that does not know it any more
     */
    record Retired(String successor, String since) {}

    /**
     * What is wrong with a key.
     *
     * @param meant the setting that was probably meant
     */
    record Unknown(String meant, String sentence) {}

    UnknownKeys(Map<String, Retired> retired) {
        this.retired = retired;
    }

    /** Returns whether a key is a setting. */
    static boolean isKnown(String key) {
        return KNOWN.contains(key);
    }

    /**
     * Returns a sentence for each such key of a file.
     *
     * @param part how the keys begin
     */
    List<Unknown> in(SettingsFile file, String part) {
        List<Unknown> found = new ArrayList<>();
        for (String key : file.keys().stream().sorted().toList()) {
            if (KNOWN.contains(key) || !isOf(key, part)) {
                continue;
            }
            String nearest = Spelling.nearest(key, KNOWN, 1).get(0);
            if (key.startsWith(BYTE_ORDER_MARK)) {
                found.add(new Unknown(
                        nearest,
                        file.path().getFileName() + " begins with a byte order mark; save it as UTF-8 without one"));
            } else if (KNOWN_IN_ENVIRONMENT.contains(key)) {
                found.add(new Unknown(
                        key(key),
                        told(key, file.place(key)) + "is the name of the variable; in a file it is " + key(key)));
            } else if (retired.containsKey(key)) {
                found.add(gone(key, file.place(key)));
            } else if (key.equals("camel.main.profile")) {
                found.add(new Unknown(
                        key,
                        told(key, file.place(key))
                                + "comes too late; set the environment variable CAMEL_MAIN_PROFILE"));
            } else if (key.matches(OURS) || Spelling.distance(key, nearest) <= SLIP) {
                found.add(new Unknown(nearest, unknown(key, file.place(key), nearest)));
            }
        }
        return found;
    }

    /**
     * Returns a sentence for each environment variable that is almost one of ours.
     *
     * @param names of all variables
     * @param part how the keys begin
     */
    List<Unknown> inEnvironment(Collection<String> names, String part) {
        List<Unknown> found = new ArrayList<>();
        retired.keySet().stream()
                .filter(key -> key.startsWith(part) && names.contains(Setting.environmentName(key)))
                .sorted()
                .forEach(key -> found.add(gone(key, "the variable " + Setting.environmentName(key))));
        names.stream()
                .filter(name -> name.matches(OURS_IN_ENVIRONMENT) && name.startsWith(Setting.environmentName(part)))
                .filter(name -> !KNOWN_IN_ENVIRONMENT.contains(name) && !name.matches(OF_KUBERNETES))
                .filter(name -> Spelling.distance(name, nearestInEnvironment(name)) <= SLIP)
                .sorted()
                .forEach(name -> found.add(new Unknown(
                        key(nearestInEnvironment(name)),
                        unknown(name, "a variable of the environment", nearestInEnvironment(name)))));
        return found;
    }

    /**
     * Returns a sentence for each property of Java that looks like a setting and is none.
     *
     * @param names of all properties
     * @param part how the keys begin
     */
    List<Unknown> inProperties(Collection<String> names, String part) {
        List<Unknown> found = new ArrayList<>();
        for (String key : names.stream().sorted().toList()) {
            if (KNOWN.contains(key) || !isOf(key, part) || OF_JAVA.matcher(key).lookingAt()) {
                continue;
            }
            String nearest = Spelling.nearest(key, KNOWN, 1).get(0);
            if (retired.containsKey(key)) {
                found.add(gone(key, "-D" + key));
            } else if (isOurs(key) || Spelling.distance(key, nearest) <= SLIP) {
                found.add(new Unknown(nearest, unknown(key, "-D" + key, nearest)));
            }
        }
        return found;
    }

    /** Properties such as {@code caravan.log} are of the launch, and no settings. */
    private static boolean isOurs(String property) {
        return property.matches(OURS) && !property.startsWith("caravan.");
    }

    /** What may be meant comes first; a name far from all others has nothing that it may be. */
    private static String unknown(String name, String place, String nearest) {
        return Spelling.distance(name, nearest) <= Math.max(SLIP, name.length() / 3)
                ? "%s (%s): did you mean %s? It is no setting".formatted(name, place, nearest)
                : "%s (%s) is no setting; \"caravan settings %s\" prints those that there are"
                        .formatted(name, place, name.substring(0, name.indexOf('.')));
    }

    private static boolean isOf(String key, String part) {
        return key.startsWith(part) || key.startsWith(Setting.environmentName(part)) || key.startsWith(BYTE_ORDER_MARK);
    }

    private Unknown gone(String key, String place) {
        Retired how = retired.get(key);
        String instead = how.successor().isEmpty() ? "take it out" : "set " + how.successor() + " in its place";
        return new Unknown(
                how.successor(), told(key, place) + "is no setting any more since " + how.since() + "; " + instead);
    }

    private static String told(String key, String place) {
        return key + " (" + place + ") ";
    }

    private static String key(String variable) {
        return KNOWN.get(KNOWN_IN_ENVIRONMENT.indexOf(variable));
    }

    private static String nearestInEnvironment(String name) {
        return Spelling.nearest(name, KNOWN_IN_ENVIRONMENT, 1).get(0);
    }
}
