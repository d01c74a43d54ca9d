package io.caravan.command;

import io.caravan.failpoint.Failpoints;
import io.caravan.failure.CaravanException;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.UnavailableException;
import io.caravan.local.LocalServices;
import io.caravan.routes.RouteMap;
import io.caravan.routes.RoutesThatAreOn;
import io.caravan.settings.SettingGroup;
import io.caravan.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.LoggerFactory;

/** Camel with the routes of the working directory; in the profile {@code local} with the services that it needs. */
final class Application implements AutoCloseable {
    private final Main main = new Main();
    private final Thread atEnd = new Thread(this::stop, "caravan-stop");
    private final boolean serves;
    private volatile LocalServices local;
    private volatile CheckedRoutes routes;
    private volatile boolean closed;
    private volatile boolean working;
    private volatile Runnable interrupted;

    private Application(boolean serves) {
        this.serves = serves;
    }

    /** Starts everything, and serves health and metrics besides. */
    static Application serve(int shutdownSeconds) {
        return start(true, Map.of(), shutdownSeconds);
    }

    /**
     * Checks the settings and starts everything but health and metrics. However the process ends, what was started is stopped
     * before.
     *
     * @param overrides settings that win over all others
     * @param shutdownSeconds how long work in progress may take to end when the application is stopped
     * @throws ConfigurationException when something is missing or wrong; the message names all of it
     * @throws UnavailableException when a service that is needed at the start does not answer
     */
    static Application start(Map<String, String> overrides, int shutdownSeconds) {
        return start(false, overrides, shutdownSeconds);
    }

    private static Application start(boolean serves, Map<String, String> overrides, int shutdownSeconds) {
        // What a command sets by itself would hide a wrong value from it.
        Settings.load(Map.of()).check();
        Settings settings = Settings.load(overrides);
        settings.check();
        // Not a constant: the first logger settles how much is logged.
        settings.notices()
                .forEach(notice -> LoggerFactory.getLogger(Application.class).warn(notice));
        while (true) {
            var application = new Application(serves);
            Runtime.getRuntime().addShutdownHook(application.atEnd);
            try {
                if (application.start(settings, overrides, shutdownSeconds)) {
                    return application;
                }
                application.close();
            } catch (Exception e) {
                CaravanException failure = application.failure(e);
                application.closeAfter(failure);
                throw failure;
            }
        }
    }

    /**
     * Reads the routes as {@code run} does and checks them; starts neither them nor what they need.
     *
     * @param overrides settings that win over all others
     * @throws ConfigurationException when something is wrong with settings or routes; the message names all of it
     */
    static RouteMap readRoutes(Map<String, String> overrides) {
        Settings settings = Settings.load(overrides);
        settings.check();
        var computed = new HashMap<>(settings.fixed());
        if (settings.isLocal()) {
            computed.putAll(Settings.STAND_INS);
            // What is well-formed there has to be usable here.
            computed.put("local.lake-endpoint", "http://127.0.0.1:1");
            computed.put("local.playlists", "a".repeat(22));
        }
        computed.putAll(overrides);
        try (var application = new Application(true)) {
            application.configure(settings, computed, 1);
            Management.off().forEach(application.main::addOverrideProperty);
            try {
                application.main.init();
            } catch (Exception e) {
                throw application.failure(e);
            }
            return new RouteMap(application.routes.reader());
        }
    }

    /**
     * Starts everything. A service whose lake is away waits for it with no route but the one that looks at it.
     *
     * @return false where it has waited and has to begin anew: a timer that starts in a context that runs already may lose its first event
     */
    private boolean start(Settings settings, Map<String, String> overrides, int shutdownSeconds) throws Exception {
        var computed = new HashMap<>(settings.fixed());
        computed.putAll(overrides);
        if (settings.isLocal()) {
            local = LocalServices.start(settings::get);
            computed.putAll(local.properties());
        }
        configure(settings, computed, shutdownSeconds);
        (serves ? Management.on(settings) : Management.off()).forEach(main::addOverrideProperty);
        // A job only tells a queue that it is time; else each end waits half a second for idle threads.
        main.addOverrideProperty("camel.component.quartz.interrupt-jobs-on-shutdown", "true");
        // Neither a line a route at the start nor one at the end.
        main.addOverrideProperty("camel.main.startup-summary-level", "Oneline");
        main.init();
        var gate = new LakeGate(main.getCamelContext(), main.getShutdownStrategy());
        boolean open = gate.isOpen(serves);
        main.start();
        if (main.getCamelContext().getRoutes().isEmpty()) {
            throw new ConfigurationException("routes/ holds no route; it has to be a folder, not a link to one, with"
                    + " files whose names end in .camel.yaml");
        }
        if (serves) {
            Management.tell(main.getCamelContext());
        }
        return open || !gate.await();
    }

    private void configure(Settings settings, Map<String, String> computed, int shutdownSeconds) {
        // Camel's own has a shutdown hook, which would only wait for ours.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setDefaultPropertyPlaceholderLocation(settings.locations());
        SettingGroup.defaults().forEach(main::addInitialProperty);
        routes = new CheckedRoutes(computed);
        main.addMainListener(routes);
        String failpoints = System.getProperty(Failpoints.PROPERTY, "");
        if (!failpoints.isBlank()) {
            main.bind("failpoints", new Failpoints(failpoints));
        }
        main.configure()
                .withName("caravan")
                .withProfile(settings.profile())
                .withRoutesIncludePattern(RoutesThatAreOn.pattern(settings))
                .withRoutesExcludePattern(serves ? null : Management.ROUTES)
                .withStreamCachingEnabled(true)
                .withThreadNamePattern("#name#-#counter#")
                // So that what a log step says shows, however little is logged besides.
                .withLogName("caravan.route.${routeId}")
                .withShutdownTimeout(shutdownSeconds)
                .withJmxEnabled(false)
                // It masks by the names of keys, and would show a password that stands in a URL.
                .withAutoConfigurationLogSummary(false)
                .withLoadHealthChecks(false);
    }

    /** Returns a bean of the routes. */
    <T> T bean(String name, Class<T> type) {
        T bean = main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new ConfigurationException(
                    "routes/ declares no bean " + name + "; take beans.camel.yaml as it ships");
        }
        return bean;
    }

    /**
     * Sends a message to an endpoint and waits until it is worked off.
     *
     * @param body the message; null for an empty one
     * @param whenInterrupted runs when the process is told to end meanwhile, once all work has stopped
     * @throws UnavailableException when the application is stopped meanwhile
     */
    void request(String endpoint, Object body, Runnable whenInterrupted) {
        interrupted = whenInterrupted;
        working = true;
        try (var template = main.getCamelContext().createProducerTemplate()) {
            template.sendBody(endpoint, body);
            working = false;
        } catch (CamelExecutionException e) {
            throw closed ? new UnavailableException("The work was interrupted", e) : e;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close what sends to " + endpoint, e);
        }
    }

    /** Waits until the application is stopped, by a signal or from within. */
    void awaitStop() throws InterruptedException {
        main.getShutdownStrategy().await();
    }

    /** Stops everything because the process ends; says so here, since the thread at work may not come to it any more. */
    private void stop() {
        boolean halfway = working;
        if (halfway) {
            System.err.println("Stopped halfway; the next run takes up what is left");
        }
        close();
        if (halfway) {
            interrupted.run();
        }
    }

    /** Stops everything; further calls wait until that is done. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        leaveEndOfProcess();
        try {
            main.stop();
        } finally {
            if (local != null) {
                local.close();
            }
        }
    }

    /** A process that starts one after the other keeps none of those that it closed. */
    private void leaveEndOfProcess() {
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            LoggerFactory.getLogger(Application.class).debug("The process ends already");
        }
    }

    private CaravanException failure(Exception e) {
        return new StartFailure(main.getCamelContext(), routes == null ? null : routes.reader()).of(e);
    }

    private void closeAfter(CaravanException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
