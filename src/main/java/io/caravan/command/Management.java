package io.caravan.command;

import io.caravan.ConfigurationException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/**
 * Where health and metrics are served, at {@code /observe/health} and {@code /observe/metrics}. The library would serve them
 * by itself, for every command and on every interface.
 */
final class Management {
    static final String HOST = "camel.management.host";
    static final String PORT = "camel.management.port";
    /** Holds what is served, and would cost the other commands their start-up time. */
    static final String ROUTES = "**/observe-*.camel.yaml";

    private Management() {}

    /** Returns what Camel is told where nothing is served. */
    static Map<String, String> off() {
        return Map.of(
                "camel.management.enabled", "false",
                "camel.metrics.enabled", "false",
                "camel.health.enabled", "false",
                "camel.opentelemetry2.enabled", "false");
    }

    /** Returns what Camel is told where it serves. */
    static Map<String, String> on(Settings settings) {
        return Map.of(
                "camel.management.enabled",
                "true",
                HOST,
                settings.get(HOST),
                PORT,
                settings.get(PORT),
                // The lake's own check says it in fewer words.
                "camel.health.consumersEnabled",
                "false",
                // One more series an endpoint, of which the README says nothing.
                "camel.metrics.enableExchangeEventNotifier",
                "false",
                "camel.opentelemetry2.enabled",
                "false");
    }

    /**
     * Returns the origin at which a started context serves.
     *
     * @throws ConfigurationException when it could not listen, which Camel only logs
     */
    static String origin(CamelContext context, Settings settings) {
        int port = context.hasService(VertxPlatformHttpServer.class).getPort();
        if (port <= 0) {
            throw new ConfigurationException("Cannot listen on " + settings.get(HOST) + ":" + settings.get(PORT)
                    + " for health and metrics; set " + PORT + " to a free port, or 0 for any, and " + HOST
                    + " to an address of this machine");
        }
        return "http://" + settings.get(HOST) + ":" + port;
    }
}
