package io.caravan.routes;

import io.caravan.text.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Holds the route files against each other and against what Camel knows, before anything is started. */
public final class RouteCheck {
    private static final Comparator<Mistake> PLACES = Comparator.comparing(
                    (Mistake mistake) -> mistake.place().file())
            .thenComparing(mistake -> mistake.place().line());

    private final CamelContext context;
    private final RouteReader reader;
    private final List<RouteRule> rules;

    /**
     * Creates the check.
     *
     * @param context which has read the files with the reader, or as far as it came
     */
    public RouteCheck(CamelContext context, RouteReader reader) {
        this.context = context;
        this.reader = reader;
        var placeholders = new Placeholders(context);
        rules = List.of(
                new ShapeRule(),
                new StepRule(),
                new ValueRule(placeholders::fill),
                new ExpressionRule(context, placeholders),
                new IdRule(),
                new EndpointRule(context, placeholders),
                new KameletRule(context, placeholders),
                new LinkRule(placeholders),
                new ReferenceRule(context, placeholders));
    }

    /** Returns a sentence for each mistake, with file and line, in the order of the files; the same one is told once. */
    public List<String> mistakes() {
        RouteFiles files = reader.files();
        List<Mistake> mistakes = new ArrayList<>();
        rules.forEach(rule -> rule.look(files, mistakes::add));
        return sentences(mistakes);
    }

    /**
     * Returns what is to tell where files could not be read, or routes not be made.
     *
     * @return empty where a failure is of another kind
     */
    public List<String> mistakes(Throwable failure) {
        List<Mistake> unread = reader.unread();
        if (!unread.isEmpty()) {
            // Of the files behind it nothing may be said.
            return sentences(unread);
        }
        // Where routes were to start they have passed, and what failed has taken down what the rules ask.
        List<String> found = context.getTypeConverter() == null ? List.of() : mistakes();
        return found.isEmpty() ? sentences(new ReadFailure(context, reader).mistakes(failure)) : found;
    }

    static List<String> sentences(List<Mistake> mistakes) {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        mistakes.stream().sorted(PLACES).forEach(mistake -> places.computeIfAbsent(
                        mistake.sentence(), sentence -> new ArrayList<>())
                .add(mistake.place()));
        return places.entrySet().stream()
                .map(told -> told.getValue().get(0) + ": " + told.getKey()
                        + more(told.getValue().size() - 1))
                .toList();
    }

    private static String more(int places) {
        return places == 0 ? "" : " (and in " + Counted.of(places, "more place") + ")";
    }
}
