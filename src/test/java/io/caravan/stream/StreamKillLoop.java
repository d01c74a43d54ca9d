package io.caravan.stream;

import io.caravan.Difference;
import io.caravan.command.CaravanProcess;
import io.caravan.failpoint.Failpoints;
import io.caravan.stream.StreamWorld.Left;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Kills the jar with {@code kill -9} while it publishes snapshots to a topic and lands them from there in a DuckDB file, again and again, and
 * holds the tables against the simulator's truth after each recovery. A round is a day of the simulator: some starts that are killed, of
 * {@code once} and of {@code run}, then one that is left alone and has to bring everything to its end.
 */
public final class StreamKillLoop implements AutoCloseable {
    private static final String INSTANCE = "caravan-0";
    private static final int PARTITIONS = 3;
    private static final int PLAYLISTS = 3;
    private static final int ENTRIES = 60;
    private static final int MOST_KILLS_A_DAY = 6;
    /** How the system tells of a process that was killed. */
    private static final int KILLED = 137;

    /** The steps between the hand-over of a manifest and the ledger, and how often a process passes them about. */
    private static final Map<String, Integer> STEPS = Map.ofEntries(
            Map.entry("hand-over-snapshot-put", 3),
            Map.entry("publish-snapshot-check", 3),
            Map.entry("publish-snapshot-send", 3),
            Map.entry("publish-snapshot-acknowledge", 3),
            Map.entry("consume-topic-land", 4),
            Map.entry("land-records-begin", 4),
            Map.entry("land-in-transaction-lock-run", 4),
            Map.entry("land-in-transaction-follow", 4),
            Map.entry("land-in-transaction-run", 30),
            Map.entry("land-records-commit", 4),
            Map.entry("land-records-landed", 4),
            Map.entry("consume-topic-merge-landed", 2),
            Map.entry("load-batch-begin", 2),
            Map.entry("load-batch-ledger", 2),
            Map.entry("take-landed-take", 12),
            Map.entry("take-landed-remove", 14),
            Map.entry("load-batch-merge", 2),
            Map.entry("load-batch-commit", 2),
            Map.entry("load-batch-acknowledge", 2),
            Map.entry("drain-topic-stop", 1));

    private static final Map<String, String> RUN = Map.of(
            "LAKE_POLL_EVERY", "200ms",
            "STREAM_PUBLISH_EVERY", "300ms",
            "STREAM_WATCH_EVERY", "300ms",
            "WAREHOUSE_LOAD_EVERY", "300ms");

    /**
     * What came out.
     *
     * @param kills processes that were killed, by what killed them: a step or a moment
     * @param left what they left undone, by the first step that it waits for
     * @param twice publications beyond the first of a snapshot: their commit was not acknowledged
     * @param seconds of each start that was left alone, from the start to the end, in order of size
     */
    record Report(
            Map<String, Integer> kills,
            Map<Left, Integer> left,
            long snapshots,
            long twice,
            Difference difference,
            List<Double> seconds) {
        int allKills() {
            return kills.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Returns after how many kills work was left halfway. */
        int halfway() {
            return allKills() - left.getOrDefault(Left.NOTHING, 0) - left.getOrDefault(Left.TO_EXTRACT, 0);
        }

        private double percentile(int percent) {
            return seconds.get(Math.min(seconds.size() - 1, seconds.size() * percent / 100));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "kills %d %s, left %s, recoveries %d, snapshots %d, published twice %d: lost %d, wrong %d, duplicated %d; seconds"
                            + " to recover p50 %.1f, p95 %.1f",
                    allKills(),
                    kills,
                    left,
                    seconds.size(),
                    snapshots,
                    twice,
                    difference.lost(),
                    difference.wrong(),
                    difference.duplicated(),
                    percentile(50),
                    percentile(95));
        }
    }

    private final StreamWorld world;
    private final Random random;
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Map<Left, Integer> left = new TreeMap<>();
    private final List<Double> seconds = new ArrayList<>();
    private Difference difference = Difference.NONE;
    private double usual;

    private StreamKillLoop(Path folder, long seed) {
        this.random = new Random(seed);
        this.world = StreamWorld.onDuckDb(folder, KafkaBroker.shared(), PARTITIONS, PLAYLISTS, ENTRIES);
    }

    /** Takes the number of kills (200), the seed (1) and the jar (target/caravan/caravan.jar); ends with 1 where a row is off. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path jar = Path.of(arguments.length > 2 ? arguments[2] : "target/caravan/caravan.jar");
        System.setProperty("caravan.jar", jar.toAbsolutePath().toString());
        Path folder = Files.createTempDirectory("caravan-kills");
        Report report = run(kills, seed, folder);
        System.out.println(report);
        report.difference().examples().forEach(System.out::println);
        System.out.println("What it left is in " + folder);
        System.exit(report.difference().equals(Difference.NONE) ? 0 : 1);
    }

    /**
     * Runs the loop in the repository's root.
     *
     * @param kills how many processes are killed while they run
     * @param seed of what kills them, and when
     * @param folder an empty one
     */
    static Report run(int kills, long seed, Path folder) throws Exception {
        try (var loop = new StreamKillLoop(folder, seed)) {
            // The first makes the tables; the second tells when to kill.
            loop.recover();
            loop.world.nextDay();
            loop.recover();
            loop.seconds.clear();
            while (loop.allKills() < kills) {
                loop.world.nextDay();
                loop.round(Math.min(kills - loop.allKills(), 1 + loop.random.nextInt(MOST_KILLS_A_DAY)));
                System.out.println("day " + loop.world.day() + ": " + loop.report());
            }
            loop.world.compareLedger();
            return loop.report();
        }
    }

    private int allKills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Report report() throws Exception {
        Map<String, Long> publications = world.publications();
        return new Report(
                new TreeMap<>(kills),
                new TreeMap<>(left),
                publications.size(),
                publications.values().stream().mapToLong(count -> count - 1).sum(),
                difference,
                seconds.stream().sorted().toList());
    }

    private void round(int times) throws Exception {
        if (random.nextInt(3) == 0) {
            world.leaveTransactionOpen(INSTANCE);
        }
        for (int i = 0; i < times; i++) {
            kill();
        }
        recover();
    }

    private void kill() throws Exception {
        boolean isStep = random.nextInt(3) > 0;
        boolean isOnce = random.nextInt(3) > 0;
        var more = new HashMap<>(isOnce ? Map.of() : RUN);
        if (isStep) {
            more.put("JDK_JAVA_OPTIONS", "-D" + Failpoints.PROPERTY + "=" + failpoint());
        }
        long millis = Math.round(1000 * usual * (isStep ? 1.5 : 0.4 + 0.7 * random.nextDouble()));
        try (var process =
                CaravanProcess.start(world.folder, world.environment(INSTANCE, more), isOnce ? "once" : "run")) {
            boolean ended = process.endsWithin(millis);
            boolean died = !ended || process.await().exitCode() == KILLED;
            if (!ended) {
                process.kill();
            } else if (!died) {
                requireZero(process.await());
            }
            if (died) {
                kills.merge(!ended ? "moment" : "step", 1, Integer::sum);
                left.merge(world.left(), 1, Integer::sum);
            }
        }
    }

    private String failpoint() {
        List<String> steps = STEPS.keySet().stream().sorted().toList();
        String step = steps.get(random.nextInt(steps.size()));
        return step + (random.nextBoolean() ? ".before" : ".after") + "=halt(" + (1 + random.nextInt(STEPS.get(step)))
                + ")";
    }

    private void recover() throws Exception {
        long start = System.nanoTime();
        requireZero(CaravanProcess.run(world.folder, world.environment(INSTANCE, Map.of()), "once"));
        usual = (System.nanoTime() - start) / 1e9;
        seconds.add(usual);
        List<String> leftovers = world.leftovers();
        if (!leftovers.isEmpty()) {
            throw new IllegalStateException(
                    "On day " + world.day() + " the job left " + leftovers + "; all of it is in " + world.folder);
        }
        difference = difference.plus(world.difference());
    }

    private void requireZero(CaravanProcess.Result result) {
        if (result.exitCode() != 0) {
            throw new IllegalStateException("On day " + world.day() + " the job ended with " + result.exitCode()
                    + "; what it left is in " + world.folder + "; it said:\n" + result.out() + result.err());
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
