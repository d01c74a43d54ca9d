package io.caravan.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.lake.LocalFiles;
import io.caravan.lake.Prefixes;
import io.caravan.local.spotify.Catalogue;
import io.caravan.model.ColumnType;
import io.caravan.model.Table;
import io.caravan.run.CurrentRun;
import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import io.caravan.sink.ManifestInbox;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.InboxPolls;
import io.caravan.snapshot.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader finds in the lake's tables, whatever became of those who committed to them. */
abstract class LakeTablesContractTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    /** A row counts where the ledger names its commit for its snapshot. */
    private static final String COUNTED = "select count(*), count(distinct (playlist_id, position, items.snapshot))"
            + " from {etl_load} join {tbl_playlist_items} as items using (snapshot, commit_id)";

    private static final String COMMITS = "select snapshot, commit_id from {etl_load}";

    private static final String LEDGER = "select count(*), count(distinct snapshot) from {etl_load}";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    static TestApplication app;
    static TablesOnDisk tables;

    /** Starts the application of a class. */
    static void start(Map<String, String> settings, TablesOnDisk read) {
        var all = new HashMap<>(settings);
        all.put("spotify.reread-after", "0s");
        var playlists = Catalogue.of(7, 3, 20, DAY);
        // Catalogues of AWS and of REST bring clients of their own to the files, which ask a server.
        app = Set.of("glue", "rest").contains(settings.get("tables.catalogue"))
                ? TestApplication.startWithServer(folder, playlists, all)
                : TestApplication.start(folder, playlists, all);
        tables = read;
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    /** Each test has snapshots of its own. */
    @BeforeEach
    void nextDay() {
        app.clock.advance(Duration.ofDays(1));
    }

    /** A table that Caravan keeps nowhere but in the warehouse: for a test to change what its columns are. */
    private static final LakeTable CHANGING = LakeTable.of(Table.PLAYLIST_CONTENT);

    private static final String CHANGED = "select * from read_parquet([%s], schema = map {"
            + "1: {name: 'playlist_id', type: 'varchar', default_value: null},"
            + "2: {name: 'read_as', type: 'varchar', default_value: null},"
            + "3: {name: 'first_position', type: 'bigint', default_value: null},"
            + "6: {name: 'snapshot', type: 'varchar', default_value: null}}) order by 1";

    private static LakeTables lakeTables() {
        return app.bean("lakeTables", LakeTables.class);
    }

    /** Extracts and transforms, and takes what waits then out of the inbox's hands. */
    private static Batch waiting() throws InterruptedException {
        app.extract();
        app.bean("inboxPolls", InboxPolls.class).awaitDrained();
        return app.bean("commitInbox", ManifestInbox.class).batches().next();
    }

    private static TableCommit appended(Batch batch) {
        TableCommit commit = lakeTables().begin(batch);
        lakeTables().parts(commit).forEach(part -> lakeTables().write(part, commit));
        lakeTables().writeRecords(commit);
        lakeTables().tables(commit).forEach(table -> lakeTables().append(table, commit));
        return commit;
    }

    /** Of all that stands in the archive of manifests. */
    private static String expected() throws Exception {
        long rows = 0;
        for (LakeObject object : app.lake().list(Prefixes.COMMITTED)) {
            var manifest = JSON.readTree(app.lake().read(object.key()));
            if (!object.key().contains("/run_") && !object.key().contains(".replay.")) {
                rows += manifest.at("/files/playlist_items/rows").asLong();
            }
        }
        return rows + " " + rows;
    }

    private static void assertEachSnapshotOnceAndWhole() throws Exception {
        assertThat(tables.query(COUNTED)).containsExactly(expected());
        long snapshots = app.lake().list(Prefixes.COMMITTED).stream()
                .filter(object ->
                        !object.key().contains("/run_") && !object.key().contains(".replay."))
                .count();
        assertThat(tables.query(LEDGER)).containsExactly(snapshots + " " + snapshots);
        assertThat(app.lake().list(Prefixes.COMMIT_INBOX)).isEmpty();
    }

    @Test
    void aCycleCommitsSnapshotsAndWhatRunsTellByTheDayOnWhichTheyWereRead() throws Exception {
        assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

        assertEachSnapshotOnceAndWhole();
        String day = app.clock.instant().toString().substring(0, 10);
        assertThat(tables.query("select playlist_id, outcome from {etl_observation} where cast(observed_at as date) = '"
                        + day + "'"))
                .hasSize(3);
        assertThat(tables.query("select count(*) from {etl_run} where run_id = '"
                        + app.runs().currentRunId() + "' and cast(started_at as date) = '" + day + "'"))
                .containsExactly("1");
    }

    @Test
    void aRunIsToldOnceHoweverOftenItIsWrittenAnew() throws Exception {
        app.once();
        app.request("direct:commit-tables");
        app.bean("currentRun", CurrentRun.class).checked(Map.of("songs", 1L), List.of("odd"));
        app.runs().committed(1);
        app.request("direct:record-run");
        app.request("direct:commit-tables");

        String run = app.runs().currentRunId();
        assertThat(tables.query("select count(*), min(outcome) from {etl_run} where run_id = '" + run + "'"))
                .containsExactly("1 partly");
        assertThat(tables.query("select count(*) from {etl_observation} where run_id = '" + run + "'"))
                .containsExactly("3");
    }

    @Test
    void anOlderStateOfARunThatComesLateChangesNothing() throws Exception {
        app.once();
        LakeObject older = app.lake().list(Prefixes.COMMITTED).stream()
                .filter(object -> object.key().endsWith("run_" + app.runs().currentRunId() + ".json"))
                .findFirst()
                .orElseThrow();
        byte[] state = app.lake().read(older.key());
        app.clock.advance(Duration.ofSeconds(1));
        app.bean("currentRun", CurrentRun.class).checked(Map.of("songs", 1L), List.of("odd"));
        app.runs().committed(1);
        app.request("direct:record-run");
        app.request("direct:commit-tables");
        app.lake().put(older.key().replace(Prefixes.COMMITTED, Prefixes.COMMIT_INBOX), state, "application/json");
        app.request("direct:commit-tables");

        String run = app.runs().currentRunId();
        assertThat(tables.query("select count(*), min(outcome) from {etl_run} where run_id = '" + run + "'"))
                .containsExactly("1 partly");
        assertThat(app.lake().list(Prefixes.COMMIT_INBOX)).isEmpty();
    }

    @Test
    void aManifestOfARunThatTellsNonsenseIsSetAsideAndTheOthersAreCommitted() throws Exception {
        app.lake().put(Prefixes.COMMIT_INBOX + "run_odd.json", """
                        {"run_id":"odd","started_at":"2026-11-21T06:00:00Z","ended_at":"2026-11-21T06:00:00Z",
                         "rows":{"etl_observation":[{"playlist_id":"p","observed_at":"yesterday","run_id":"odd"}]}}""".getBytes(UTF_8), "application/json");
        app.once();

        assertThat(app.lake().listDeep("dead_letter/commit-tables/").map(LakeObject::key))
                .anySatisfy(key -> assertThat(key).endsWith("run_odd.json"));
        assertThat(tables.query("select count(*) from {etl_run} where run_id = '"
                        + app.runs().currentRunId() + "'"))
                .containsExactly("1");
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void whatComesAgainIsLeftOut() throws Exception {
        app.once();
        Lake lake = app.lake();
        for (LakeObject object : lake.list(Prefixes.COMMITTED)) {
            lake.move(object.key(), null, object.key().replace(Prefixes.COMMITTED, Prefixes.COMMIT_INBOX));
        }
        app.request("direct:commit-tables");

        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void ofTwoWhoHaveAppendedTheSameTheSecondBeginsAnewAndFindsNothingToDo() throws Exception {
        Batch batch = waiting();
        TableCommit one = appended(batch);
        TableCommit other = appended(batch);
        lakeTables().enter(one);

        assertThatThrownBy(() -> lakeTables().enter(other))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Another process has committed");
        lakeTables().cleanUp(one);
        lakeTables().cleanUp(other);
        assertThat(lakeTables().begin(batch).size()).isZero();
        app.request("direct:commit-tables");

        assertEachSnapshotOnceAndWhole();
        assertThat(tables.query("select count(*) from {tbl_playlist_items} where commit_id = '" + other.id() + "'"))
                .as("taken out again")
                .containsExactly("0");
    }

    @Test
    void whoDiesBeforeTheLedgerHasLeftNothingThatCounts() throws Exception {
        Batch batch = waiting();
        TableCommit dead = appended(batch);
        app.request("direct:commit-tables");

        assertEachSnapshotOnceAndWhole();
        assertThat(tables.query("select count(*) > 0 from {tbl_playlist_items} where commit_id = '" + dead.id() + "'"))
                .containsExactly("true");
        lakeTables().cleanUp(dead);
    }

    @Test
    void whoDiesBeforeTheAcknowledgementDoublesNothing() throws Exception {
        Batch batch = waiting();
        TableCommit dead = appended(batch);
        lakeTables().enter(dead);
        lakeTables().cleanUp(dead);
        app.request("direct:commit-tables");

        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void aReplayTakesThePlaceOfWhatWasCommitted() throws Exception {
        app.once();
        List<String> before = tables.query(COMMITS);
        app.replay(new Archive(app.lake()).selected(null, null, null));

        assertEachSnapshotOnceAndWhole();
        assertThat(tables.query(COMMITS)).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
    }

    /** Columns in another order, one renamed, and a new one that has the name which that one had. */
    private static LakeTable later() {
        Map<Integer, LakeColumn> columns = new HashMap<>();
        CHANGING.columns().forEach(column -> columns.put(column.fieldId(), column));
        return new LakeTable(
                CHANGING.table(),
                List.of(
                        columns.get(3),
                        new LakeColumn(2, "read_as", ColumnType.TEXT),
                        columns.get(1),
                        columns.get(5),
                        columns.get(1001),
                        new LakeColumn(6, "snapshot", ColumnType.TEXT)),
                CHANGING.dayColumn(),
                CHANGING.model() + 1);
    }

    /** Writes a row of the day, in the place of what was there of its playlist, as a Caravan does that knows a table so. */
    private static void write(LakeTable known, Map<String, Object> row) {
        CatalogueTable table = app.bean("tableCatalogue", TableCatalogue.class).open(known);
        LocalDate day = LocalDate.ofInstant(app.clock.instant(), ZoneOffset.UTC);
        Map<String, Object> whole = new HashMap<>(row);
        whole.put("extracted_at", app.clock.instant().toString());
        try (var writer =
                new ParquetWriter(app.bean("tableFiles", LocalFiles.class).newFolder())) {
            Scope scope = Scope.ofDays(List.of(day));
            List<Path> before = table.download(scope, writer.folder()).getOrDefault(day, List.of());
            ParquetFile file = writer.ofRows(
                    table.columns(),
                    before,
                    "playlist_id",
                    List.of((String) row.get("playlist_id")),
                    List.of(whole),
                    "new");
            String commit = "of-" + row.get("playlist_id");
            assertThat(table.replace(scope, List.of(day), List.of(table.upload(file, day, commit)), commit))
                    .isTrue();
        }
    }

    @Test
    void whoKnowsOtherColumnsWritesThoseAndTakesNoneAway() throws Exception {
        write(CHANGING, Map.of("playlist_id", "a", "snapshot", "s-a", "first_position", 1));
        write(later(), Map.of("playlist_id", "b", "snapshot", "new-b", "read_as", "s-b", "first_position", 2));
        write(CHANGING, Map.of("playlist_id", "c", "snapshot", "s-c", "first_position", 3));
        app.clock.advance(Duration.ofDays(1));
        write(CHANGING, Map.of("playlist_id", "d", "snapshot", "s-d", "first_position", 4));
        write(later(), Map.of("playlist_id", "e", "snapshot", "new-e", "first_position", 5));

        assertThat(tables.query(CHANGED.formatted(tables.paths(CHANGING.name()).stream()
                        .map(path -> "'" + path + "'")
                        .collect(Collectors.joining(", ")))))
                .containsExactly("a s-a 1 null", "b s-b 2 new-b", "c s-c 3 null", "d s-d 4 null", "e null 5 new-e");
        assertThat(tables.columns(CHANGING.name()))
                .containsExactly(
                        "1 playlist_id",
                        "1001 commit_id",
                        "2 read_as",
                        "3 first_position",
                        "4 last_position",
                        "5 extracted_at",
                        "6 snapshot");
    }

    @Test
    void aManifestWhoseFileIsMissingIsSetAsideAndTheOthersAreCommitted() throws Exception {
        Manifest manifest = waiting().entries().stream()
                .map(InboxManifest::manifest)
                .filter(each -> each.rows(Table.SONGS) > 0)
                .findFirst()
                .orElseThrow();
        app.lake().delete(manifest.files().get("songs").key());
        app.request("direct:commit-tables");

        assertThat(app.lake().listDeep("dead_letter/commit-tables/").map(LakeObject::key))
                .filteredOn(key -> key.contains(manifest.snapshot()))
                .hasSize(2);
        assertEachSnapshotOnceAndWhole();
    }
}
