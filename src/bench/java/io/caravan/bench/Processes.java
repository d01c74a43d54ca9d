package io.caravan.bench;

import static io.caravan.bench.MeasuredProcesses.ROUNDS;
import static io.caravan.bench.MeasuredProcesses.median;
import static io.caravan.bench.MeasuredProcesses.note;
import static io.caravan.bench.MeasuredProcesses.tell;

import io.caravan.bench.MeasuredProcesses.Build;
import io.caravan.bench.MeasuredProcesses.Used;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.FileUtil;

/**
 * Whole processes from their start to their end, as a user sees them: Caravan as the README starts it, another build of it where {@code bench.base}
 * names its repository, and scripts of Python that do the same job. One after the other, round by round.
 */
final class Processes {
    private static final int ENTRIES = 10_000;
    private static final Path INBOX = Path.of("data/s3/lake/raw_data/to_processed");
    /** One of Spotify's playlists, with next to nothing in it: the inbox is what counts. */
    private static final Map<String, String> NEXT_TO_NO_PLAYLISTS = Map.of("LOCAL_SPOTIFY_PLAYLISTS", "1", "LOCAL_SPOTIFY_ENTRIES", "1");

    private final Goals goals;
    private final MeasuredProcesses processes;
    private final Path folder;

    private Processes(Goals goals, Path folder) {
        this.goals = goals;
        this.folder = folder;
        this.processes = new MeasuredProcesses(goals, folder);
    }

    static void print(Goals goals) throws Exception {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        try {
            var processes = new Processes(goals, folder);
            System.out.printf("%nWhole processes (medians of %d)%n", ROUNDS);
            MeasuredProcesses.header();
            processes.commands();
            processes.load(100_000);
            processes.load(300_000);
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    /** What users start by the dozen, in a folder in which all is done. */
    private void commands() throws Exception {
        for (Build build : processes.builds) {
            processes.caravan(build, processes.home(build, "commands"), Map.of(), "once");
        }
        var commands = new LinkedHashMap<String, List<String>>();
        commands.put("once, nothing to do", List.of("once"));
        commands.put("query", List.of("query", "select 1"));
        commands.put("--help", List.of("--help"));
        commands.put("doctor", List.of("doctor"));
        for (var command : commands.entrySet()) {
            var used = new LinkedHashMap<String, List<Used>>();
            // The first one only fills caches.
            for (int round = 0; round <= ROUNDS; round++) {
                for (Build build : processes.builds) {
                    Used one = processes.caravan(build, folder.resolve(build.name() + "-commands"), Map.of(), command.getValue().toArray(String[]::new));
                    if (round > 0) {
                        note(used, build.name() + ", " + command.getKey(), one);
                    }
                }
            }
            tell(used);
            processes.compare(used, command.getKey() + ", CPU, caravan / base", command.getKey().startsWith("once") ? 0.3 : 0.35);
        }
    }

    /** From raw objects in an inbox to rows in a DuckDB file. */
    private void load(int entries) throws Exception {
        List<Path> raw = RawSnapshots.files(Shape.ITEM, entries / ENTRIES, ENTRIES);
        Path inputs = Files.createDirectories(folder.resolve("raw-" + entries));
        for (Path file : raw) {
            Files.createLink(inputs.resolve(file.getFileName()), file);
        }
        String of = ", " + entries + " entries";
        var used = new LinkedHashMap<String, List<Used>>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Build build : processes.builds) {
                Path home = processes.home(build, entries + "-" + round);
                Path inbox = Files.createDirectories(home.resolve(INBOX));
                for (Path file : raw) {
                    Files.copy(file, inbox.resolve(file.getFileName()));
                }
                note(used, build.name() + of, processes.caravan(build, home, NEXT_TO_NO_PLAYLISTS, "once"));
                FileUtil.removeDir(home.toFile());
            }
            note(used, "DuckDB, read_json" + of, processes.script("load_by_duckdb.py", inputs.toString(), "read_json"));
            note(used, "DuckDB, from_json" + of, processes.script("load_by_duckdb.py", inputs.toString(), "from_json"));
            note(used, "pandas" + of, processes.script("load_by_pandas.py", inputs.toString()));
        }
        tell(used);
        processes.compare(used, entries + " entries, CPU, caravan / base", 1);
        List<List<Used>> all = List.copyOf(used.values());
        List<Used> ours = all.get(0);
        List<Used> pandas = all.get(all.size() - 1);
        List<Used> duckDb = all.subList(all.size() - 3, all.size() - 1).stream()
                .min(Comparator.comparing(way -> median(way, Used::cpu)))
                .orElseThrow();
        goals.atMost(entries + " entries, CPU, caravan / DuckDB's script, the better one", median(ours, Used::cpu) / median(duckDb, Used::cpu), 2.5);
        goals.atMost(entries + " entries, memory, the same", median(ours, Used::megabytes) / median(duckDb, Used::megabytes), 1.3);
        goals.atMost(entries + " entries, CPU, caravan / pandas", median(ours, Used::cpu) / median(pandas, Used::cpu), 1);
    }
}
