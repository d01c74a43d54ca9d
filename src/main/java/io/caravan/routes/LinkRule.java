package io.caravan.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What routes call of each other. */
final class LinkRule implements RouteRule {
    /** How the names of hooks begin, which others call and nobody has to take. */
    private static final String HOOK = "on-";

    private final Placeholders placeholders;

    LinkRule(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        Map<String, Endpoint> begun = new TreeMap<>();
        Map<String, Endpoint> called = new TreeMap<>();
        List<Endpoint> calls = new ArrayList<>();
        for (Endpoint link : files.endpoints()) {
            if (!link.isLink() || link.link().contains("${")) {
                continue;
            }
            String name = placeholders.fill(link.link());
            if (!link.isFrom()) {
                called.put(name, link);
                calls.add(link);
                continue;
            }
            Endpoint first = begun.putIfAbsent(name, link);
            if (first != null && link.scheme().equals("direct")) {
                told.accept(new Mistake(
                        link.place(),
                        "a route begins at %s already, in %s; let that one call this one under another name"
                                .formatted(name, first.place())));
            }
        }
        calls.forEach(call -> answered(call, begun.keySet(), told));
        begun.forEach((name, link) -> asked(name, link, called.keySet(), told));
    }

    private void answered(Endpoint call, Set<String> begun, Consumer<Mistake> told) {
        String name = placeholders.fill(call.link());
        if (!begun.contains(name) && !call.option("failIfNoConsumers").equals("false")) {
            String instead = Mistake.instead(name, begun);
            String missing = "; write the route, or put %s.camel.yaml back, or whichever file of routes/ held it"
                    .formatted(name);
            told.accept(
                    new Mistake(call.place(), "no route begins at " + name + (instead.isEmpty() ? missing : instead)));
        }
    }

    private static void asked(String name, Endpoint link, Set<String> called, Consumer<Mistake> told) {
        if (name.startsWith(HOOK) && !called.contains(name)) {
            List<String> hooks =
                    called.stream().filter(known -> known.startsWith(HOOK)).toList();
            told.accept(new Mistake(
                    link.place(),
                    "nobody calls %s; the hooks are %s%s".formatted(name, hooks, Mistake.instead(name, hooks))));
        }
    }
}
