package io.caravan.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a route begins at or calls.
 *
 * @param field the key in which it stands: {@code from}, {@code to} and the like
 * @param scheme the component's name
 * @param path what stands behind the scheme, without options; empty where it is given as options
 * @param options the fields of {@code parameters}, or this one for those that stand in the address itself
 */
record Endpoint(Field field, String scheme, String path, List<Option> options) {
    private static final Set<String> KEYS = Set.of("from", "to", "toD", "wireTap", "poll");
    /** Scheme, path and query. */
    private static final Pattern URI = Pattern.compile("([a-z][a-z0-9+.-]*)(?::(?://)?([^?]*))?(?:\\?(.*))?");

    /** An option and where it stands. */
    record Option(String name, String value, Place place) {}

    /** Returns what a key leads to; null where it is none that leads to an endpoint whose component is told. */
    static Endpoint of(Field field) {
        boolean compact = !field.text().isEmpty() && KEYS.contains(field.key());
        Field written = compact ? field : field.get("uri");
        if (written == null || written.text().isEmpty()) {
            return null;
        }
        Matcher uri = URI.matcher(written.text());
        if (!uri.matches()) {
            return null;
        }
        List<Option> options = new ArrayList<>();
        if (uri.group(3) != null) {
            for (String pair : uri.group(3).split("&", -1)) {
                String[] halves = pair.split("=", 2);
                options.add(new Option(halves[0], halves.length > 1 ? halves[1] : "", written.place()));
            }
        }
        Field parameters = field.get("parameters");
        if (parameters != null && !parameters.isList()) {
            for (Field option : parameters.children()) {
                options.add(new Option(option.key(), option.text(), option.place()));
            }
        }
        return new Endpoint(field, uri.group(1), uri.group(2) == null ? "" : uri.group(2), options);
    }

    /** Returns whether a route begins at it. */
    boolean isFrom() {
        return field.key().equals("from");
    }

    /** Returns where its name stands, or it itself. */
    Place place() {
        for (Option option : options) {
            if (option.name.equals("name")) {
                return option.place;
            }
        }
        return field.place();
    }

    /** Returns the value of an option; empty where it is not given. */
    String option(String name) {
        for (Option option : options) {
            if (option.name.equals(name)) {
                return option.value;
            }
        }
        return "";
    }

    /** Returns whether it leads from route to route within the application. */
    boolean isLink() {
        return scheme.equals("direct") || scheme.equals("seda");
    }

    /** Returns the name of a link, by which its two ends find each other. */
    String link() {
        return path.isEmpty() ? option("name") : path;
    }
}
