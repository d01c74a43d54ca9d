package io.caravan.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ids are there once, and each route says what happens when it fails. */
final class IdRule implements RouteRule {
    private final Map<String, Place> known = new HashMap<>();

    @Override
    public Stream<Mistake> mistakes(List<Field> files) {
        Set<String> configurations = parts(files, "routeConfiguration")
                .map(part -> part.text("id"))
                .collect(Collectors.toCollection(TreeSet::new));
        return Stream.of(
                        parts(files, "route").flatMap(route -> twice("route", route, "id")),
                        parts(files, "routeConfiguration").flatMap(part -> twice("route configuration", part, "id")),
                        beans(files),
                        files.stream().flatMap(IdRule::steps).flatMap(step -> twice("step", step, "id")),
                        parts(files, "route").flatMap(route -> unnamed(route, configurations)),
                        parts(files, "from").flatMap(from -> bare(from, configurations)))
                .flatMap(found -> found);
    }

    /** Returns the beans that are there twice. */
    Stream<Mistake> beans(List<Field> files) {
        return parts(files, "beans")
                .flatMap(beans -> beans.child(Field.ELEMENT))
                .flatMap(bean -> twice("bean", bean, "name"));
    }

    static Stream<Field> parts(List<Field> files, String kind) {
        return files.stream().flatMap(file -> file.child(Field.ELEMENT)).flatMap(part -> part.child(kind));
    }

    /** What has an id and stands within a route or a route configuration. */
    private static Stream<Field> steps(Field file) {
        return file.child(Field.ELEMENT)
                .flatMap(part -> Stream.concat(part.child("route"), part.child("routeConfiguration")))
                .flatMap(part -> part.children().stream())
                .flatMap(Field::all)
                .filter(field -> field.child("id").findAny().isPresent());
    }

    private Stream<Mistake> twice(String kind, Field named, String key) {
        String id = named.text(key);
        Place first = id.isEmpty() ? null : known.putIfAbsent(kind + " " + id, named.place(key));
        return first == null
                ? Stream.empty()
                : Stream.of(new Mistake(
                        named.place(key),
                        "there is a %s %s already, in %s; give one of them another name".formatted(kind, id, first)));
    }

    private static Stream<Mistake> unnamed(Field route, Set<String> configurations) {
        String id = route.text("routeConfigurationId");
        if (configurations.contains(id) || (id.isEmpty() && configurations.isEmpty())) {
            return Stream.empty();
        }
        String sentence = id.isEmpty()
                ? "the route %s has no routeConfigurationId, so that its failures would go nowhere; write routeConfigurationId: %s"
                        .formatted(route.text("id"), configurations.iterator().next())
                : "there is no route configuration %s; put %1$s.camel.yaml back, or whichever file of routes/ held it%s"
                        .formatted(id, Mistake.instead(id, configurations));
        return Stream.of(new Mistake(id.isEmpty() ? route.place() : route.place("routeConfigurationId"), sentence));
    }

    private static Stream<Mistake> bare(Field from, Set<String> configurations) {
        return configurations.isEmpty()
                ? Stream.empty()
                : Stream.of(new Mistake(
                        from.place(),
                        "from stands alone, so that the failures of this route would go nowhere; put it below route:, beside"
                                + " id and routeConfigurationId: "
                                + configurations.iterator().next()));
    }
}
