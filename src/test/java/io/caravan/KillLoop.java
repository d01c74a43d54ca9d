package io.caravan;

import io.caravan.local.spotify.Catalogue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills the jar with {@code kill -9} at random moments of its main job, again and again, and holds the tables against the
 * simulator's truth after each recovery. A round is a day of the simulator: one start that is killed, at times another, then
 * one that is left alone and has to bring everything to its end.
 */
public final class KillLoop {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 21);
    private static final int DAYS_A_ROUND = 3;
    private static final int PLAYLISTS = 6;
    private static final int ENTRIES = 40;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String CLASSES = "classes.jsa";

    /**
     * What came out.
     *
     * @param kills processes that were alive when they were killed
     * @param halfway how many of these left work in an inbox
     * @param seconds of each start that was left alone, from the start to the end, in order of size
     */
    public record Report(int kills, int halfway, Difference difference, List<Double> seconds) {
        double percentile(int percent) {
            return seconds.get(Math.min(seconds.size() - 1, seconds.size() * percent / 100));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "kills %d (work left halfway %d), recoveries %d: lost %d, wrong %d, duplicated %d; seconds to recover p50 %.1f,"
                            + " p95 %.1f",
                    kills,
                    halfway,
                    seconds.size(),
                    difference.lost(),
                    difference.wrong(),
                    difference.duplicated(),
                    percentile(50),
                    percentile(95));
        }
    }

    private final Path jar;
    private final Path folder;
    private final Random random;
    private final Catalogue catalogue = Catalogue.of(1, PLAYLISTS, ENTRIES, FIRST_DAY);
    private final ExpectedTables expected = new ExpectedTables();
    /** By the time at which they began; a round may pass the machine's midnight. */
    private final NavigableMap<Instant, LocalDate> days = new TreeMap<>();

    private final List<Double> seconds = new ArrayList<>();
    private Difference difference = Difference.NONE;
    private double usual;
    private int kills;
    private int halfway;

    private KillLoop(Path jar, Path folder, long seed) {
        this.jar = jar.toAbsolutePath();
        this.folder = folder;
        this.random = new Random(seed);
    }

    /** Takes the number of kills (200), the seed (1) and the jar (target/caravan/caravan.jar); ends with 1 where a row is off. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path jar = Path.of(arguments.length > 2 ? arguments[2] : "target/caravan/caravan.jar");
        Path folder = Files.createTempDirectory("caravan-kills");
        Report report = run(kills, seed, jar, folder);
        System.out.println(report);
        report.difference().examples().forEach(System.out::println);
        boolean exact = report.difference().equals(Difference.NONE);
        if (exact) {
            delete(folder);
        } else {
            System.out.println("What it left is in " + folder);
        }
        System.exit(exact ? 0 : 1);
    }

    /**
     * Runs the loop in the repository's root.
     *
     * @param kills how many processes are killed while they run
     * @param seed of the moments
     * @param folder an empty one
     */
    static Report run(int kills, long seed, Path jar, Path folder) throws Exception {
        var loop = new KillLoop(jar, folder, seed);
        loop.copy();
        LocalDate day = FIRST_DAY;
        // The first keeps the classes that it loaded, for quicker starts; the second tells when to kill.
        loop.round(day, 0);
        loop.seconds.clear();
        loop.recover(day);
        loop.seconds.clear();
        while (loop.kills < kills) {
            day = day.plusDays(DAYS_A_ROUND);
            loop.round(day, Math.min(kills - loop.kills, loop.random.nextInt(4) == 0 ? 2 : 1));
            System.out.println("day " + day + ": " + loop.report());
        }
        return loop.report();
    }

    private Report report() {
        return new Report(
                kills,
                halfway,
                difference,
                seconds.stream().sorted(Comparator.naturalOrder()).toList());
    }

    private void copy() throws IOException {
        for (String part : List.of("routes", "sql", "application.properties")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file));
                }
            }
        }
    }

    private void round(LocalDate day, int times) throws Exception {
        days.put(day.atStartOfDay().toInstant(ZoneOffset.UTC), day);
        expected.read(day, catalogue.on(day).playlists());
        for (int i = 0; i < times; i++) {
            kill(day);
        }
        recover(day);
    }

    /** Starts the job and kills it at some moment after the first quarter of its usual time, in which only Java starts. */
    private void kill(LocalDate day) throws Exception {
        long millis = Math.round(1000 * usual * (0.25 + 0.75 * random.nextDouble()));
        Process process = start(day);
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            kills++;
            halfway += isEmpty("raw_data/to_processed") && isEmpty("transformed_data/to_load") ? 0 : 1;
        }
    }

    private void recover(LocalDate day) throws Exception {
        long start = System.nanoTime();
        Process process = start(day);
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("On day " + day + " the job did not end within " + LIMIT + said());
        }
        usual = (System.nanoTime() - start) / 1e9;
        seconds.add(usual);
        if (process.exitValue() != 0) {
            throw new IllegalStateException("On day " + day + " the job ended with " + process.exitValue() + said());
        }
        if (!isEmpty("raw_data/to_processed") || !isEmpty("transformed_data/to_load") || !isEmpty("dead_letter")) {
            throw new IllegalStateException("On day " + day + " the job left something behind" + said());
        }
        try (Connection connection = connect()) {
            difference = difference.plus(
                    LoadedTables.difference(connection, expected, extractedAt -> days.floorEntry(extractedAt)
                            .getValue()));
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("data/warehouse.duckdb"));
    }

    private String said() throws IOException {
        return "; what it left is in " + folder + "; it said:\n" + Files.readString(folder.resolve("err"));
    }

    private Process start(LocalDate day) throws IOException {
        File out = folder.resolve("err").toFile();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // The archive names every class that it cannot keep.
                        "-Xlog:disable",
                        Files.exists(folder.resolve(CLASSES))
                                ? "-XX:SharedArchiveFile=" + CLASSES
                                : "-XX:ArchiveClassesAtExit=" + CLASSES,
                        "-jar",
                        jar.toString(),
                        "once")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out);
        builder.environment()
                .putAll(Map.of(
                        "LOCAL_SPOTIFY_DAY", day.toString(),
                        "LOCAL_SPOTIFY_PLAYLISTS", String.valueOf(PLAYLISTS),
                        "LOCAL_SPOTIFY_ENTRIES", String.valueOf(ENTRIES)));
        return builder.start();
    }

    /** Tells whether no object lies under a prefix of the lake. */
    private boolean isEmpty(String prefix) throws IOException {
        Path under = folder.resolve("data/s3/lake").resolve(prefix);
        if (!Files.exists(under)) {
            return true;
        }
        try (Stream<Path> files = Files.walk(under)) {
            // What died while it was written is no object: the store gives it its name when it is whole.
            return files.filter(Files::isRegularFile)
                    .allMatch(file -> file.toString().matches(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
