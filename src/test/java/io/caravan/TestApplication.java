package io.caravan;

import io.caravan.failpoint.Failpoints;
import io.caravan.lake.Lake;
import io.caravan.lake.folder.FolderS3;
import io.caravan.local.LocalS3;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import io.caravan.run.CurrentRun;
import io.caravan.run.RunSummary;
import io.caravan.settings.SettingGroup;
import io.caravan.sink.Replay;
import io.caravan.snapshot.ArchivedObject;
import io.caravan.snapshot.InboxPolls;
import io.caravan.spotify.RateLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * The whole application as it ships, in a folder of its own: the route files, the SQL and the properties of the repository, a
 * Spotify simulator, an S3 server and a DuckDB file. Only the clock is a test's, and the waits before retries are short.
 */
public final class TestApplication implements AutoCloseable {
    /**
     * What stands between the application and its services.
     *
     * @param spotify from the simulator's origin to the one that is configured
     * @param s3 the same for the S3 server; null for the lake's folder without a server
     */
    record Network(UnaryOperator<String> spotify, UnaryOperator<String> s3) {
        static final Network DIRECT = new Network(UnaryOperator.identity(), null);
        static final Network WITH_SERVER = new Network(UnaryOperator.identity(), UnaryOperator.identity());
    }

    public static final Instant START = Instant.parse("2026-11-21T06:00:00Z");

    private static final String CLOCK = """
                - name: clock
                  type: java.time.Clock
                  factoryMethod: offset
                  constructors:
                    "0": "#bean:machineClock"
                    "1": "{{caravan.clock-offset}}"
            """;

    public final SpotifySimulator spotify;
    public final TestClock clock = new TestClock(START);
    public final Path folder;
    /** Started when somebody asks for it. */
    private LocalS3 s3;

    private final boolean elsewhere;
    private final Main main = new Main();

    /**
     * Starts it.
     *
     * @param folder an empty folder
     * @param playlists what the simulator serves; all of it is configured
     * @param properties settings of this test, over those of the profile local; and failpoints, under the key that arms them;
     *     health and metrics are served where camel.management.port is among them
     */
    public static TestApplication start(Path folder, PlaylistSource playlists, Map<String, String> properties) {
        return start(folder, playlists, UnaryOperator.identity(), properties);
    }

    /** Starts it with an S3 server before the lake's folder, to which it sends requests. */
    public static TestApplication startWithServer(
            Path folder, PlaylistSource playlists, Map<String, String> properties) {
        return start(folder, playlists, UnaryOperator.identity(), Network.WITH_SERVER, properties);
    }

    /** Starts it with a simulator of another kind. */
    public static TestApplication start(
            Path folder,
            PlaylistSource playlists,
            UnaryOperator<SimulatorConfig> simulator,
            Map<String, String> properties) {
        return start(folder, playlists, simulator, Network.DIRECT, properties);
    }

    /** Starts it with something between it and its services. */
    static TestApplication start(
            Path folder,
            PlaylistSource playlists,
            UnaryOperator<SimulatorConfig> simulator,
            Network network,
            Map<String, String> properties) {
        try {
            return new TestApplication(folder, playlists, simulator, network, properties);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start the application", e);
        }
    }

    private TestApplication(
            Path folder,
            PlaylistSource playlists,
            UnaryOperator<SimulatorConfig> simulator,
            Network network,
            Map<String, String> properties)
            throws Exception {
        this.folder = folder;
        spotify = SpotifySimulator.start(
                simulator.apply(SimulatorConfig.of(playlists).with(clock)));
        main.setDefaultPropertyPlaceholderLocation("file:application.properties");
        var settings = new HashMap<>(SettingGroup.ofLocal());
        settings.putAll(Map.of(
                "local.folder",
                folder.toString(),
                "local.spotify-url",
                network.spotify().apply(spotify.url()),
                "local.lake-endpoint",
                network.s3() == null
                        ? FolderS3.prepare(folder.resolve("s3"), "lake").toString()
                        : network.s3().apply(lakeUrl()),
                "local.playlists",
                String.join(",", playlists.ids()),
                "spotify.client-id",
                "caravan-client",
                "spotify.client-secret",
                "caravan-secret",
                "caravan.triggers",
                "false",
                "caravan.extract-at-start",
                "false"));
        settings.putAll(Map.of(
                "local.clock-offset", "0s",
                "caravan.retry-delay", "1ms",
                "caravan.longest-retry-delay", "5ms",
                // As once has it.
                "lake.poll-every", "200ms"));
        boolean serves = properties.containsKey("camel.management.port");
        for (String part : List.of("management", "metrics", "health")) {
            settings.put("camel." + part + ".enabled", String.valueOf(serves));
        }
        elsewhere = properties.containsKey("lake.endpoint");
        if (!Set.of(Network.DIRECT, Network.WITH_SERVER).contains(network) || elsewhere) {
            // What lies elsewhere, or behind a network, comes through it.
            settings.put("warehouse.lake-folder", "");
        }
        settings.put("camel.component.quartz.interrupt-jobs-on-shutdown", "true");
        settings.put("camel.health.consumersEnabled", "false");
        settings.put("camel.opentelemetry2.enabled", "false");
        settings.putAll(properties);
        settings.forEach(main::addOverrideProperty);
        if (settings.containsKey(Failpoints.PROPERTY)) {
            main.bind("failpoints", new Failpoints(settings.get(Failpoints.PROPERTY)));
        }
        main.bind("clock", clock);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                starting.getCamelContext().setClassResolver(new RememberedResources());
            }
        });
        main.configure()
                .withProfile("local")
                .withRoutesIncludePattern("file:" + routes() + "/*.camel.yaml"
                        + (settings.containsKey("tables.catalogue") ? ",file:routes/tables/*.camel.yaml" : "")
                        + (settings.containsKey("stream.brokers") ? ",file:routes/stream/*.camel.yaml" : "")
                        + (settings.getOrDefault("warehouse.from", "").contains("stream")
                                ? ",file:routes/consume/*.camel.yaml"
                                : "")
                        + (settings.containsKey("unified.folder") ? ",file:routes/unified/*.camel.yaml" : ""))
                .withRoutesExcludePattern(serves ? null : "**/observe-*.camel.yaml")
                .withStreamCachingEnabled(true)
                .withShutdownTimeout(10)
                .withJmxEnabled(false);
        try {
            main.start();
            // Who waits for the clock turns it.
            bean("rateLimit", RateLimit.class).setPause(clock::advance);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Copies the route files but for the clock, whose place the test's has taken. */
    private Path routes() throws IOException {
        Path copies = Files.createDirectories(folder.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String yaml = Files.readString(file, StandardCharsets.UTF_8);
                Files.writeString(
                        copies.resolve(file.getFileName().toString()), yaml.replace(CLOCK, ""), StandardCharsets.UTF_8);
            }
        }
        return copies;
    }

    /** Returns the origin of an S3 server over the lake's folder. */
    public String lakeUrl() {
        if (s3 == null) {
            s3 = LocalS3.start(folder.resolve("s3"), "lake", 0, "local", "local-secret");
        }
        return s3.url();
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    public <T> T bean(String name, Class<T> type) {
        return context().getRegistry().lookupByNameAndType(name, type);
    }

    public Lake lake() {
        return bean("lake", Lake.class);
    }

    public CurrentRun runs() {
        return bean("currentRun", CurrentRun.class);
    }

    /** Sends an empty message and waits until it is worked off; an exception of the route is thrown. */
    public void request(String endpoint) {
        request(endpoint, null);
    }

    /** Sends a message and waits until it is worked off; an exception of the route is thrown. */
    public void request(String endpoint, Object body) {
        try (var template = context().createProducerTemplate()) {
            template.sendBody(endpoint, body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the inbox is worked off, each object of it tried once, as in a cycle. */
    public void drainInbox() throws InterruptedException {
        InboxPolls polls = bean("inboxPolls", InboxPolls.class);
        polls.beginCycle();
        polls.awaitDrained();
    }

    /** Runs one cycle, as the command "once" does. */
    public RunSummary once() {
        request("direct:run-cycle");
        return runs().summary();
    }

    /** Takes archived objects through the transform again, for all sinks that are on. */
    public void replay(List<ArchivedObject> objects) {
        request("direct:replay-snapshots", new Replay(objects, null));
    }

    /** Runs the first part of a cycle, the only one that has to do with Spotify. */
    public RunSummary extract() {
        request("direct:extract-playlists");
        return runs().summary();
    }

    /** Leaves what comes into the inbox there. */
    public void stopTransforming() throws Exception {
        endPolls();
        context().getRouteController().stopRoute("transform-snapshots");
    }

    /** Puts an object into the inbox as another program would. */
    public void drop(String name, byte[] bytes) {
        lake().put("raw_data/to_processed/" + name, bytes, "application/json");
    }

    public void drop(String name, String text) {
        drop(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves an object in the lake without a request, where the lake is a folder. */
    public void plant(String key, byte[] bytes) {
        if (elsewhere) {
            lake().put(key, bytes, "application/octet-stream");
            return;
        }
        String prefix = context().resolvePropertyPlaceholders("{{lake.prefix}}");
        Path file = folder.resolve("s3/lake/" + prefix + key);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        endPolls();
        main.stop();
        spotify.close();
        if (s3 != null) {
            s3.close();
        }
    }

    /** Camel looks once a second whether a poll has ended that was under way when it stopped. */
    private void endPolls() {
        Route route = context() == null ? null : context().getRoute("transform-snapshots");
        if (route == null || !(route.getConsumer() instanceof ScheduledPollConsumer polls)) {
            return;
        }
        polls.suspend();
        Instant end = Instant.now().plusSeconds(1);
        while (polls.isPolling() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
