package io.caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.camel.util.FileUtil;

/**
 * Whole processes from their start to their end, as a user sees them: Caravan as the README starts it, another build of it where {@code bench.base}
 * names its repository, and scripts of Python that do the same job. One after the other, round by round.
 */
final class Processes {
    private static final Path SCRIPTS = Path.of("src/bench/python").toAbsolutePath();
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int ENTRIES = 10_000;
    private static final Path INBOX = Path.of("data/s3/lake/raw_data/to_processed");
    /** One of Spotify's playlists, with next to nothing in it: the inbox is what counts. */
    private static final Map<String, String> NEXT_TO_NO_PLAYLISTS = Map.of("LOCAL_SPOTIFY_PLAYLISTS", "1", "LOCAL_SPOTIFY_ENTRIES", "1");

    /** What a process took: seconds of processor time and on the clock, and megabytes of memory at its peak. */
    private record Used(double cpu, double wall, double megabytes) {}

    /** A build of Caravan, in a folder of its own for each job. */
    private record Build(String name, Path root, List<String> command) {}

    private final Goals goals;
    private final PythonEnvironment python = PythonEnvironment.of("../../bench/python/requirements.txt");
    private final List<Build> builds = new ArrayList<>();
    private final Path folder;

    private Processes(Goals goals, Path folder) {
        this.goals = goals;
        this.folder = folder;
        Path root = Path.of("").toAbsolutePath();
        builds.add(new Build("caravan", root, List.of(root.resolve("target/caravan/caravan").toString())));
        String base = System.getProperty("bench.base", "");
        if (!base.isEmpty()) {
            Path other = Path.of(base).toAbsolutePath();
            builds.add(new Build("base", other, List.of("java", "-jar", other.resolve("target/caravan/caravan.jar").toString())));
        }
    }

    static void print(Goals goals) throws Exception {
        Path folder = Files.createTempDirectory("caravan-benchmark-");
        try {
            var processes = new Processes(goals, folder);
            System.out.printf("%nWhole processes (medians of %d)%n", ROUNDS);
            System.out.printf("%-64s %12s %12s %8s%n", "", "CPU seconds", "seconds", "MB");
            processes.commands();
            processes.load(100_000);
            processes.load(300_000);
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    /** What users start by the dozen, in a folder in which all is done. */
    private void commands() throws Exception {
        for (Build build : builds) {
            caravan(build, home(build, "commands"), Map.of(), "once");
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
                for (Build build : builds) {
                    Used one = caravan(build, folder.resolve(build.name() + "-commands"), Map.of(), command.getValue().toArray(String[]::new));
                    if (round > 0) {
                        used.computeIfAbsent(build.name() + ", " + command.getKey(), any -> new ArrayList<>()).add(one);
                    }
                }
            }
            tell(used);
            compare(used, command.getKey() + ", CPU, caravan / base", command.getKey().startsWith("once") ? 0.3 : 0.35);
        }
    }

    /** From raw objects in an inbox to rows in a DuckDB file. */
    private void load(int entries) throws Exception {
        List<Path> raw = RawSnapshots.files(Shape.ITEM, entries / ENTRIES, ENTRIES);
        Path inputs = Files.createDirectories(folder.resolve("raw-" + entries));
        for (Path file : raw) {
            Files.createLink(inputs.resolve(file.getFileName()), file);
        }
        var used = new LinkedHashMap<String, List<Used>>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Build build : builds) {
                Path home = home(build, entries + "-" + round);
                Path inbox = Files.createDirectories(home.resolve(INBOX));
                for (Path file : raw) {
                    Files.copy(file, inbox.resolve(file.getFileName()));
                }
                note(used, build.name(), entries, caravan(build, home, NEXT_TO_NO_PLAYLISTS, "once"));
                FileUtil.removeDir(home.toFile());
            }
            note(used, "DuckDB, read_json", entries, script("load_by_duckdb.py", inputs, "read_json"));
            note(used, "DuckDB, from_json", entries, script("load_by_duckdb.py", inputs, "from_json"));
            note(used, "pandas", entries, script("load_by_pandas.py", inputs));
        }
        tell(used);
        compare(used, entries + " entries, CPU, caravan / base", 1);
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

    private static void note(Map<String, List<Used>> used, String who, int entries, Used one) {
        used.computeIfAbsent(who + ", " + entries + " entries", any -> new ArrayList<>()).add(one);
    }

    private void compare(Map<String, List<Used>> used, String what, double goal) {
        List<List<Used>> all = List.copyOf(used.values());
        if (builds.size() > 1) {
            goals.atMost(what, median(all.get(0), Used::cpu) / median(all.get(1), Used::cpu), goal);
        }
    }

    private static void tell(Map<String, List<Used>> used) {
        used.forEach((who, all) -> System.out.printf(
                "%-64s %12.2f %12.2f %8.0f%n", who, median(all, Used::cpu), median(all, Used::wall), median(all, Used::megabytes)));
    }

    private static double median(List<Used> all, ToDoubleFunction<Used> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
    }

    private Path home(Build build, String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(build.name() + "-" + name));
        for (String part : List.of("routes", "sql", "application.properties")) {
            StartUp.copy(build.root().resolve(part), home.resolve(part));
        }
        return home;
    }

    private Used caravan(Build build, Path home, Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(build.command());
        command.addAll(Arrays.asList(arguments));
        return run(home, environment, command);
    }

    private Used script(String name, Path inputs, String... arguments) throws Exception {
        Path database = folder.resolve("script.duckdb");
        var command = new ArrayList<>(List.of(
                python.python(), SCRIPTS.resolve(name).toString(), inputs.toString(), database.toString()));
        command.addAll(Arrays.asList(arguments));
        Used used = run(folder, Map.of(), command);
        Files.delete(database);
        return used;
    }

    private Used run(Path home, Map<String, String> environment, List<String> command) throws Exception {
        var measured = new ArrayList<>(List.of(python.python(), SCRIPTS.resolve("measure.py").toString()));
        measured.addAll(command);
        Child child = Child.run(home, environment, measured).checked();
        JsonNode line = new ObjectMapper().readTree(child.json().get(0));
        if (line.path("exit").asInt() != 0) {
            throw new IllegalStateException(command + " ended with " + line.path("exit") + ":\n" + child.err());
        }
        return new Used(line.path("cpu").asDouble(), line.path("wall").asDouble(), line.path("mb").asDouble());
    }
}
