package io.caravan.command;

import io.caravan.failure.CaravanException;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.Lake;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.MainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the routes from starting where the lake cannot be reached: each of them would fail on it in words of its own. */
record LakeGate(CamelContext context, MainShutdownStrategy shutdown) {
    private static final String OBSERVER = "observe-lake";
    private static final int SECONDS_BETWEEN_TRIES = 5;

    /**
     * Returns whether the lake answers; where it does not, no route of the context starts by itself.
     *
     * @param waits whether somebody waits until it does
     * @throws CaravanException when it does not, and nobody waits or waiting is no help
     */
    boolean isOpen(boolean waits) {
        try {
            pass();
        } catch (UnavailableException e) {
            if (!waits) {
                throw e;
            }
            context.setAutoStartup(false);
        }
        return context.isAutoStartup();
    }

    private void pass() {
        Lake lake = context.getRegistry().lookupByNameAndType("lake", Lake.class);
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
        if (context.getRoute(OBSERVER) != null) {
            context.getRouteController().startRoute(OBSERVER);
        }
        String told = "";
        do {
            try {
                pass();
                log.info("The lake answers; the routes start");
                return true;
            } catch (UnavailableException e) {
                if (!told.equals(e.getMessage())) {
                    told = e.getMessage();
                    log.warn("{}; Caravan waits and asks again every {} seconds", told, SECONDS_BETWEEN_TRIES);
                }
            }
        } while (!shutdown.await(SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS));
        return false;
    }
}
