package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.routes.RouteCheck;
import io.caravan.routes.RouteReader;
import io.caravan.settings.FixedProperties;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainListenerSupport;

/** What is done with the routes before Camel makes them: they are read by a reader that keeps them, with the values of this start, and checked. */
final class CheckedRoutes extends MainListenerSupport {
    private final Map<String, String> computed;
    private volatile RouteReader reader;

    /**
     * Creates the listener.
     *
     * @param computed values of placeholders that win over all others
     */
    CheckedRoutes(Map<String, String> computed) {
        this.computed = Map.copyOf(computed);
    }

    /** Returns what has read the routes; null before they are read. */
    RouteReader reader() {
        return reader;
    }

    @Override
    public void beforeInitialize(BaseMainSupport starting) {
        FixedProperties.fix(starting.getCamelContext(), computed);
        reader = RouteReader.in(starting.getCamelContext());
    }

    /** All routes are read, and none is made, so that no call has left yet. */
    @Override
    public void afterConfigure(BaseMainSupport starting) {
        refuseReload(starting.configure());
        List<String> mistakes = new RouteCheck(starting.getCamelContext(), reader).mistakes();
        if (!mistakes.isEmpty()) {
            throw StartFailure.refusal(mistakes, null);
        }
    }

    /** Camel would stop all routes and start those that it finds the files of, at any moment and with whatever is half written. */
    private static void refuseReload(MainConfigurationProperties asked) {
        if (asked.isRoutesReloadEnabled() || asked.isContextReloadEnabled()) {
            throw new ConfigurationException(
                    "camel.main.%s-reload-enabled is on, and Caravan takes no file in while it runs; take that"
                                    .formatted(asked.isRoutesReloadEnabled() ? "routes" : "context")
                            + " line out, and start again after an edit, which loses nothing");
        }
    }
}
