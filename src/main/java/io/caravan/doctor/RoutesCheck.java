package io.caravan.doctor;

import io.caravan.failure.ConfigurationException;
import io.caravan.routes.WrittenRoutes;
import io.caravan.settings.Settings;
import java.util.List;

/** The route files as they are written; what only Camel knows of them is left to {@code caravan routes}. */
final class RoutesCheck implements Check {
    private final Settings settings;

    RoutesCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public void look(List<Finding> findings) {
        var routes = new WrittenRoutes(settings);
        List<String> mistakes = routes.mistakes();
        mistakes.forEach(mistake ->
                findings.add(Finding.failed(name(), new ConfigurationException("Caravan cannot start: " + mistake))));
        if (mistakes.isEmpty()) {
            findings.add(Finding.ok(
                    name(),
                    "The %d files are read without a mistake; caravan routes looks at expressions, addresses and beans, too"
                            .formatted(routes.files())));
        }
    }
}
