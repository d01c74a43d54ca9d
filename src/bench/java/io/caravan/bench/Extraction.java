package io.caravan.bench;

import static io.caravan.bench.MeasuredProcesses.ROUNDS;
import static io.caravan.bench.MeasuredProcesses.median;
import static io.caravan.bench.MeasuredProcesses.note;
import static io.caravan.bench.MeasuredProcesses.tell;

import io.caravan.bench.MeasuredProcesses.Build;
import io.caravan.bench.MeasuredProcesses.Used;
import io.caravan.local.LocalS3;
import io.caravan.local.spotify.Catalogue;
import io.caravan.local.spotify.PlaylistSource;
import io.caravan.local.spotify.ServedPlaylist;
import io.caravan.local.spotify.SimulatorConfig;
import io.caravan.local.spotify.SpotifySimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.util.FileUtil;

/**
 * Whole processes that read playlists from Spotify's API into a warehouse: a first load beside dlt's REST source, and fifty lists of an API
 * that takes its time, over HTTP to an S3 server, at two concurrencies.
 */
final class Extraction {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final int LISTS = 50;
    private static final int ENTRIES = 500;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final List<Integer> CONCURRENCIES = List.of(4, 16);

    private final Goals goals;
    private final MeasuredProcesses processes;
    private final Path folder;

    private Extraction(Goals goals, Path folder) {
        this.goals = goals;
        this.folder = folder;
        this.processes = new MeasuredProcesses(goals, folder);
    }

    /** The first playlist of a catalogue has as many entries as asked for: so many catalogues make so many such playlists. */
    private record Equal(List<Catalogue> catalogues) implements PlaylistSource {
        static Equal of(LocalDate day) {
            return new Equal(IntStream.range(0, LISTS)
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
            return of(day);
        }
    }

    static void print(Goals goals) throws Exception {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        try {
            var extraction = new Extraction(goals, folder);
            System.out.printf("%nReading playlists from Spotify's API (medians of %d)%n", ROUNDS);
            MeasuredProcesses.header();
            extraction.first();
            extraction.slow();
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    /** As the README's first command does it, but dlt is spared the simulator, which runs in our own process. */
    private void first() throws Exception {
        var used = new LinkedHashMap<String, List<Used>>();
        Catalogue playlists = Catalogue.of(1, 10, 120, DAY);
        try (var spotify = SpotifySimulator.start(SimulatorConfig.of(playlists))) {
            for (int round = 0; round <= ROUNDS; round++) {
                var ours = new ArrayList<Used>();
                for (Build build : processes.builds) {
                    Path home = processes.home(build, "first-" + round);
                    ours.add(processes.caravan(build, home, Map.of(), "once"));
                }
                Used dlt = processes.script("load_by_dlt.py", spotify.url(), playlists.ids().toArray(String[]::new));
                // The first one only fills caches.
                for (int i = 0; i < ours.size() && round > 0; i++) {
                    note(used, processes.builds.get(i).name() + ", first load of ten lists", ours.get(i));
                }
                if (round > 0) {
                    note(used, "dlt, the same", dlt);
                }
            }
        }
        tell(used);
        List<List<Used>> all = List.copyOf(used.values());
        goals.atMost(
                "first load of ten lists, CPU, caravan / dlt",
                median(all.get(0), Used::cpu) / median(all.get(all.size() - 1), Used::cpu),
                0.6);
    }

    private void slow() throws Exception {
        var used = new LinkedHashMap<String, List<Used>>();
        Equal playlists = Equal.of(DAY);
        // The catalogue is made before the time is taken.
        playlists.ids().forEach(id -> playlists.find(id).orElseThrow().row(0));
        var simulator = SimulatorConfig.of(playlists);
        int calls = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int concurrency : CONCURRENCIES) {
                for (Build build : processes.builds) {
                    try (var spotify = SpotifySimulator.start(new SimulatorConfig(
                                    simulator.clientId(),
                                    simulator.clientSecret(),
                                    simulator.appClass(),
                                    simulator.userId(),
                                    playlists,
                                    simulator.clock(),
                                    0,
                                    LATENCY));
                            var s3 = LocalS3.start(
                                    folder.resolve("s3-%s-%d-%d".formatted(build.name(), concurrency, round)),
                                    "lake",
                                    0,
                                    "local",
                                    "local-secret")) {
                        Path home = processes.home(build, "slow-%d-%d".formatted(concurrency, round));
                        Files.createDirectories(home.resolve("data"));
                        note(
                                used,
                                "%s, %d lists of %d entries, %d at a time".formatted(build.name(), LISTS, ENTRIES, concurrency),
                                processes.caravan(build, home, settings(simulator, playlists, spotify, s3, concurrency), "once"));
                        calls = spotify.apiCalls().size();
                    }
                }
            }
        }
        tell(used);
        judge(List.copyOf(used.values()), calls);
    }

    private static Map<String, String> settings(
            SimulatorConfig simulator, PlaylistSource playlists, SpotifySimulator spotify, LocalS3 s3, int concurrency) {
        return Map.ofEntries(
                Map.entry("CAMEL_MAIN_PROFILE", "prod"),
                Map.entry("SPOTIFY_PLAYLISTS", String.join(",", playlists.ids())),
                Map.entry("SPOTIFY_CLIENT_ID", simulator.clientId()),
                Map.entry("SPOTIFY_CLIENT_SECRET", simulator.clientSecret()),
                Map.entry("SPOTIFY_API_URL", spotify.url()),
                Map.entry("SPOTIFY_ACCOUNTS_URL", spotify.url()),
                Map.entry("SPOTIFY_CONCURRENCY", String.valueOf(concurrency)),
                Map.entry("LAKE_BUCKET", "lake"),
                Map.entry("LAKE_ENDPOINT", s3.url()),
                Map.entry("LAKE_REGION", "us-east-1"),
                Map.entry("LAKE_ACCESS_KEY", "local"),
                Map.entry("LAKE_SECRET_KEY", "local-secret"),
                Map.entry("WAREHOUSE_DIALECT", "duckdb"),
                Map.entry("WAREHOUSE_URL", "jdbc:duckdb:data/warehouse.duckdb"));
    }

    private void judge(List<List<Used>> all, int calls) {
        int builds = processes.builds.size();
        List<Used> few = all.get(0);
        List<Used> many = all.get(builds);
        double least = calls * LATENCY.toMillis() / 1e3 / CONCURRENCIES.get(0);
        System.out.printf("%d calls × %d ms ÷ %d: %.1f s%n", calls, LATENCY.toMillis(), CONCURRENCIES.get(0), least);
        goals.atMost("fifty lists, 4 at a time, seconds / calls × latency ÷ 4", median(few, Used::wall) / least, 1.2);
        goals.atMost("fifty lists, memory, 16 at a time / 4", median(many, Used::megabytes) / median(few, Used::megabytes), 1.1);
        if (builds > 1) {
            goals.atMost("fifty lists, 4 at a time, CPU, caravan / base", median(few, Used::cpu) / median(all.get(1), Used::cpu), 0.4);
        }
    }
}
