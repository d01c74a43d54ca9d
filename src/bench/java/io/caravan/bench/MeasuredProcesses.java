package io.caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.camel.util.FileUtil;

/** Starts processes, this build's, another one's and scripts of Python, and tells what they took from their start to their end. */
final class MeasuredProcesses {
    static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final Path SCRIPTS = Path.of("src/bench/python").toAbsolutePath();

    /** What a process took: seconds of processor time and on the clock, and megabytes of memory at its peak. */
    record Used(double cpu, double wall, double megabytes) {}

    /** A build of Caravan. */
    record Build(String name, Path root, List<String> command) {}

    private final Goals goals;
    private final PythonEnvironment python = PythonEnvironment.of("../../bench/python/requirements.txt");
    /** This one, and the one in whose folder {@code bench.base} lies, where it is named. */
    final List<Build> builds = new ArrayList<>();
    private final Path folder;

    MeasuredProcesses(Goals goals, Path folder) {
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

    static void header() {
        System.out.printf("%-64s %12s %12s %8s%n", "", "CPU seconds", "seconds", "MB");
    }

    static void note(Map<String, List<Used>> used, String what, Used one) {
        used.computeIfAbsent(what, any -> new ArrayList<>()).add(one);
    }

    void compare(Map<String, List<Used>> used, String what, double goal) {
        List<List<Used>> all = List.copyOf(used.values());
        if (builds.size() > 1) {
            goals.atMost(what, median(all.get(0), Used::cpu) / median(all.get(1), Used::cpu), goal);
        }
    }

    static void tell(Map<String, List<Used>> used) {
        used.forEach((who, all) -> System.out.printf(
                "%-64s %12.2f %12.2f %8.0f%n", who, median(all, Used::cpu), median(all, Used::wall), median(all, Used::megabytes)));
    }

    static double median(List<Used> all, ToDoubleFunction<Used> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
    }

    Path home(Build build, String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(build.name() + "-" + name));
        for (String part : List.of("routes", "sql", "application.properties")) {
            StartUp.copy(build.root().resolve(part), home.resolve(part));
        }
        return home;
    }

    Used caravan(Build build, Path home, Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(build.command());
        command.addAll(Arrays.asList(arguments));
        return run(home, environment, command);
    }

    Used script(String name, String input, String... arguments) throws Exception {
        Path work = Files.createDirectory(folder.resolve("script"));
        var command = new ArrayList<>(List.of(
                python.python(), SCRIPTS.resolve(name).toString(), input, work.resolve("script.duckdb").toString()));
        command.addAll(Arrays.asList(arguments));
        try {
            return run(work, Map.of(), command);
        } finally {
            FileUtil.removeDir(work.toFile());
        }
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
