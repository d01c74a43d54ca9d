package io.caravan;

import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.ServedPlaylist;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.util.FileUtil;

/**
 * How far the extraction is from what its concurrency allows: 50 playlists of 2,000 entries, each call answered after 100 ms.
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) io.caravan.ExtractionBenchmark
 * </pre>
 */
final class ExtractionBenchmark {
    private static final int PLAYLISTS = 50;
    private static final int ENTRIES = 2_000;
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int CONCURRENCY = 4;
    private static final double MOST = 1.3;

    private ExtractionBenchmark() {}

    /** The first playlist of a catalogue has as many entries as asked for: so many catalogues make so many such playlists. */
    private record Equal(List<Catalogue> catalogues) implements PlaylistSource {
        static Equal on(int playlists, LocalDate day) {
            return new Equal(IntStream.range(0, playlists)
                    .mapToObj(seed -> Catalogue.of(seed, 1, ENTRIES, day))
                    .toList());
        }

        @Override
        public List<String> ids() {
            return catalogues.stream().map(catalogue -> catalogue.ids().get(0)).toList();
        }

        @Override
        public Optional<ServedPlaylist> find(String id) {
            return catalogues.stream()
                    .flatMap(catalogue -> catalogue.find(id).stream())
                    .findFirst();
        }

        @Override
        public PlaylistSource on(LocalDate day) {
            return on(catalogues.size(), day);
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        Equal playlists = Equal.on(PLAYLISTS, LocalDate.of(2026, 11, 20));
        // The catalogue is made before the time is taken.
        playlists.ids().forEach(id -> playlists.find(id).orElseThrow().row(0));
        boolean good;
        try (var app = TestApplication.start(
                folder,
                playlists,
                simulator -> new SimulatorConfig(
                        simulator.clientId(),
                        simulator.clientSecret(),
                        simulator.appClass(),
                        simulator.userId(),
                        simulator.source(),
                        simulator.clock(),
                        0,
                        LATENCY),
                Map.of("spotify.concurrency", String.valueOf(CONCURRENCY)))) {
            app.stopTransforming();
            long start = System.nanoTime();
            app.request("direct:extract-playlists");
            double seconds = (System.nanoTime() - start) / 1e9;
            RunSummary run = app.runs().summary();
            int calls = app.spotify.apiCalls().size();
            double least = calls * LATENCY.toMillis() / 1e3 / CONCURRENCY;
            System.out.printf(
                    "load average %.1f on %d cores%n",
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Runtime.getRuntime().availableProcessors());
            System.out.printf(
                    "%d playlists read, %d pages, %d calls: %.1f s; calls × %d ms ÷ %d: %.1f s; ratio %.2f (at most %.1f)%n",
                    run.playlistsRead(),
                    run.pages(),
                    calls,
                    seconds,
                    LATENCY.toMillis(),
                    CONCURRENCY,
                    least,
                    seconds / least,
                    MOST);
            good = run.playlistsRead() == PLAYLISTS && seconds <= MOST * least;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
        System.exit(good ? 0 : 1);
    }
}
