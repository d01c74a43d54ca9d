package io.caravan.command;

import io.caravan.failure.CaravanException;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.Lake;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.MainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the routes from starting where the lake cannot be reached: each of them would fail on it in words of its own. */
record LakeGate(CamelContext context, MainShutdownStrategy shutdown) {
    private static final String OBSERVER = "observe-lake";
    private static final int SECONDS_BETWEEN_TRIES = 5;

    /**
     * Returns when the lake answers.
     *
     * @throws CaravanException when it does not
     */
    void pass() {
        Lake lake = lake();
        if (lake != null) {
            lake.reach();
        }
    }

    /**
     * Waits until the lake answers, and says so; meanwhile health and metrics tell why nothing runs.
     *
     * @return false when the application is stopped before
     * @throws CaravanException when it refuses, and will until somebody changes something
     */
    boolean await() throws Exception {
        // Not a constant: the first logger settles how much is logged.
        Logger log = LoggerFactory.getLogger(LakeGate.class);
        String told = "";
        while (true) {
            try {
                pass();
                if (!told.isEmpty()) {
                    log.info("The lake answers; the routes start");
                }
                return true;
            } catch (UnavailableException e) {
                if (!told.equals(e.getMessage())) {
                    told = e.getMessage();
                    log.warn("{}; Caravan waits and asks again every {} seconds", told, SECONDS_BETWEEN_TRIES);
                    observe();
                }
            }
            if (shutdown.await(SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS)) {
                return false;
            }
        }
    }

    /** Starts what starts by itself, in Camel's order; its own way of starting all routes starts those too that do not. */
    void open() throws Exception {
        context.setAutoStartup(true);
        List<Route> routes = context.getRoutes().stream()
                .filter(Route::isAutoStartup)
                .sorted(Comparator.comparing(Route::getStartupOrder, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        for (Route route : routes) {
            context.getRouteController().startRoute(route.getRouteId());
        }
    }

    private Lake lake() {
        return context.getRegistry().lookupByNameAndType("lake", Lake.class);
    }

    private void observe() throws Exception {
        if (context.getRoute(OBSERVER) != null) {
            context.getRouteController().startRoute(OBSERVER);
        }
    }
}
