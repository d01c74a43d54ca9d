package io.caravan.warehouse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order in which views are made: each behind those that it reads, since engines look at them when it is made. */
final class ViewOrder {
    /** What the name of each file that makes a view begins with. */
    static final String PREFIX = "create_view_";

    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern COMMENT = Pattern.compile("--.*");

    /** By the view's name, the file that makes it. */
    private final Map<String, String> files = new HashMap<>();

    private final Map<String, Set<String>> words = new HashMap<>();
    private final Set<String> ordered = new LinkedHashSet<>();

    /** Orders the views of an engine's files. */
    ViewOrder(SqlFiles sqlFiles) {
        List<String> names = sqlFiles.names(PREFIX);
        for (String name : names) {
            Set<String> found = words(sqlFiles.statement(name));
            words.put(name, found);
            files.put(view(name), name);
        }
        names.forEach(name -> add(name, new HashSet<>()));
    }

    /** Returns the names of the files. */
    List<String> names() {
        return List.copyOf(ordered);
    }

    /** Returns the name of the view that a file makes. */
    String view(String name) {
        return following(words.get(name), "view");
    }

    /** Returns whether a file names one of these tables or views. */
    boolean reads(String name, Set<String> tables) {
        return words.get(name).stream().anyMatch(tables::contains);
    }

    private void add(String name, Set<String> readers) {
        if (!readers.add(name)) {
            return; // views in a circle; the engine will say so
        }
        words.get(name).stream()
                .map(files::get)
                .filter(file -> file != null && !file.equals(name) && !ordered.contains(file))
                .forEach(file -> add(file, readers));
        ordered.add(name);
    }

    private static Set<String> words(String statement) {
        Matcher word = WORD.matcher(COMMENT.matcher(statement).replaceAll(""));
        var found = new LinkedHashSet<String>();
        while (word.find()) {
            found.add(word.group());
        }
        return found;
    }

    private static String following(Set<String> words, String word) {
        String last = "";
        for (String next : words) {
            if (last.equals(word)) {
                return next;
            }
            last = next;
        }
        return null;
    }
}
