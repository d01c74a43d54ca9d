package io.caravan.tables;

import io.caravan.OutsideServices;
import io.caravan.command.CaravanProcess;
import io.caravan.failpoint.Failpoints;
import io.caravan.local.spotify.Catalogue;
import io.caravan.network.TcpProxy;
import io.caravan.network.TcpProxy.Direction;
import io.caravan.network.Toxic;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kills the jar while it commits to the lake's tables, again and again, and looks at them all the while as a reader does. A round is
 * a day of the process's clock: one to six starts that die, some of them of a replay, then one that is left alone and has to bring everything to its end.
 */
public final class TableKillLoop implements AutoCloseable {
    private static final LocalDate CONTENT = LocalDate.of(2026, 11, 21);
    private static final int PLAYLISTS = 2;
    private static final int ENTRIES = 10;
    private static final int MOST_KILLS_A_DAY = 6;
    /** How the system tells of a process that was killed. */
    private static final int KILLED = 137;

    private static final String SYSTEM_CLOCK = """
                - name: clock
                  type: java.time.Clock
                  factoryMethod: systemUTC
            """;

    private static final String LATER_CLOCK = """
                - name: systemClock
                  type: java.time.Clock
                  factoryMethod: systemUTC
                - name: clock
                  type: java.time.Clock
                  factoryMethod: offset
                  constructors:
                    "0": "#bean:systemClock"
                    "1": "P%dD"
            """;

    /** Of the time that a process takes, about so much is that in which a reader sees a commit on its way. */
    private static final int PART_OF_COMMIT = 8;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);

    /** The steps of a commit, in their order, and how often a process passes them at most. */
    private static final Map<String, Integer> STEPS = Map.ofEntries(
            Map.entry("commit-tables-batch", 2),
            Map.entry("commit-batch-or-each-all", 1),
            Map.entry("commit-snapshots-begin", 2),
            Map.entry("commit-snapshots-parts", 1),
            Map.entry("commit-snapshots-write", 6),
            Map.entry("commit-snapshots-records", 1),
            Map.entry("commit-snapshots-tables", 1),
            Map.entry("commit-snapshots-append", 9),
            Map.entry("commit-snapshots-enter", 1),
            Map.entry("commit-snapshots-clean-up", 1),
            Map.entry("commit-batch-acknowledge", 3),
            Map.entry("commit-batch-runs", 1));

    /** How a request begins that belongs to a commit: files of tables and of their metadata, and the acknowledgement. */
    private static final List<String> REQUESTS = List.of(
            "PUT /lake/lake/",
            "PUT /lake/lake/",
            "PUT /lake/lake/",
            "PUT /lake/transformed_data/committed/",
            "DELETE /lake/transformed_data/to_commit/");

    /**
     * What came out.
     *
     * @param kills processes that were killed, by what killed them: a step, a request to S3 or a moment
     * @param halfway after how many of these a commit was on its way that the ledger did not name
     * @param recoveries starts that were left alone
     * @param dead commits that have left rows which count for nothing
     */
    record Report(
            Map<String, Integer> kills,
            int halfway,
            int recoveries,
            int snapshots,
            int dead,
            LedgerReader.Findings findings) {
        int allKills() {
            return kills.values().stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public String toString() {
            return "kills %d %s, halfway %d, recoveries %d, snapshots %d, dead commits %d; %s"
                    .formatted(allKills(), kills, halfway, recoveries, snapshots, dead, findings);
        }
    }

    private final Path folder;
    private final Path lake;
    private final Path beans;
    private final String beansText;
    private final Random random;
    private final OutsideServices services;
    private final TcpProxy network;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final Map<String, Integer> kills = new TreeMap<>();
    /** What the first look that falls into a commit sets off. */
    private final AtomicReference<Runnable> onCommit = new AtomicReference<>();

    private final Object looking = new Object();
    private LedgerReader reader;
    private volatile Exception failure;
    private ScheduledFuture<?> polling;
    private volatile ScheduledFuture<?> killing;
    private int usualMillis;
    private int usualRequests;
    private int halfway;
    private int dead;
    private int recoveries;
    private int day;

    private TableKillLoop(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.lake = folder.resolve("data/s3/lake");
        this.random = new Random(seed);
        SettingsFolder.in(folder).whole();
        this.beans = folder.resolve("routes/beans.camel.yaml");
        this.beansText = Files.readString(beans);
        this.services = OutsideServices.start(folder, Catalogue.of(1, PLAYLISTS, ENTRIES, CONTENT));
        this.network = TcpProxy.before(services.s3().url());
    }

    /** Takes the number of kills (200), the seed (1) and the jar (target/caravan/caravan.jar); ends with 1 where a look was off. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path jar = Path.of(arguments.length > 2 ? arguments[2] : "target/caravan/caravan.jar");
        System.setProperty("caravan.jar", jar.toAbsolutePath().toString());
        Path folder = Files.createTempDirectory("caravan-kills");
        Report report = run(kills, seed, folder);
        System.out.println(report);
        report.findings().examples().forEach(System.out::println);
        System.out.println("The tables are in " + folder);
        System.exit(report.findings().areNone() ? 0 : 1);
    }

    /**
     * Runs the loop in the repository's root.
     *
     * @param kills how many processes are killed while they run
     * @param seed of what kills them
     * @param folder an empty one; the lake is then in {@code data/s3/lake} in it
     */
    static Report run(int kills, long seed, Path folder) throws Exception {
        try (var loop = new TableKillLoop(folder, seed)) {
            loop.begin();
            while (loop.allKills() < kills) {
                loop.round(Math.min(kills - loop.allKills(), 1 + loop.random.nextInt(MOST_KILLS_A_DAY)));
                System.out.println("day " + loop.day + ": " + loop.report());
            }
            loop.compareWithLake();
            return loop.report();
        }
    }

    /** The first process makes the tables; the second tells how long one takes, and how many requests it makes. */
    private void begin() throws Exception {
        setDay();
        complete("once");
        reader = new LedgerReader(folder.resolve("data"));
        var others = new AtomicInteger(Integer.MAX_VALUE);
        network.add(Direction.UPSTREAM, new Toxic.Death(REQUESTS.get(0), others, () -> {}));
        long start = System.nanoTime();
        complete("once", "--force");
        usualMillis = (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
        usualRequests = Integer.MAX_VALUE - others.get();
        network.clear();
        reader.lookWhileNobodyCommits();
        polling = executor.scheduleWithFixedDelay(this::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Runnable then = null;
            synchronized (looking) {
                if (reader.look()) {
                    then = onCommit.getAndSet(null);
                }
            }
            if (then != null) {
                then.run();
            }
        } catch (IOException | SQLException | RuntimeException e) {
            failure = e;
            throw new IllegalStateException(e);
        }
    }

    private void round(int times) throws Exception {
        day++;
        setDay();
        for (int i = 0; i < times; i++) {
            kill();
            settle();
        }
        complete("once");
        settle();
        recoveries++;
        for (String waiting : List.of(
                "raw_data/to_processed", "transformed_data/to_load", "transformed_data/to_commit", "dead_letter")) {
            if (!names(waiting).isEmpty()) {
                throw new IllegalStateException("On day " + day + " the job left " + names(waiting) + " in " + waiting
                        + "; all that it left is in " + folder);
            }
        }
    }

    /** The process works in a year of its own, a day further each round. */
    private void setDay() throws IOException {
        Files.writeString(beans, beansText.replace(SYSTEM_CLOCK, LATER_CLOCK.formatted(day)));
    }

    /** Nobody commits now. */
    private void settle() throws Exception {
        synchronized (looking) {
            reader.lookWhileNobodyCommits();
            halfway += reader.dead() > dead ? 1 : 0;
            dead = reader.dead();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void complete(String... command) throws Exception {
        CaravanProcess.Result result = CaravanProcess.run(folder, environment(), command);
        if (result.exitCode() != 0) {
            throw failed(result);
        }
    }

    private IllegalStateException failed(CaravanProcess.Result result) {
        return new IllegalStateException("On day " + day + " the process ended with " + result.exitCode()
                + "; what it left is in " + folder + "; it said:\n" + result.err());
    }

    private Map<String, String> environment() {
        return services.environment(Map.of("TABLES_CATALOGUE", "jdbc", "LAKE_ENDPOINT", network.url()));
    }

    private void kill() throws Exception {
        String[] command = command();
        String by = List.of("step", "request", "moment").get(random.nextInt(3));
        Map<String, String> environment = environment();
        if (by.equals("step")) {
            environment.put("JDK_JAVA_OPTIONS", "-D" + Failpoints.PROPERTY + "=" + failpoint());
        }
        var victim = new CompletableFuture<CaravanProcess>();
        if (by.equals("request")) {
            network.add(
                    random.nextBoolean() ? Direction.UPSTREAM : Direction.DOWNSTREAM, death(() -> kill(victim.join())));
        }
        try (var process = CaravanProcess.start(folder, environment, command)) {
            victim.complete(process);
            if (by.equals("moment")) {
                long millis = random.nextInt(usualMillis / PART_OF_COMMIT);
                onCommit.set(() -> killing = executor.schedule(() -> kill(process), millis, TimeUnit.MILLISECONDS));
            }
            CaravanProcess.Result result = process.await();
            if (result.exitCode() == KILLED) {
                kills.merge(by, 1, Integer::sum);
            } else if (result.exitCode() != 0) {
                throw failed(result);
            }
        } finally {
            network.clear();
            onCommit.set(null);
            if (killing != null) {
                killing.cancel(false);
            }
        }
    }

    private String[] command() throws IOException {
        if (day > 1 && random.nextInt(4) == 0) {
            LocalDate replayed = LocalDate.now(Clock.systemUTC()).plusDays(1 + random.nextInt(day - 1));
            return new String[] {"replay", "--from=" + replayed, "--to=" + replayed};
        }
        boolean isNothingWaiting = names("transformed_data/to_commit").isEmpty();
        return isNothingWaiting || random.nextBoolean() ? new String[] {"once", "--force"} : new String[] {"once"};
    }

    private String failpoint() {
        List<String> steps = STEPS.keySet().stream().sorted().toList();
        String step = steps.get(random.nextInt(steps.size()));
        return step + (random.nextBoolean() ? ".before" : ".after") + "=halt(" + (1 + random.nextInt(STEPS.get(step)))
                + ")";
    }

    private Toxic.Death death(Runnable kill) {
        String request = REQUESTS.get(random.nextInt(REQUESTS.size()));
        int others = random.nextInt(request.equals(REQUESTS.get(0)) ? usualRequests : 2);
        return new Toxic.Death(request, new AtomicInteger(others), kill);
    }

    private static void kill(CaravanProcess process) {
        try {
            process.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that was extracted stands in the ledger, and all runs that told of themselves in their table. */
    private void compareWithLake() throws Exception {
        Set<String> raw = names("raw_data/processed").stream()
                .map(name -> name.replaceAll("\\.json.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> entered = new TreeSet<>(reader.snapshots());
        long runs = names("transformed_data/committed").stream()
                .filter(name -> name.startsWith("run_"))
                .count();
        if (!raw.equals(entered) || runs != reader.runs()) {
            throw new IllegalStateException(
                    "The archive holds %s, the ledger %s; %d runs were committed, %d are in their table"
                            .formatted(raw, entered, runs, reader.runs()));
        }
    }

    private Set<String> names(String prefix) throws IOException {
        Path under = lake.resolve(prefix);
        if (!Files.exists(under)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(under)) {
            // What died while it was written is no object: the store gives it its name when it is whole.
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                    .collect(Collectors.toSet());
        }
    }

    private int allKills() {
        return report().allKills();
    }

    private Report report() {
        synchronized (looking) {
            return new Report(
                    Map.copyOf(kills),
                    halfway,
                    recoveries,
                    reader.snapshots().size(),
                    reader.dead(),
                    reader.findings());
        }
    }

    @Override
    public void close() throws Exception {
        if (polling != null) {
            polling.cancel(false);
        }
        executor.shutdown();
        if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The reader does not end");
        }
        network.close();
        services.close();
        if (reader != null) {
            reader.close();
        }
    }
}
