package io.caravan.routes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Kamelets that are there, and the parameters that they have and need. */
final class KameletRule implements RouteRule {
    private static final String SCHEME = "kamelet";
    private static final String FOLDER = "kamelets";
    /** How a Kamelet's own route calls what is around it. */
    private static final Set<String> WITHIN = Set.of("source", "sink");

    private static final String ENDING = ".kamelet.yaml";
    private static final String LOCATION = "camel.component.kamelet.location";

    private final CamelContext context;
    private final Placeholders placeholders;

    KameletRule(CamelContext context, Placeholders placeholders) {
        this.context = context;
        this.placeholders = placeholders;
    }

    @Override
    public void look(RouteFiles files, Consumer<Mistake> told) {
        for (Endpoint endpoint : files.endpoints()) {
            if (endpoint.scheme().equals(SCHEME)) {
                EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory(SCHEME);
                // Where the folder of the component is missing, another rule says so.
                Optional.ofNullable(factory).ifPresent(known -> look(endpoint, known.propertyNames(), told));
            }
        }
    }

    private void look(Endpoint endpoint, Set<String> options, Consumer<Mistake> told) {
        String written = endpoint.path().isEmpty() ? endpoint.option("templateId") : endpoint.path();
        String name = placeholders.fill(written).replaceFirst("/.*", "");
        if (name.isEmpty()
                || WITHIN.contains(name)
                || name.contains("{")
                || !endpoint.option("location").isEmpty()) {
            return;
        }
        Optional<Field> kamelet = find(name);
        if (kamelet.isEmpty()) {
            told.accept(new Mistake(
                    endpoint.field().place("uri"),
                    "there is no Kamelet " + name + Mistake.instead(name, ClassPath.names(FOLDER, ENDING))));
            return;
        }
        Optional<Field> definition = kamelet.map(root -> root.get("spec")).map(spec -> spec.get("definition"));
        Set<String> known = children(definition, "properties").map(Field::key).collect(Collectors.toSet());
        for (Endpoint.Option option : endpoint.options()) {
            if (!known.contains(option.name()) && !options.contains(option.name())) {
                told.accept(new Mistake(
                        option.place(),
                        "the Kamelet %s has no parameter %s%s"
                                .formatted(name, option.name(), Mistake.instead(option.name(), known))));
            }
        }
        children(definition, "required")
                .map(Field::text)
                .filter(needed -> !isGiven(endpoint, name, needed))
                .forEach(needed -> told.accept(new Mistake(
                        endpoint.field().place("uri"),
                        "the Kamelet %s needs %s; write it among its parameters".formatted(name, needed))));
    }

    /** A setting may hold a parameter for all uses of a Kamelet, or for one of them. */
    private boolean isGiven(Endpoint endpoint, String kamelet, String parameter) {
        return endpoint.path().contains("/")
                || endpoint.options().stream().anyMatch(option -> option.name().equals(parameter))
                || context.getPropertiesComponent()
                        .resolveProperty("camel.kamelet." + kamelet + "." + parameter)
                        .isPresent();
    }

    private static Stream<Field> children(Optional<Field> definition, String key) {
        return definition.map(field -> field.get(key)).map(Field::children).stream()
                .flatMap(List::stream);
    }

    private Optional<Field> find(String name) {
        return locations()
                .map(location ->
                        PluginHelper.getResourceLoader(context).resolveResource(location + "/" + name + ENDING))
                .filter(Resource::exists)
                .findFirst()
                .flatMap(RouteReader::read);
    }

    private Stream<String> locations() {
        return Arrays.stream(context.getPropertiesComponent()
                .resolveProperty(LOCATION)
                .orElse("classpath:" + FOLDER)
                .split(","));
    }
}
