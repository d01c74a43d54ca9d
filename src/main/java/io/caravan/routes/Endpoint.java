package io.caravan.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** An option and where it stands. */
    record Option(String name, String value, Place place) {}

    /** Returns what a key leads to, where it is one that leads to an endpoint whose component is told. */
    static Optional<Endpoint> of(Field field) {
        boolean compact = KEYS.contains(field.key()) && !field.text().isEmpty();
        String uri = compact ? field.text() : field.text("uri");
        String scheme = uri.replaceFirst("[:?].*", "");
        if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
            return Optional.empty();
        }
        Place place = compact ? field.place() : field.place("uri");
        List<Option> options = new ArrayList<>();
        int query = uri.indexOf('?');
        if (query >= 0) {
            Arrays.stream(uri.substring(query + 1).split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> options.add(new Option(pair[0], pair.length > 1 ? pair[1] : "", place)));
        }
        field.child("parameters")
                .flatMap(parameters -> parameters.children().stream())
                .forEach(option -> options.add(new Option(option.key(), option.text(), option.place())));
        String address = query < 0 ? uri : uri.substring(0, query);
        String path = address.substring(scheme.length()).replaceFirst("^:(//)?", "");
        return Optional.of(new Endpoint(field, scheme, path, options));
    }

    /** Returns all endpoints of files. */
    static Stream<Endpoint> in(List<Field> files) {
        return files.stream().flatMap(Field::all).map(Endpoint::of).flatMap(Optional::stream);
    }

    /** Returns whether a route begins at it. */
    boolean isFrom() {
        return field.key().equals("from");
    }

    Place place() {
        return options.stream()
                .filter(option -> option.name.equals("name"))
                .map(Option::place)
                .findFirst()
                .orElse(field.place());
    }

    /** Returns the value of an option; empty where it is not given. */
    String option(String name) {
        return options.stream()
                .filter(option -> option.name.equals(name))
                .map(Option::value)
                .collect(Collectors.joining());
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
