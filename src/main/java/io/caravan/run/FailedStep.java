package io.caravan.run;

import io.caravan.exchange.ExchangeProperties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Processor;
import org.apache.camel.Route;

/**
 * The step of a route at which an exchange failed.
 *
 * @param routeId of the route
 * @param place its file and line, and which step it is; those of the route where another that it calls has failed
 */
public record FailedStep(String routeId, String place) {
    /** The hook that comes once more for the same snapshot where somebody asks for it. */
    private static final String TRANSFORMED = "on-snapshot-transformed";

    /** Notes the step as soon as it fails: later Camel tells the one that is at work with the failure. */
    public static final class Noted implements Processor {
        @Override
        public void process(Exchange exchange) {
            Route route = exchange.getUnitOfWork().getRoute();
            ExchangeExtension at = exchange.getExchangeExtension();
            // A route that was called leaves no step behind.
            FailedStep step = at.getHistoryNodeId() == null
                    ? of(route, route.getSourceLocationShort(), "")
                    : of(route, at.getHistoryNodeSource(), ", the step " + at.getHistoryNodeId());
            exchange.setProperty(ExchangeProperties.FAILED_STEP, step);
        }
    }

    /** Returns the route that took a hook, where nobody noted the step, as with a Kamelet. */
    static FailedStep taking(String hook, CamelContext context) {
        for (Route route : context.getRoutes()) {
            if (route.getEndpoint().getEndpointUri().equals("direct://" + hook)) {
                return of(route, route.getSourceLocationShort(), "");
            }
        }
        return new FailedStep(hook, "routes");
    }

    private static FailedStep of(Route route, String source, String step) {
        String file = route.getSourceResource().getLocation().replaceFirst("^file:", "");
        return new FailedStep(
                route.getRouteId(), "%s, line %s%s".formatted(file, source.replaceFirst(".*:", ""), step));
    }

    /**
     * Returns what to do about it, where the cause does not say so.
     *
     * @param hook that called the route; empty for a route that starts by itself
     */
    static String remedy(String hook) {
        if (hook.equals(TRANSFORMED)) {
            return "mend it and start again, then caravan replay calls it once more";
        }
        return hook.isEmpty()
                ? "mend it and start again, before its next turn"
                : "mend it and start again, before the next call; this one does not come again";
    }
}
