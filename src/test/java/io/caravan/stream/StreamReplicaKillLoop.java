package io.caravan.stream;

import io.caravan.Difference;
import io.caravan.command.CaravanProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills one of two processes that share the partitions of a topic, now this one and now that, while both publish and land in Snowflake's
 * emulator; each is started anew at once, and now and then it is asked to stop in place of being killed, or the broker is killed as well. A
 * round is a day of the simulator, at whose end both have to bring everything to its end by themselves.
 */
public final class StreamReplicaKillLoop implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final int PLAYLISTS = 8;
    private static final int ENTRIES = 60;
    private static final int KILLS_A_DAY = 4;
    /** How long a process takes to come to its work; it is killed in the time after. */
    private static final int START_MILLIS = 3000;

    private static final int WORK_MILLIS = 6000;
    private static final long LIMIT_SECONDS = 240;

    private static final Map<String, String> RUN = Map.of(
            "LAKE_POLL_EVERY", "500ms",
            "STREAM_PUBLISH_EVERY", "500ms",
            "STREAM_WATCH_EVERY", "500ms",
            "WAREHOUSE_LOAD_EVERY", "5s");

    /**
     * What came out.
     *
     * @param kills processes that were killed
     * @param halfway how many of these while work waited in an inbox, the topic or a landing table
     * @param stops processes that were asked to stop in the midst of it
     * @param restarts of the broker
     * @param seconds from the last kill of a day to the end of all its work, in order of size
     */
    record Report(
            int kills,
            int halfway,
            int stops,
            int restarts,
            long snapshots,
            long twice,
            Difference difference,
            List<Double> seconds) {
        private double percentile(int percent) {
            return seconds.get(Math.min(seconds.size() - 1, seconds.size() * percent / 100));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "kills %d (halfway %d), stops %d, broker killed %d, snapshots %d, published twice %d: lost %d, wrong %d,"
                            + " duplicated %d; seconds to recover p50 %.1f, p95 %.1f",
                    kills,
                    halfway,
                    stops,
                    restarts,
                    snapshots,
                    twice,
                    difference.lost(),
                    difference.wrong(),
                    difference.duplicated(),
                    percentile(50),
                    percentile(95));
        }
    }

    private final KafkaBroker broker;
    private final StreamWorld world;
    private final Random random;
    private final CaravanProcess[] processes = new CaravanProcess[2];
    private final List<Double> seconds = new ArrayList<>();
    private Difference difference = Difference.NONE;
    private int kills;
    private int halfway;
    private int stops;
    private int restarts;

    private StreamReplicaKillLoop(Path folder, long seed) throws Exception {
        this.random = new Random(seed);
        this.broker = KafkaBroker.start(Files.createDirectories(folder.resolve("broker")));
        this.world = StreamWorld.onSnowflake(
                Files.createDirectories(folder.resolve("job")), broker, PARTITIONS, PLAYLISTS, ENTRIES);
    }

    /** Takes the number of kills (50), the seed (1) and the jar (target/caravan/caravan.jar); ends with 1 where a row is off. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path jar = Path.of(arguments.length > 2 ? arguments[2] : "target/caravan/caravan.jar");
        System.setProperty("caravan.jar", jar.toAbsolutePath().toString());
        Report report = run(kills, seed, Files.createTempDirectory("caravan-kills"));
        System.out.println(report);
        report.difference().examples().forEach(System.out::println);
        System.exit(report.difference().equals(Difference.NONE) ? 0 : 1);
    }

    /**
     * Runs the loop in the repository's root.
     *
     * @param kills how many processes are killed
     * @param seed of which is killed, and when
     * @param folder an empty one
     */
    static Report run(int kills, long seed, Path folder) throws Exception {
        try (var loop = new StreamReplicaKillLoop(folder, seed)) {
            loop.first();
            while (loop.kills < kills) {
                loop.world.nextDay();
                loop.round(Math.min(kills - loop.kills, KILLS_A_DAY));
                System.out.println("day " + loop.world.day() + ": " + loop.report());
            }
            loop.world.compareLedger();
            return loop.report();
        }
    }

    private Report report() throws Exception {
        Map<String, Long> publications = world.publications();
        return new Report(
                kills,
                halfway,
                stops,
                restarts,
                publications.size(),
                publications.values().stream().mapToLong(count -> count - 1).sum(),
                difference,
                seconds.stream().sorted().toList());
    }

    /** The first makes the tables; two processes at once would both. */
    private void first() throws Exception {
        var result = CaravanProcess.run(world.folder, world.environment("caravan-0", Map.of()), "once");
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.out() + result.err());
        }
    }

    private void round(int times) throws Exception {
        start(0);
        start(1);
        boolean isBrokerKilled = random.nextInt(3) == 0;
        for (int i = 0; i < times; i++) {
            int victim = random.nextInt(2);
            if (processes[victim].endsWithin(START_MILLIS + random.nextInt(WORK_MILLIS))) {
                throw ended(victim);
            }
            if (isBrokerKilled && i == times / 2) {
                broker.stop();
                broker.start();
                restarts++;
            }
            if (random.nextInt(5) == 0) {
                stop(victim);
                start(victim);
            }
            processes[victim].kill();
            kills++;
            halfway += world.isDone() ? 0 : 1;
            processes[victim].close();
            start(victim);
        }
        long start = System.nanoTime();
        awaitDone(start);
        seconds.add((System.nanoTime() - start) / 1e9);
        stop(0);
        stop(1);
        List<String> leftovers = world.leftovers();
        if (!leftovers.isEmpty()) {
            throw new IllegalStateException("On day " + world.day() + " the processes left " + leftovers);
        }
        difference = difference.plus(world.difference());
    }

    private void awaitDone(long start) throws Exception {
        while (!world.isDone()) {
            for (int i = 0; i < processes.length; i++) {
                if (processes[i].endsWithin(500)) {
                    throw ended(i);
                }
            }
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new IllegalStateException("On day " + world.day() + " the work did not come to its end within "
                        + LIMIT_SECONDS + " s: " + world.leftovers() + world.left() + "; the processes said:\n"
                        + processes[0].err() + "\n\n" + processes[1].err());
            }
        }
    }

    private void start(int number) throws Exception {
        processes[number] = CaravanProcess.start(world.folder, world.environment("caravan-" + number, RUN), "run");
    }

    /** As a rolling upgrade does. */
    private void stop(int number) throws Exception {
        processes[number].terminate();
        int exitCode = processes[number].await().exitCode();
        if (exitCode != 0 && exitCode != 143) {
            throw ended(number);
        }
        processes[number].close();
        stops++;
    }

    private IllegalStateException ended(int number) throws Exception {
        return new IllegalStateException("A process ended with "
                + processes[number].await().exitCode() + "; it said:\n" + processes[number].err());
    }

    @Override
    public void close() throws Exception {
        for (CaravanProcess process : processes) {
            if (process != null && process.isAlive()) {
                process.kill();
            }
        }
        world.close();
        broker.close();
    }
}
