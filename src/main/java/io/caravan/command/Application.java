package io.caravan.command;

import io.caravan.CaravanException;
import io.caravan.ConfigurationException;
import io.caravan.local.LocalServices;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.main.Main;

/** Camel with the routes of the working directory; in the profile {@code local} with the services that it needs. */
final class Application implements AutoCloseable {
    private final Main main;
    private final LocalServices local;

    private Application(Main main, LocalServices local) {
        this.main = main;
        this.local = local;
    }

    /**
     * Checks the settings and starts everything.
     *
     * @param overrides settings that win over all others
     * @throws ConfigurationException when something is missing or wrong; the message names all of it
     */
    static Application start(Map<String, String> overrides) {
        Settings settings = Settings.load(overrides);
        settings.check();
        LocalServices local = null;
        Main main = new Main();
        try {
            var computed = new HashMap<>(overrides);
            if (settings.isLocal()) {
                local = LocalServices.start(settings::get);
                computed.putAll(local.properties());
            }
            configure(main, settings, computed);
            main.start();
            if (main.getCamelContext().getRoutes().isEmpty()) {
                throw new ConfigurationException("routes/ holds no route: no file there ends in .camel.yaml");
            }
            return new Application(main, local);
        } catch (Exception e) {
            stop(main, local);
            throw startFailure(e);
        }
    }

    private static void configure(Main main, Settings settings, Map<String, String> computed) {
        main.setDefaultPropertyPlaceholderLocation(settings.locations());
        computed.forEach(main::addOverrideProperty);
        main.configure()
                .withName("caravan")
                .withProfile(settings.profile())
                .withRoutesIncludePattern("file:routes/*.camel.yaml")
                .withStreamCachingEnabled(true)
                .withShutdownTimeout(60)
                .withJmxEnabled(false)
                .withLoadHealthChecks(false);
    }

    private static CaravanException startFailure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CaravanException ours) {
                return ours;
            }
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new ConfigurationException("Caravan cannot start: " + e.getMessage() + " (" + cause + ")", e);
    }

    /** Returns a bean of the routes. */
    <T> T bean(String name, Class<T> type) {
        return main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
    }

    /** Sends an empty message to an endpoint and waits until it is worked off. */
    void request(String endpoint) {
        try (var template = main.getCamelContext().createProducerTemplate()) {
            template.sendBody(endpoint, null);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("Cannot close what sends to " + endpoint, e);
        }
    }

    /** Waits until the process is asked to stop. */
    void awaitStop() throws InterruptedException {
        var stopped = new java.util.concurrent.CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            close();
            stopped.countDown();
        }));
        stopped.await();
    }

    @Override
    public void close() {
        stop(main, local);
    }

    private static void stop(Main main, LocalServices local) {
        main.stop();
        if (local != null) {
            local.close();
        }
    }
}
