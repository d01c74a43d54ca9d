package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.TestApplication;
import io.caravan.TestClock;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.LocalFiles;
import io.caravan.model.Table;
import io.caravan.run.CurrentRun;
import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import io.caravan.sink.LoadRecord;
import io.caravan.sink.RunManifest;
import io.caravan.snapshot.Manifest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two who commit the same snapshots, their steps in every order. After each step a reader finds what the ledger names once and whole,
 * and in the end that is everything.
 */
class TwoCommittersTest {
    /** Where two commit to. */
    interface Place extends AutoCloseable {
        /** Returns a connection to it. */
        TableCatalogue connect();

        /** Returns where the live files of a day lie. */
        List<Path> files(LakeTable table, LocalDate day) throws IOException;

        @Override
        void close();
    }

    private enum Kind {
        /** Some of the 252 orders of five steps each, by a seed. */
        IN_MEMORY(16),
        /** Iceberg's, in a file of SQLite, with a connection for each. */
        ICEBERG(2);

        private final int orders;

        Kind(int orders) {
            this.orders = orders;
        }

        Place in(Path folder) throws IOException {
            Files.createDirectories(folder);
            return this == IN_MEMORY ? new CatalogueInMemory(folder) : new IcebergOnDisk(folder);
        }
    }

    private static final LakeTable ITEMS = LakeTable.of(Table.PLAYLIST_ITEMS);
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 21);
    private static final int MOST_STEPS = 100;
    private static final String SHA = "0".repeat(64);

    @TempDir
    Path folder;

    private Connection duckDb;
    private LocalDate day = FIRST_DAY;

    @BeforeEach
    void connect() throws SQLException {
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void disconnect() throws SQLException {
        duckDb.close();
    }

    /** One of the two, who stops after each step. */
    private final class Committer implements AutoCloseable {
        private final LakeTables tables;
        private final Batch batch;
        private final TableCatalogue catalogue;
        private TableCommit commit;
        private int step;
        private boolean isDone;

        Committer(Place place, Batch batch) throws IOException {
            var clock = new TestClock(TestApplication.START);
            var runs = new CurrentRun(clock);
            this.catalogue = place.connect();
            this.tables = new LakeTables(
                    catalogue,
                    new LocalFiles(null, folder.resolve("work").toString(), folder.toString()),
                    new LoadRecord(runs, clock),
                    runs,
                    clock);
            this.batch = batch;
        }

        /** Takes the next step; who loses begins anew, as the routes do. */
        void step() {
            if (isDone) {
                return;
            }
            try {
                take(step++);
            } catch (UnavailableException e) {
                cleanUp();
                step = 0;
            }
            if (isDone) {
                cleanUp();
            }
        }

        private void take(int number) {
            switch (number) {
                case 0 -> {
                    commit = tables.begin(batch);
                    isDone = commit.size() == 0;
                }
                case 1 -> {
                    tables.parts(commit).forEach(part -> tables.write(part, commit));
                    tables.writeRecords(commit);
                }
                case 2 -> tables.append(tables.tables(commit).get(0), commit);
                case 3 -> tables.tables(commit).stream().skip(1).forEach(table -> tables.append(table, commit));
                default -> {
                    tables.enter(commit);
                    isDone = true;
                }
            }
        }

        private void cleanUp() {
            tables.cleanUp(commit);
            commit = null;
        }

        void finish() {
            for (int steps = 0; !isDone; steps++) {
                assertThat(steps).as("steps without an end").isLessThan(MOST_STEPS);
                step();
            }
        }

        @Override
        public void close() {
            catalogue.close();
        }
    }

    /** Who is next, for each order of so many steps of two. */
    private static List<boolean[]> orders(int steps) {
        return IntStream.range(0, 1 << (2 * steps))
                .filter(bits -> Integer.bitCount(bits) == steps)
                .mapToObj(bits -> {
                    var order = new boolean[2 * steps];
                    for (int i = 0; i < order.length; i++) {
                        order[i] = (bits >> i & 1) == 1;
                    }
                    return order;
                })
                .toList();
    }

    private static List<boolean[]> some(int number) {
        var orders = new ArrayList<>(orders(5));
        Collections.shuffle(orders, new Random(7));
        return orders.subList(0, number);
    }

    /** Returns the name of a snapshot that tells when it was read. */
    private static String named(String name, LocalDate day) {
        return name + "_" + day.toString().replace("-", "") + "T060000000Z";
    }

    /** Returns a manifest whose file of items has so many rows, all of one song. */
    private InboxManifest manifest(String snapshot, LocalDate day, int rows, String song, int version, boolean replay)
            throws IOException {
        String key = snapshot + "-" + song + ".csv";
        var csv = new StringBuilder(
                "\"playlist_id\",\"position\",\"song_id\",\"added_at\",\"added_by\",\"popularity\",\"extracted_at\",\"snapshot\"\n");
        for (int position = 0; position < rows; position++) {
            csv.append("\"p\",\"%d\",\"%s\",,,\"7\",\"%s 06:00:00.000\",\"%s\"\n"
                    .formatted(position, song, day, snapshot));
        }
        Files.writeString(folder.resolve(key), csv);
        return new InboxManifest(
                snapshot + ".json",
                "etag",
                new Manifest(
                        snapshot,
                        "raw_data/processed/" + snapshot + ".json",
                        SHA,
                        day + "T06:00:00.000Z",
                        null,
                        true,
                        rows,
                        null,
                        0,
                        version,
                        replay,
                        Map.of("playlist_items", new Manifest.TableFile(key, rows)),
                        null,
                        null,
                        null,
                        null),
                null,
                null,
                null);
    }

    /** Returns snapshot, song, transform's version and number of rows of what counts on some days, sorted. */
    private List<String> counting(Place place, LocalDate... days) throws Exception {
        String ledger = files(place, LakeTable.LEDGER, days);
        String items = files(place, ITEMS, days);
        if (ledger.isEmpty()) {
            return List.of();
        }
        if (items.isEmpty()) {
            return List.of("entries of the ledger without rows");
        }
        return ask("""
                select snapshot, song_id, transform_version, count(*)
                from read_parquet([%s]) as ledger
                left join read_parquet([%s]) as items using (snapshot, commit_id)
                group by all
                order by all
                """.formatted(ledger, items));
    }

    private static String files(Place place, LakeTable table, LocalDate... days) throws IOException {
        var files = new ArrayList<String>();
        for (LocalDate day : days) {
            place.files(table, day).forEach(file -> files.add("'" + file + "'"));
        }
        return String.join(", ", files);
    }

    private List<String> ask(String sql) throws SQLException {
        try (var statement = duckDb.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3) + " "
                        + rows.getString(4));
            }
            return found;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverStopsWhereverEachSnapshotIsThereOnceAndWhole(Kind kind) throws Exception {
        try (Place place = kind.in(folder.resolve("tables"))) {
            for (boolean[] order : some(kind.orders)) {
                LocalDate next = day.plusDays(1);
                InboxManifest shared = manifest(named("shared", day), day, 3, "song", 1, false);
                var ofOne = new Batch(List.of(manifest(named("one", day), day, 2, "song", 1, false), shared));
                var ofOther = new Batch(List.of(shared, manifest(named("other", next), next, 4, "song", 1, false)));
                List<String> expected = List.of(
                        named("one", day) + " song 1 2",
                        named("other", next) + " song 1 4",
                        named("shared", day) + " song 1 3");
                try (var one = new Committer(place, ofOne);
                        var other = new Committer(place, ofOther)) {
                    for (boolean isOne : order) {
                        (isOne ? one : other).step();
                        assertThat(expected).as(Arrays.toString(order)).containsAll(counting(place, day, next));
                    }
                    one.finish();
                    other.finish();
                }
                assertThat(counting(place, day, next))
                        .as(Arrays.toString(order))
                        .isEqualTo(expected);
                day = next.plusDays(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplayByANewerTransformWinsOverWhatAnOlderOneBringsLate(Kind kind) throws Exception {
        try (Place place = kind.in(folder.resolve("tables"))) {
            boolean isReplay = false;
            for (boolean[] order : some(kind.orders)) {
                String snapshot = named("s", day);
                // Every other time there is something of a still older one.
                if (day.toEpochDay() % 2 == 0) {
                    try (var first =
                            new Committer(place, new Batch(List.of(manifest(snapshot, day, 5, "oldest", 1, false))))) {
                        first.finish();
                    }
                }
                isReplay = !isReplay || day.toEpochDay() % 3 == 0;
                var older = new Batch(List.of(manifest(snapshot, day, 2, "older", 2, isReplay)));
                var newer = new Batch(List.of(manifest(snapshot, day, 3, "newer", 3, true)));
                try (var one = new Committer(place, older);
                        var other = new Committer(place, newer);
                        var again = new Committer(place, newer)) {
                    for (boolean isOne : order) {
                        (isOne ? one : other).step();
                        assertThat(counting(place, day))
                                .as(Arrays.toString(order))
                                .isSubsetOf(snapshot + " oldest 1 5", snapshot + " older 2 2", snapshot + " newer 3 3")
                                .hasSizeLessThanOrEqualTo(1);
                    }
                    one.finish();
                    other.finish();
                    assertThat(counting(place, day))
                            .as(Arrays.toString(order))
                            .containsExactly(snapshot + " newer 3 3");
                    again.finish();
                }
                assertThat(counting(place, day)).as("replayed once more").containsExactly(snapshot + " newer 3 3");
                day = day.plusDays(1);
            }
        }
    }

    /** The day of such a snapshot is that on which its raw object came, and it comes again. */
    @ParameterizedTest
    @EnumSource
    void aSnapshotWithoutATimeInItsNameIsThereOnceThoughItComesOnTwoDays(Kind kind) throws Exception {
        try (Place place = kind.in(folder.resolve("tables"))) {
            for (boolean[] order : some(kind.orders)) {
                LocalDate next = day.plusDays(1);
                LocalDate last = day.plusDays(2);
                String snapshot = "snapshot-of-" + day;
                var early = new Batch(List.of(manifest(snapshot, day, 2, "song", 1, false)));
                var late = new Batch(List.of(manifest(snapshot, next, 2, "song", 1, false)));
                var replay = new Batch(List.of(manifest(snapshot, last, 3, "newer", 2, true)));
                try (var one = new Committer(place, early);
                        var other = new Committer(place, late);
                        var again = new Committer(place, replay)) {
                    for (boolean isOne : order) {
                        (isOne ? one : other).step();
                        assertThat(counting(place, day, next))
                                .as(Arrays.toString(order))
                                .isSubsetOf(snapshot + " song 1 2");
                    }
                    one.finish();
                    other.finish();
                    assertThat(counting(place, day, next))
                            .as(Arrays.toString(order))
                            .containsExactly(snapshot + " song 1 2");
                    again.finish();
                    assertThat(counting(place, day, next, last)).containsExactly(snapshot + " newer 2 3");
                }
                day = last.plusDays(1);
            }
        }
    }

    /** Whoever has read the ledger before finds the rows for an hour, though its day does not name the snapshot any more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void careKeepsForAnHourWhatAReplayTookThePlaceOf(int daysLater) throws Exception {
        try (Place place = Kind.ICEBERG.in(folder.resolve("tables"))) {
            String snapshot = "snapshot-of-" + day;
            LocalDate moved = day.plusDays(daysLater);
            InboxManifest beside = manifest(named("beside", day), day, 1, "song", 1, false);
            finish(place, manifest(snapshot, day, 2, "song", 1, false), beside);
            List<String> readBefore = ask("select snapshot, commit_id, 0, 0 from read_parquet(["
                    + files(place, LakeTable.LEDGER, day) + "]) where snapshot = '" + snapshot + "'");
            finish(place, manifest(snapshot, moved, 3, "newer", 2, true));
            String replay = ask("select commit_id, 0, 0, 0 from read_parquet([" + files(place, LakeTable.LEDGER, moved)
                            + "]) where snapshot = '" + snapshot + "'")
                    .get(0)
                    .split(" ", -1)[0];
            Instant replaced = ledger(place).committedAt(replay);

            care(place, replaced.plus(Duration.ofHours(1)));
            assertThat(rowsOf(readBefore.get(0).split(" ", -1)[1], place)).isEqualTo("2");
            care(place, replaced.plus(Duration.ofHours(1)).plusMillis(1));
            assertThat(rowsOf(readBefore.get(0).split(" ", -1)[1], place)).isEqualTo("0");
        }
    }

    private void finish(Place place, InboxManifest... manifests) throws Exception {
        try (var committer = new Committer(place, new Batch(List.of(manifests)))) {
            committer.finish();
        }
    }

    private static IcebergUpkeep ledger(Place place) {
        return place.connect().upkeep().orElseThrow().stream()
                .filter(table -> table.model().equals(LakeTable.LEDGER))
                .findFirst()
                .orElseThrow();
    }

    private void care(Place place, Instant machine) {
        var never = Duration.ofDays(10_000);
        try (var care = new TableCare(
                place.connect(),
                new LocalFiles(null, folder.resolve("work").toString(), folder.toString()),
                new CareAges(null, never, never),
                Clock.systemUTC(),
                Clock.fixed(machine, ZoneOffset.UTC))) {
            care.care(false, note -> {});
        }
    }

    private String rowsOf(String commit, Place place) throws Exception {
        return ask("select count(*) filter (commit_id = '" + commit
                        + "' and snapshot like 'snapshot-of%'), 0, 0, 0 from read_parquet([" + files(place, ITEMS, day)
                        + "])")
                .get(0)
                .split(" ", -1)[0];
    }

    /** The older state tells of a failure before midnight, the later one of a read after it. */
    @ParameterizedTest
    @EnumSource
    void ofTwoStatesOfARunOverMidnightOnlyTheLaterIsThere(Kind kind) throws Exception {
        LocalDate next = FIRST_DAY.plusDays(1);
        try (Place place = kind.in(folder.resolve("tables"))) {
            Batch older = run(FIRST_DAY + "T23:30:00.000Z", FIRST_DAY + "T23:10:00.000Z", "failed");
            Batch later = run(next + "T00:30:00.000Z", next + "T00:10:00.000Z", "read");
            TableCatalogue stopping =
                    stopping(place.connect(), () -> runTables(place.connect()).commit(later));
            assertThatThrownBy(() -> runTables(stopping).commit(older)).isInstanceOf(UnavailableException.class);
            runTables(place.connect()).commit(older);

            assertThat(ask("select run_id, playlist_id, outcome, 1 from read_parquet(["
                            + files(place, LakeTable.of(Table.ETL_OBSERVATION), FIRST_DAY, next) + "])"))
                    .containsExactly("r p read 1");
            assertThat(ask("select run_id, outcome, 1, 1 from read_parquet(["
                            + files(place, LakeTable.of(Table.ETL_RUN), FIRST_DAY, next) + "])"))
                    .containsExactly("r read 1 1");
        }
    }

    private static Batch run(String end, String observed, String outcome) {
        String start = FIRST_DAY + "T23:00:00.000Z";
        var run = new RunManifest(
                "r",
                start,
                end,
                Map.of(
                        "etl_run",
                        List.of(Map.of("run_id", "r", "started_at", start, "ended_at", end, "outcome", outcome)),
                        "etl_observation",
                        List.of(Map.of(
                                "run_id", "r", "playlist_id", "p", "observed_at", observed, "outcome", outcome))));
        return new Batch(List.of(new InboxManifest("run_r.json", "etag", null, run, null, null)));
    }

    private RunTables runTables(TableCatalogue catalogue) {
        return new RunTables(
                catalogue,
                new LocalFiles(null, folder.resolve("work").toString(), folder.toString()),
                new TestClock(TestApplication.START));
    }

    /** Returns a catalogue whose table of observations lets somebody else go before it is changed. */
    private static TableCatalogue stopping(TableCatalogue catalogue, Runnable meanwhile) {
        return new TableCatalogue() {
            @Override
            public CatalogueTable open(LakeTable model) {
                CatalogueTable table = catalogue.open(model);
                if (model.table() != Table.ETL_OBSERVATION) {
                    return table;
                }
                return (CatalogueTable) Proxy.newProxyInstance(
                        TwoCommittersTest.class.getClassLoader(),
                        new Class<?>[] {CatalogueTable.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("replace")) {
                                meanwhile.run();
                            }
                            return method.invoke(table, arguments);
                        });
            }

            @Override
            public void close() {
                catalogue.close();
            }
        };
    }

    /** Both have taken so many steps, and are then let go at once. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void ofTwoThatAreLetGoAtOnceEachSnapshotIsThereOnce(int steps) throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try (Place place = Kind.ICEBERG.in(folder.resolve("tables"))) {
            var batch = new Batch(List.of(
                    manifest("a", day, 2, "song", 1, false),
                    manifest("b", day, 3, "song", 1, false),
                    manifest("c", day.plusDays(1), 4, "song", 1, false)));
            try (var one = new Committer(place, batch);
                    var other = new Committer(place, batch)) {
                IntStream.range(0, steps).forEach(step -> {
                    one.step();
                    other.step();
                });
                var barrier = new CyclicBarrier(2);
                List<Callable<Void>> both = Stream.of(one, other)
                        .map(committer -> (Callable<Void>) () -> {
                            barrier.await();
                            committer.finish();
                            return null;
                        })
                        .toList();
                for (var ended : threads.invokeAll(both)) {
                    ended.get();
                }
            }
            assertThat(counting(place, day, day.plusDays(1))).containsExactly("a song 1 2", "b song 1 3", "c song 1 4");
        } finally {
            threads.shutdown();
        }
    }
}
