package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.slf4j.LoggerFactory;

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

    /**
     * Returns what Camel is told where it serves.
     *
     * @throws ConfigurationException when nobody can listen there, which Camel would only log
     */
    static Map<String, String> on(Settings settings) {
        String host = settings.get(HOST);
        String port = settings.get(PORT);
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot listen on " + host + ":" + port + " for health and metrics (" + e.getMessage() + "); set "
                            + PORT + " to a free port, or 0 for any, and " + HOST + " to an address of this machine",
                    e);
        }
        return Map.of(
                "camel.management.enabled",
                "true",
                HOST,
                host,
                PORT,
                port,
                // The lake's own check says it in fewer words.
                "camel.health.consumersEnabled",
                "false",
                // One more series an endpoint, of which docs/operate.md says nothing.
                "camel.metrics.enableExchangeEventNotifier",
                "false",
                "camel.opentelemetry2.enabled",
                "false");
    }

    /** Says where a started context serves. */
    static void tell(CamelContext context) {
        var server = context.hasService(VertxPlatformHttpServer.class);
        // Not a constant: the first logger settles how much is logged, and "once" wants less.
        LoggerFactory.getLogger(Management.class)
                .info(
                        "Health and metrics: http://{}:{}/observe/health and /observe/metrics",
                        server.getHost(),
                        server.getPort());
    }
}
