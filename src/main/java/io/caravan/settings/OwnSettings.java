package io.caravan.settings;

import io.caravan.text.Spelling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of routes of one's own, whose names begin with {@code own.}: those that somebody gives a value, and those that a route asks for. */
record OwnSettings(Settings settings, List<SettingsFile> files, Path routes) {
    private static final String BEGIN = "own.";
    /** One that has to have a value: with no default and no question mark. */
    private static final Pattern ASKED = Pattern.compile("\\{\\{(own\\.[^{}:?]+)}}");
    /** What is called so is for nobody's eyes, whatever it is. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(secret|passw|pwd|passphrase|token|credential|key|auth|pin|signature|webhook|sas|dsn|cert|cookie|bearer).*");

    /** Returns their names in alphabetical order. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>(given());
        keys.addAll(asked().keySet());
        return keys;
    }

    /** Returns whether the name of a key says that its value may not be shown. */
    static boolean isSecret(String key) {
        return SECRET.matcher(key).matches();
    }

    /** Returns a sentence for each that a route asks for and nobody gives a value. */
    List<String> missing() {
        Collection<String> given = given();
        return asked().entrySet().stream()
                .filter(asked -> settings.origin(asked.getKey()).isEmpty())
                .map(asked -> missing(asked.getKey(), asked.getValue(), given))
                .toList();
    }

    private String missing(String key, String place, Collection<String> given) {
        String meant = Spelling.near(key, given)
                .map(near -> ": did you mean %s (%s)? %s".formatted(near, settings.origin(near), key))
                .orElse("");
        return "%s (%s)%s has no value; give it one (as a line of application.properties, or by the variable %s)"
                .formatted(key, place, meant, Setting.environmentName(key));
    }

    private Collection<String> given() {
        return Stream.concat(
                        files.stream().flatMap(file -> file.keys().stream()),
                        System.getProperties().stringPropertyNames().stream())
                .filter(key -> key.startsWith(BEGIN))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the keys that have to have a value, each with the place where a route asks for it first. */
    private Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        for (Path file : routeFiles()) {
            int number = 0;
            for (String line : lines(file)) {
                number++;
                Matcher key = ASKED.matcher(line.strip().startsWith("#") ? "" : line);
                while (key.find()) {
                    asked.putIfAbsent(key.group(1), "routes/local/" + file.getFileName() + ", line " + number);
                }
            }
        }
        return asked;
    }

    private List<Path> routeFiles() {
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(routes)) {
            return all.filter(file -> file.getFileName().toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + routes, e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            // What keeps it from being read is told where Camel reads it.
            return List.of();
        }
    }
}
