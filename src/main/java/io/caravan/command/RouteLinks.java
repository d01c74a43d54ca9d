package io.caravan.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** What routes take from each other: a file of {@code routes/} that is not there would be noticed only when its turn comes. */
final class RouteLinks {
    private RouteLinks() {}

    /** Returns a sentence for each route and each route configuration that the routes of a started context name in vain. */
    static List<String> broken(CamelContext context) {
        List<String> problems = new ArrayList<>();
        Set<String> begun = context.getRoutes().stream()
                .map(Route::getEndpoint)
                .map(RouteLinks::address)
                .collect(Collectors.toSet());
        Set<String> missing = context.getEndpoints().stream()
                .map(RouteLinks::address)
                .filter(address -> address.matches("(direct|seda)://.*") && !begun.contains(address))
                .map(address -> address.replaceFirst(".*://", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        missing.forEach(name -> problems.add("no route begins at " + name + "; put " + name
                + ".camel.yaml back, or whichever file of routes/ held it"));
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        model.getRouteDefinitions().stream()
                .map(RouteDefinition::getRouteConfigurationId)
                .filter(id -> id != null && model.getRouteConfigurationDefinition(id) == null)
                .distinct()
                .forEach(id -> problems.add("there is no route configuration " + id + "; put " + id
                        + ".camel.yaml back, or whichever file of routes/ held it"));
        return problems;
    }

    /** Options may differ between the two ends. */
    private static String address(Endpoint endpoint) {
        return endpoint.getEndpointUri().replaceFirst("\\?.*", "");
    }
}
