package io.caravan.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What routes call of each other. */
final class LinkRule implements RouteRule {
    /** How the names of hooks begin, which others call and nobody has to take. */
    private static final String HOOK = "on-";

    private final Placeholders placeholders;

    LinkRule(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    @Override
    public Stream<Mistake> mistakes(List<Field> files) {
        List<Endpoint> links = Endpoint.in(files)
                .filter(Endpoint::isLink)
                .filter(link -> !link.link().contains("${"))
                .toList();
        Set<String> begun = names(links.stream().filter(Endpoint::isFrom));
        Set<String> called = names(links.stream().filter(link -> !link.isFrom()));
        Stream<Mistake> missing = links.stream()
                .filter(link -> !link.isFrom() && !begun.contains(name(link)) && !isOptional(link))
                .map(link -> new Mistake(
                        link.place(),
                        "no route begins at %s; put %1$s.camel.yaml back, or whichever file of routes/ held it%s"
                                .formatted(name(link), Mistake.instead(name(link), begun))));
        Stream<Mistake> uncalled = links.stream()
                .filter(link -> link.isFrom() && name(link).startsWith(HOOK) && !called.contains(name(link)))
                .map(link -> new Mistake(
                        link.place(),
                        "nobody calls %s; the hooks are %s%s"
                                .formatted(name(link), hooks(called), Mistake.instead(name(link), hooks(called)))));
        return Stream.of(missing, uncalled, begunTwice(links)).flatMap(found -> found);
    }

    private Stream<Mistake> begunTwice(List<Endpoint> links) {
        Map<String, Place> first = new HashMap<>();
        return links.stream()
                .filter(link -> link.isFrom() && link.scheme().equals("direct"))
                .flatMap(link -> {
                    Place known = first.putIfAbsent(name(link), link.place());
                    return known == null
                            ? Stream.empty()
                            : Stream.of(new Mistake(
                                    link.place(),
                                    "a route begins at %s already, in %s; let that one call this one under another name"
                                            .formatted(name(link), known)));
                });
    }

    private Set<String> names(Stream<Endpoint> links) {
        return links.map(this::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private String name(Endpoint link) {
        return placeholders.fill(link.link());
    }

    private static boolean isOptional(Endpoint link) {
        return link.option("failIfNoConsumers").equals("false");
    }

    private static List<String> hooks(Set<String> called) {
        return called.stream().filter(name -> name.startsWith(HOOK)).toList();
    }
}
