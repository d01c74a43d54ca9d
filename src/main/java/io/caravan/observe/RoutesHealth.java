package io.caravan.observe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether each route runs that was there once and starts by itself; one that was taken out is missed, too. Part of readiness. */
public final class RoutesHealth extends AbstractHealthCheck {
    private final Set<String> declared = new ConcurrentSkipListSet<>();
    private volatile boolean allRan;

    /** Creates the check. */
    public RoutesHealth() {
        super("caravan", "routes");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        getCamelContext().getRoutes().stream()
                .filter(Route::isAutoStartup)
                .map(Route::getRouteId)
                .forEach(declared::add);
        List<String> away = declared.stream().filter(id -> !runs(id)).toList();
        if (away.isEmpty()) {
            allRan = true;
            result.up().message(declared.size() + " routes run");
        } else if (!allRan) {
            result.down().message("They start once the lake can be reached");
        } else {
            result.down().message("Not running: " + String.join(", ", away) + "; start Caravan again");
        }
    }

    private boolean runs(String id) {
        return getCamelContext().getRouteController().getRouteStatus(id) == ServiceStatus.Started;
    }
}
