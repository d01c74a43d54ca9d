package io.caravan.settings;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file of settings, in the encoding in which Camel reads it, ISO 8859-1. One that is not there holds nothing. */
final class SettingsFile {
    /** An odd number of backslashes at the end takes the next line to this one. */
    private static final Pattern GOES_ON = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\$");

    private final Path path;
    private final Contents contents = new Contents();
    private Map<String, List<Integer>> lines;

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
        List<Integer> numbers = lines().getOrDefault(key, List.of());
        // A file that has gone since it was read still has its name.
        return path.getFileName() + (numbers.isEmpty() ? "" : ", line " + numbers.get(numbers.size() - 1));
    }

    /** Returns a sentence for each key that has several lines. */
    List<String> repeated() {
        return contents.repeated.stream()
                .map(key -> repeated(key, lines().getOrDefault(key, List.of())))
                .toList();
    }

    private String repeated(String key, List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return "%s stands in %s more than once; the last line counts".formatted(key, path.getFileName());
        }
        int last = numbers.get(numbers.size() - 1);
        String before = numbers.subList(0, numbers.size() - 1).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return "%s stands in %s more than once, in the lines %s and %d; line %4$d counts"
                .formatted(key, path.getFileName(), before, last);
    }

    /** Returns the numbers of the lines in which each key stands, in the order of the file. */
    private Map<String, List<Integer>> lines() {
        if (lines == null) {
            lines = numbered();
        }
        return lines;
    }

    private Map<String, List<Integer>> numbered() {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        try {
            List<String> read = Files.exists(path) ? Files.readAllLines(path, StandardCharsets.ISO_8859_1) : List.of();
            for (int i = 0; i < read.size(); i++) {
                int first = i;
                var whole = new StringBuilder(read.get(i));
                while (!isComment(read.get(first))
                        && GOES_ON.matcher(read.get(i)).find()
                        && i + 1 < read.size()) {
                    i++;
                    whole.append('\n').append(read.get(i));
                }
                for (String key : said(whole.toString())) {
                    found.computeIfAbsent(key, none -> new ArrayList<>()).add(first + 1);
                }
            }
        } catch (IOException e) {
            // It could be read a moment ago; the name of the file is what can still be told.
            return Map.of();
        }
        return found;
    }

    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    private static Set<String> said(String line) throws IOException {
        var one = new Properties();
        one.load(new StringReader(line));
        return one.stringPropertyNames();
    }

    /** Notes on its way which keys come more than once; to look for lines takes a start too long where nobody asks. */
    @SuppressWarnings("serial")
    private static final class Contents extends Properties {
        private final Set<String> repeated = new LinkedHashSet<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                repeated.add((String) key);
            }
            return before;
        }
    }
}
