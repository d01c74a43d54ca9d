package io.caravan.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is a list is one, what has keys has each once, and what makes a route is there. */
final class ShapeRule implements RouteRule {
    /** Whose parameters are a list, other than those of an address. */
    private static final List<String> TEMPLATES = List.of("routeTemplate", "templatedRoute");

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        for (Field file : files.files()) {
            if (!file.isList()) {
                told.accept(new Mistake(
                        file.place(),
                        "the file is no list; write - route: in its first line, and the rest below it, indented"));
            }
        }
        files.parts("route").forEach(route -> whole(route, told));
        Set<Field> ofTemplates = TEMPLATES.stream()
                .flatMap(template -> files.parts(template).stream())
                .map(template -> template.get("parameters"))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (Field field : files.fields()) {
            once(field, told);
            if (field.key().equals("steps")) {
                steps(field, told);
            } else if (field.key().equals("parameters")
                    && !ofTemplates.contains(field)
                    && (field.isList() || !field.text().isEmpty())) {
                told.accept(new Mistake(
                        field.place(), "parameters holds keys with their values, a line each, without dashes"));
            }
        }
    }

    private static void whole(Field route, Consumer<Mistake> told) {
        String id = route.text("id");
        Field from = route.get("from");
        Field steps = route.get("steps");
        if (steps != null) {
            told.accept(
                    new Mistake(steps.place(), "steps stands beside from, and belongs below it; indent it as uri is"));
        } else if (from == null) {
            told.accept(
                    new Mistake(route.place(), "the route %s has no from, so nothing would start it".formatted(id)));
        } else if (from.get("steps") == null) {
            told.accept(new Mistake(
                    from.place(), "the route %s has no steps below from; write what it does".formatted(id)));
        }
    }

    private static void steps(Field steps, Consumer<Mistake> told) {
        if (!steps.isList()) {
            told.accept(new Mistake(
                    steps.place(), "steps is a list with a step at least; begin each with a dash, such as - to:"));
            return;
        }
        for (Field element : steps.children()) {
            if (element.children().size() > 1) {
                Field first = element.children().get(0);
                Field second = element.children().get(1);
                told.accept(new Mistake(
                        second.place(),
                        "%s stands beside %s; indent it to put it below, or begin a step of its own with a dash"
                                .formatted(second.key(), first.key())));
            }
        }
    }

    private static void once(Field field, Consumer<Mistake> told) {
        if (field.isList() || field.children().size() < 2) {
            return;
        }
        Map<String, Place> known = new HashMap<>();
        for (Field child : field.children()) {
            Place first = known.putIfAbsent(child.key(), child.place());
            if (first != null) {
                told.accept(new Mistake(
                        child.place(),
                        "%s is there already, in line %d, and only one of them counts; take the other out"
                                .formatted(child.key(), first.line())));
            }
        }
    }
}
