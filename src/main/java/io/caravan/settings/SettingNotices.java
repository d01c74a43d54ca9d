package io.caravan.settings;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is no mistake, and still not what somebody may expect who wrote it: a sentence each. */
record SettingNotices(Settings settings, List<SettingsFile> files, Map<String, String> environment, Path routes) {
    List<String> all() {
        List<String> notices = new ArrayList<>(
                files.stream().flatMap(file -> file.repeated().stream()).toList());
        files.forEach(file -> notices.addAll(unused(file)));
        List<String> names = Stream.concat(variables(), others()).toList();
        if (!names.isEmpty()) {
            notices.add("The profile local keeps to this machine and does not take " + String.join(", ", names)
                    + "; set CAMEL_MAIN_PROFILE=prod to use what they name");
        }
        return notices;
    }

    private Stream<String> variables() {
        return settings.fixed().keySet().stream()
                .map(Setting::environmentName)
                .filter(environment::containsKey)
                .sorted();
    }

    private Stream<String> others() {
        return SettingGroup.all().stream()
                .filter(setting -> settings.fixed().containsKey(setting.key()))
                .flatMap(setting -> Stream.concat(
                        Stream.of(setting.key())
                                .filter(key -> System.getProperty(key) != null)
                                .map(key -> "-D" + key),
                        files.stream()
                                .filter(file -> says(file, setting))
                                .map(file -> setting.key() + " (" + file.place(setting.key()) + ")")));
    }

    /** Keys of one's own are for routes of one's own, and for what other values are made of. */
    private List<String> unused(SettingsFile file) {
        List<String> own = file.keys().stream()
                .filter(key -> !UnknownKeys.isKnown(key) && !key.startsWith("camel."))
                .sorted()
                .toList();
        if (own.isEmpty()) {
            return List.of();
        }
        String texts = texts();
        return own.stream()
                .filter(key -> !texts.contains(key))
                .map(key ->
                        "%s (%s) is no setting, and no route asks for it; take it out, or see whether it is spelt as in the route"
                                .formatted(key, file.place(key)))
                .toList();
    }

    /** Returns all that may ask for a key: routes, beans and Kamelets, and the values of other keys. */
    private String texts() {
        var texts = new StringBuilder();
        files.forEach(
                file -> file.keys().forEach(key -> texts.append(file.get(key)).append('\n')));
        try (Stream<Path> all = Files.walk(routes, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ConfigurationException("Cannot read the files of " + routes + ": " + e.getMessage(), e);
        }
        return texts.toString();
    }

    /** A file as it ships has a line for each setting that has a default. */
    private static boolean says(SettingsFile file, Setting setting) {
        String value = file.get(setting.key());
        return value != null && !value.isBlank() && !value.equals(setting.otherwise());
    }
}
