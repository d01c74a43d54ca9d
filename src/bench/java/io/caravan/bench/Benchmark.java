package io.caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.tables.CommitsOverDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.camel.util.FileUtil;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the transform takes beside Jackson's token loop over the same bytes, and what the rest of the way takes, all in one run, since
 * machines differ. Run by {@code mvn -q -Pbench -DskipTests package}; {@code -Dbench=transform} (or {@code warehouse}, {@code scale},
 * {@code startup}, {@code processes}, {@code extraction}, {@code idle}, {@code tables}, {@code stream}, {@code views}, several with commas) runs a part.
 */
final class Benchmark {
    private static final List<Integer> THREADS = List.of(1, 2);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    /** What is measured, and how it is told. */
    private static final Map<String, String> LINES = new LinkedHashMap<>();

    static {
        LINES.put("tokens", "Jackson's token loop");
        LINES.put("rows", "rows");
        LINES.put("hashedRows", "rows, and SHA-256 of another program's object");
        LINES.put("csv", "rows and CSV");
        LINES.put("hashedCsv", "rows and CSV, and SHA-256 of another program's object");
        LINES.put("duckdb rows", "DuckDB, rows");
        LINES.put("duckdb csv", "DuckDB, CSV");
    }

    private static final int SMALL = 5;
    private static final int LARGE = 50;
    private static final int HUGE = 500;
    private static final int WARM_UPS = 40;
    /** So many days of commits to the lake's tables. */
    private static final int COMMIT_DAYS = 990;
    private static final int HALF_A_YEAR = 180;
    private static final int TWO_YEARS = 730;

    /** Bytes a second of each thing, round by round: {@code ITEM/1/tokens}. */
    private final Map<String, List<Double>> rates = new HashMap<>();

    private final Goals goals = new Goals();

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        Set<String> parts = Set.of((arguments.length == 0 ? "transform,warehouse,scale,startup,processes,extraction,tables,stream" : arguments[0]).split(","));
        var benchmark = new Benchmark();
        System.out.printf(
                "%s, %d cores, Java %s; medians of %d rounds%n",
                machine(), Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), ROUNDS);
        if (parts.contains("transform")) {
            benchmark.transform();
        }
        if (parts.contains("warehouse")) {
            benchmark.warehouse();
        }
        if (parts.contains("scale")) {
            benchmark.scale();
        }
        if (parts.contains("startup")) {
            StartUp.print();
        }
        if (parts.contains("processes")) {
            Processes.print(benchmark.goals);
        }
        if (parts.contains("extraction")) {
            Extraction.print(benchmark.goals);
        }
        if (parts.contains("idle")) {
            Idle.print(benchmark.goals);
        }
        if (parts.contains("tables")) {
            benchmark.tables();
            benchmark.days();
        }
        if (parts.contains("stream")) {
            benchmark.stream();
            benchmark.streamScale();
        }
        if (parts.contains("views")) {
            Views.print(benchmark.goals);
        }
        benchmark.goals.print();
    }

    private static String machine() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        return Files.exists(cpus)
                ? Files.readAllLines(cpus).stream()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .orElse("unknown machine")
                        .replaceFirst(".*: ", "")
                : System.getProperty("os.arch");
    }

    private void transform() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (int threads : THREADS) {
                inner(threads, threads == 1 ? ".*" : "(tokens|rows|csv)");
                duckDb(threads);
            }
        }
        for (Shape shape : Shape.values()) {
            Path file = RawSnapshots.files(shape, 1, TransformBenchmark.ENTRIES).get(0);
            double entryBytes = (double) Files.size(file) / TransformBenchmark.ENTRIES;
            System.out.printf("%nShape \"%s\", %.1f KB an entry%n", shape.key(), entryBytes / 1e3);
            System.out.printf(
                    "%-60s %8s %10s %14s %14s%n", "", "MB/s", "entries/s", "× token loop", "× DuckDB's");
            for (int threads : THREADS) {
                for (var line : LINES.entrySet()) {
                    String what = line.getKey();
                    if (!rates.containsKey(key(shape, threads, what))) {
                        continue;
                    }
                    double rate = rate(shape, threads, what);
                    System.out.printf(
                            "%-60s %8.0f %10.0f %14.2f %14s%n",
                            line.getValue() + ", " + threads + (threads == 1 ? " thread" : " threads"),
                            rate / 1e6,
                            rate / entryBytes,
                            ratio(shape, threads, what, "tokens"),
                            what.equals("rows") || what.equals("csv")
                                    ? "%.1f".formatted(ratio(shape, threads, what, "duckdb " + what))
                                    : "");
                }
            }
            judge(shape);
        }
    }

    private void judge(Shape shape) {
        String of = ", shape \"" + shape.key() + "\", 1 thread, × token loop";
        goals.atLeast("rows" + of, ratio(shape, 1, "rows", "tokens"), 0.75);
        goals.atLeast("CSV" + of, ratio(shape, 1, "csv", "tokens"), 0.6);
        for (int threads : THREADS) {
            for (String what : List.of("rows", "csv")) {
                goals.atLeast(
                        "%s, shape \"%s\", × DuckDB on %d of the threads".formatted(what, shape.key(), threads),
                        ratio(shape, threads, what, "duckdb " + what),
                        3);
            }
        }
    }

    private double rate(Shape shape, int threads, String what) {
        return median(rates.get(key(shape, threads, what)), Double::doubleValue);
    }

    /**
     * Each round has a ratio of its own: the machine may have been faster or slower in another. Within a round the two are up to two
     * minutes apart, so that one round alone says little where the machine's speed changes faster.
     */
    private double ratio(Shape shape, int threads, String what, String other) {
        List<Double> ones = rates.get(key(shape, threads, what));
        List<Double> others = rates.get(key(shape, threads, other));
        return median(IntStream.range(0, ROUNDS).boxed().toList(), round -> ones.get(round) / others.get(round));
    }

    private static String key(Shape shape, int threads, String what) {
        return shape + "/" + threads + "/" + what;
    }

    private void note(Shape shape, int threads, String what, double rate) {
        rates.computeIfAbsent(key(shape, threads, what), key -> new ArrayList<>()).add(rate);
    }

    private void inner(int threads, String include) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TransformBenchmark.class.getSimpleName() + "\\." + include + "$")
                        .threads(threads)
                        .forks(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        for (RunResult result : results) {
            Shape shape = Shape.valueOf(result.getParams().getParam("shape"));
            Path file = RawSnapshots.files(shape, 1, TransformBenchmark.ENTRIES).get(0);
            String what = result.getPrimaryResult().getLabel();
            note(shape, threads, what, result.getPrimaryResult().getScore() * Files.size(file));
        }
    }

    private void duckDb(int threads) throws Exception {
        Path csv = Files.createTempDirectory("caravan-benchmark-");
        for (Shape shape : Shape.values()) {
            List<Path> files = RawSnapshots.files(shape, SMALL, TransformBenchmark.ENTRIES);
            double bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            note(shape, threads, "duckdb rows", bytes / DuckDbTransform.seconds(files, shape, threads, null));
            note(shape, threads, "duckdb csv", bytes / DuckDbTransform.seconds(files, shape, threads, csv));
        }
        FileUtil.removeDir(csv.toFile());
    }

    private void warehouse() throws Exception {
        System.out.printf(
                "%nInbox to warehouse, local S3 and DuckDB included, %d snapshots of %d entries%n",
                LARGE, TransformBenchmark.ENTRIES);
        header();
        for (Shape shape : Shape.values()) {
            for (int threads : THREADS) {
                Carried carried = carry(shape, threads, LARGE, WARM_UPS, "-Xmx1g", "place", 0);
                if (threads == 2) {
                    String of = "inbox to warehouse, shape \"" + shape.key() + "\", 2 threads, × token loop on ";
                    goals.atLeast(of + "one", carried.rate() / carried.tokens(), 0.25);
                    goals.atLeast(of + "two", carried.rate() / carried.tokensOfTwo(), 0.25);
                    goals.atMost("inbox to warehouse, shape \"" + shape.key() + "\", CPU, / DuckDB alone", carried.besideDuckDb(), 1.5);
                }
            }
        }
        carry(Shape.ITEM, 2, LARGE, WARM_UPS, "-Xmx1g", "s3", 0);
        carry(Shape.ITEM, 2, LARGE, 0, "-Xmx256m", "place", 0);
    }

    private void scale() throws Exception {
        System.out.printf("%nThe same with more entries%n");
        header();
        var costs = new ArrayList<Double>();
        for (int objects : new int[] {SMALL, LARGE, HUGE}) {
            costs.add(carry(Shape.ITEM, 2, objects, WARM_UPS, "-Xmx1g", "place", 0).cost());
        }
        goals.atMost(
                "cost of an entry at 10,000 to 1,000,000 entries, dearest / cheapest",
                Collections.max(costs) / Collections.min(costs),
                1.4);
        for (int days : new int[] {HALF_A_YEAR, TWO_YEARS}) {
            double beside = carry(Shape.ITEM, 2, SMALL, WARM_UPS, "-Xmx1g", "place", days).cost();
            goals.atMost(
                    "cost of an entry at 10,000 entries, beside %,d items / without".formatted(History.items(days)),
                    beside / costs.get(0),
                    days == HALF_A_YEAR ? 1.2 : 1.3);
        }
    }

    private void tables() throws Exception {
        int objects = 2 * HUGE;
        JsonNode run = inOwnProcess(
                InboxToTables.class,
                Shape.ITEM.name(),
                String.valueOf(objects),
                String.valueOf(TransformBenchmark.ENTRIES));
        System.out.printf("%nThe lake's tables, %,d entries%n%s%n", objects * TransformBenchmark.ENTRIES, run);
        double transform = number(run, "transform_cpu");
        goals.atMost(
                "inbox to committed tables / inbox to warehouse, processor time",
                (transform + number(run, "commit_cpu")) / (transform + number(run, "load_cpu")),
                1.2);
        goals.atMost("Parquet of a table / DuckDB's bare COPY, processor time", number(run, "cpu") / number(run, "bare_cpu"), 1.3);
        goals.atMost("Parquet of a table / DuckDB's bare COPY, bytes", number(run, "bytes") / number(run, "bare_bytes"), 1.05);
    }

    private void days() throws Exception {
        JsonNode run = inOwnProcess(CommitsOverDays.class, String.valueOf(COMMIT_DAYS));
        System.out.printf("%nA commit a day to the lake's tables, care every 30 days, milliseconds of processor time%n%s%n", run);
        goals.atMost(
                "a commit of the last of %d days / of the first 30 days".formatted(COMMIT_DAYS),
                number(run, "last_commits") / number(run, "first_commits"),
                1.3);
    }

    private void stream() throws Exception {
        System.out.printf("%nThe stream and the inbox, 10 snapshots of 10,000 entries, seconds of processor time%n");
        List<JsonNode> runs = linesOf("-Xmx1g", StreamWays.class, "ITEM", "10", "10000", "5", String.valueOf(ROUNDS), "loop");
        runs.forEach(System.out::println);
        goals.atMost(
                "publish and consume / inbox way, from raw object to committed rows",
                median(runs, run -> (number(run, "transform") + streamed(run)) / (number(run, "transform") + number(run, "load"))),
                1.5);
        System.out.printf(
                "from manifest to committed rows, publish and consume / load: %.2f%n",
                median(runs, run -> streamed(run) / number(run, "load")));
        goals.atMost("consume / a loop written by hand", median(runs, run -> number(run, "consume") / number(run, "other")), 1.3);
        List<JsonNode> rows = linesOf("-Xmx1g", StreamWays.class, "ITEM", "1", "2000", "4", String.valueOf(ROUNDS), "rows");
        System.out.printf("A sink that writes row by row, 1 snapshot of 2,000 entries%n");
        rows.forEach(System.out::println);
        goals.atLeast("a sink that writes row by row / consume", median(rows, run -> number(run, "other") / number(run, "consume")), 5);
    }

    private static double streamed(JsonNode run) {
        return number(run, "publish") + number(run, "consume");
    }

    private void streamScale() throws Exception {
        System.out.printf("%nThe same with more snapshots of 10,000 entries, 256 MB of heap, seconds of processor time an entry%n");
        List<JsonNode> runs = linesOf("-Xmx256m", StreamScale.class, "ITEM", "10000", "10", "1", "1", "1", "10", "100");
        runs.forEach(System.out::println);
        var costs = new ArrayList<Double>();
        for (int snapshots : new int[] {1, 10, 100}) {
            costs.add(median(
                    runs.stream().filter(run -> number(run, "snapshots") == snapshots).toList(), Benchmark::streamed));
        }
        goals.atMost(
                "publish and consume an entry of 10,000 to 1,000,000, dearest / cheapest",
                Collections.max(costs) / Collections.min(costs),
                1.3);
    }

    /** Returns the line of JSON that a process of its own prints. */
    private static JsonNode inOwnProcess(Class<?> main, String... arguments) throws Exception {
        return linesOf("-Xmx1g", main, arguments).get(0);
    }

    /** Returns all lines of JSON that a process of its own prints. */
    private static List<JsonNode> linesOf(String heap, Class<?> main, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                heap,
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Dcaravan.log=warn",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        var lines = new ArrayList<JsonNode>();
        for (String line : Child.java(Path.of("").toAbsolutePath(), Map.of(), command).checked().json()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    /** The seconds are the whole way's; what stands in brackets is a part of it, and the last column no part. */
    private static void header() {
        System.out.printf(
                "%-64s %8s %10s %6s %14s %14s %10s %8s %7s  %s%n",
                "", "seconds", "entries/s", "MB/s", "× token loop", "× on two", "loop MB/s", "heap MB", "RSS MB",
                "(inbox to CSV; DuckDB alone)");
    }

    /**
     * What a run of the whole way took.
     *
     * @param rate bytes a second
     * @param tokens bytes a second of the token loop, just before and after
     * @param tokensOfTwo the same of two at once
     * @param cost of an entry, in entries that the token loop reads meanwhile
     * @param besideDuckDb processor time, as a multiple of that of DuckDB alone
     */
    private record Carried(double rate, double tokens, double tokensOfTwo, double cost, double besideDuckDb) {}

    private Carried carry(Shape shape, int threads, int objects, int warmUps, String heap, String files, int days)
            throws Exception {
        var arguments = List.of(
                heap,
                "-XX:ActiveProcessorCount=" + threads,
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Dcaravan.log=warn",
                "-cp",
                System.getProperty("java.class.path"),
                InboxToWarehouse.class.getName(),
                shape.name(),
                String.valueOf(objects),
                String.valueOf(TransformBenchmark.ENTRIES),
                String.valueOf(warmUps),
                String.valueOf(warmUps == 0 ? 1 : ROUNDS),
                files,
                String.valueOf(days));
        var runs = new ArrayList<JsonNode>();
        while (runs.size() < ROUNDS) {
            for (String line : Child.java(Path.of("").toAbsolutePath(), Map.of(), arguments).checked().json()) {
                runs.add(new ObjectMapper().readTree(line));
            }
        }
        double entries = (double) objects * TransformBenchmark.ENTRIES;
        double bytes = median(runs, run -> number(run, "bytes"));
        double seconds = median(runs, run -> number(run, "seconds"));
        // Ratios are of one round each: the machine may have been faster or slower in another.
        double ofOne = median(runs, run -> bytes / number(run, "seconds") / number(run, "tokens"));
        double ofTwo = median(runs, run -> bytes / number(run, "seconds") / number(run, "tokens_of_two"));
        JsonNode last = runs.get(runs.size() - 1);
        System.out.printf(
                "%-64s %8.2f %10.0f %6.0f %14.2f %14.2f %10.0f %8.0f %7.0f  (%.2f; %.2f)%n",
                "%s, %d entries, %d cores, %s%s%s%s"
                        .formatted(
                                shape.key(),
                                (int) entries,
                                threads,
                                heap,
                                warmUps == 0 ? ", cold" : "",
                                files.equals("s3") ? ", files through S3" : "",
                                days > 0 ? ", beside %,d items".formatted(History.items(days)) : ""),
                seconds,
                entries / seconds,
                bytes / seconds / 1e6,
                ofOne,
                ofTwo,
                median(runs, run -> number(run, "tokens")) / 1e6,
                number(last, "heap_peak") / 1e6,
                number(last, "rss_peak") / 1e6,
                median(runs, run -> number(run, "transform_seconds")),
                last.path("copy_and_merge_seconds").asDouble(Double.NaN));
        double rate = bytes / seconds;
        double duckDb = last.path("copy_and_merge_cpu_seconds").asDouble(Double.NaN);
        return new Carried(rate, rate / ofOne, rate / ofTwo, 1 / ofOne, number(last, "cpu_seconds") / duckDb);
    }

    private static double number(JsonNode run, String name) {
        return run.get(name).asDouble();
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
        double[] figures = runs.stream().mapToDouble(figure).sorted().toArray();
        return figures[figures.length / 2];
    }
}
