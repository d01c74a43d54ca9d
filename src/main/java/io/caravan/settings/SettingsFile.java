package io.caravan.settings;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** A file of settings, in the encoding in which Camel reads it, ISO 8859-1. One that is not there holds nothing. */
final class SettingsFile {
    /** An odd number of backslashes at the end takes the next line to this one. */
    private static final Pattern GOES_ON = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\$");

    private final Path path;
    private final Properties contents = new Properties();

    /**
     * Reads a file.
     *
     * @throws ConfigurationException when it is there and cannot be read
     */
    SettingsFile(Path path) {
        this.path = path;
        if (!Files.exists(path)) {
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            contents.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("The settings of " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    Set<String> keys() {
        return contents.stringPropertyNames();
    }

    /** Returns the value of a key, null where it has none. */
    String get(String key) {
        String line = contents.getProperty(key);
        // Camel takes spaces for no part of a value; Java leaves those that follow it.
        return line == null ? null : line.replaceFirst(" +$", "");
    }

    /** Returns where a key stands, such as {@code application.properties, line 12}; of several lines the last counts. */
    String place(String key) {
        int found = 0;
        try {
            List<String> lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
            for (int i = 0; i < lines.size(); i++) {
                int first = i;
                var whole = new StringBuilder(lines.get(i));
                while (!isComment(lines.get(first))
                        && GOES_ON.matcher(lines.get(i)).find()
                        && i + 1 < lines.size()) {
                    i++;
                    whole.append('\n').append(lines.get(i));
                }
                found = says(whole.toString(), key) ? first + 1 : found;
            }
        } catch (IOException e) {
            // It could be read a moment ago; the name of the file is what can still be told.
            return path.getFileName().toString();
        }
        return path.getFileName() + ", line " + found;
    }

    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    private static boolean says(String line, String key) throws IOException {
        var one = new Properties();
        one.load(new StringReader(line));
        return one.containsKey(key);
    }
}
