package io.caravan.command;

import io.caravan.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Finds keys in a properties file that look like settings and are none: a mistyped key would be ignored without a word. */
final class UnknownKeys {
    private static final String OURS = "(caravan|spotify|lake|warehouse|local)\\..*";
    /** So many letters away from a setting, a key is taken for a slip of the pen and not for somebody's own. */
    private static final int SLIP = 3;

    private static final List<String> KNOWN =
            Setting.ALL.stream().map(Setting::key).toList();

    private UnknownKeys() {}

    /**
     * Returns a sentence for each such key, with the setting that was probably meant; none where there is no such file.
     *
     * @param part how the keys begin
     */
    static List<String> in(Path file, String part) {
        if (!Files.exists(file)) {
            return List.of();
        }
        return keys(file).stream()
                .filter(key -> key.startsWith(part) && !KNOWN.contains(key))
                .map(key -> problem(key, file.getFileName()))
                .filter(Objects::nonNull)
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

    /** Reads the keys in the encoding in which Camel reads them, ISO 8859-1. */
    private static List<String> keys(Path file) {
        var properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return List.copyOf(properties.stringPropertyNames());
    }
}
