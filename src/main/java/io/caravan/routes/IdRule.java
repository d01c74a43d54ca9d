package io.caravan.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Ids are there once, and each route says what happens when it fails. */
final class IdRule implements RouteRule {
    private static final String OF_ONES_OWN = "own-route";

    private final Map<String, Place> known = new HashMap<>();

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        Set<String> configurations = new TreeSet<>();
        List<Field> within = new ArrayList<>();
        for (Field part : files.parts("routeConfiguration")) {
            configurations.add(part.text("id"));
            once("route configuration", part, "id", told);
            part.children().forEach(child -> child.addTo(within));
        }
        for (Field route : files.parts("route")) {
            once("route", route, "id", told);
            configured(route, configurations, told);
            route.children().forEach(child -> child.addTo(within));
        }
        for (Field from : configurations.isEmpty() ? List.<Field>of() : files.parts("from")) {
            told.accept(new Mistake(
                    from.place(),
                    "from stands alone, so that the failures of this route would go nowhere; put it below route:, beside id and"
                            + " routeConfigurationId: "
                            + fitting(from, configurations)));
        }
        within.forEach(step -> once("step", step, "id", told));
        beans(files, told);
    }

    /** Looks at beans alone. */
    void beans(RouteFiles files, Consumer<Mistake> told) {
        files.beans().forEach(bean -> once("bean", bean, "name", told));
    }

    private void once(String kind, Field named, String key, Consumer<Mistake> told) {
        String id = named.text(key);
        Place first = id.isEmpty() ? null : known.putIfAbsent(kind + " " + id, named.place(key));
        if (first != null) {
            told.accept(new Mistake(
                    named.place(key),
                    "there is a %s %s already, in %s; give one of them another name".formatted(kind, id, first)));
        }
    }

    /** Routes of one's own keep what fails in them from the objects that Caravan works at. */
    private static String fitting(Field part, Set<String> configurations) {
        boolean isOnesOwn = part.place().toString().contains("/local/") && configurations.contains(OF_ONES_OWN);
        return isOnesOwn ? OF_ONES_OWN : configurations.iterator().next();
    }

    private static void configured(Field route, Set<String> configurations, Consumer<Mistake> told) {
        String ids = route.text("routeConfigurationId");
        if (ids.isEmpty() && !configurations.isEmpty()) {
            told.accept(new Mistake(
                    route.place(),
                    "the route %s has no routeConfigurationId, so that its failures would go nowhere; write routeConfigurationId: %s"
                            .formatted(route.text("id"), fitting(route, configurations))));
            return;
        }
        // Camel takes several, divided by commas and nothing else.
        Stream.of(ids.split(","))
                .filter(id -> !id.isEmpty() && !configurations.contains(id))
                .forEach(id -> told.accept(new Mistake(
                        route.place("routeConfigurationId"),
                        "there is no route configuration %s; put %1$s.camel.yaml back, or whichever file of routes/ held it%s"
                                .formatted(id, Mistake.instead(id, configurations)))));
    }
}
