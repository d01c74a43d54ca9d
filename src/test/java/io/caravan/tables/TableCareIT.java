package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.TestApplication;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.LakeObject;
import io.caravan.lake.LocalFiles;
import io.caravan.lake.Prefixes;
import io.caravan.local.spotify.Catalogue;
import io.caravan.model.Table;
import io.caravan.sink.Batch;
import io.caravan.sink.ManifestInbox;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.InboxPolls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** What a reader finds in the lake's tables when they are cared for, whoever commits to them meanwhile and wherever care dies. */
@Tag("long")
class TableCareIT {
    private static final LocalDate START = LocalDate.of(2026, 11, 21);
    private static final Duration FOR_EVER = Duration.ofDays(10_000);
    private static final CareAges COMPACT_ONLY = new CareAges(null, FOR_EVER, FOR_EVER);
    private static final LakeTable ITEMS = LakeTable.of(Table.PLAYLIST_ITEMS);
    private static final LakeTable SONGS = LakeTable.of(Table.SONGS);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static TestApplication app;
    /** By which tables are changed as by another program; its files are closed with the application's client. */
    private static JdbcCatalog others;

    private static S3FileIO othersFiles;
    private static TablesOnDisk tables;

    @BeforeAll
    static void start() {
        app = TestApplication.start(
                folder,
                Catalogue.of(7, 2, 10, START),
                Map.of("tables.catalogue", "jdbc", "spotify.reread-after", "0s"));
        tables = TablesOnDisk.ofSqlite(folder);
        othersFiles = new S3FileIO(() -> app.bean("s3Client", S3Client.class));
        othersFiles.initialize(Map.of());
        others = new JdbcCatalog(properties -> othersFiles, null, true);
        others.initialize(
                "caravan",
                Map.of(
                        "uri", "jdbc:sqlite:" + folder.resolve("tables.sqlite"),
                        "warehouse", "s3://lake/lake",
                        "jdbc.schema-version", "V1"));
    }

    @AfterAll
    static void stop() {
        others.close();
        app.close();
    }

    /** Each test has a day of its own. */
    @BeforeEach
    void nextDay() {
        app.clock.advance(Duration.ofDays(1));
    }

    private static LocalDate day() {
        return LocalDate.ofInstant(app.clock.instant(), ZoneOffset.UTC);
    }

    private static LakeTables lakeTables() {
        return app.bean("lakeTables", LakeTables.class);
    }

    private static TableCatalogue catalogue() {
        return app.bean("tableCatalogue", TableCatalogue.class);
    }

    private static LocalFiles files() {
        return app.bean("tableFiles", LocalFiles.class);
    }

    /** So much after the catalogue's newest commit. */
    private static Clock after(Duration duration) throws IOException {
        Instant newest =
                Files.getLastModifiedTime(folder.resolve("tables.sqlite")).toInstant();
        return Clock.fixed(newest.plus(duration), ZoneOffset.UTC);
    }

    private static List<CareNote> care(CareAges ages, Clock clock, Clock machine) {
        var notes = new ArrayList<CareNote>();
        assertThat(new TableCare(catalogue(), files(), ages, clock, machine).care(false, notes::add))
                .isTrue();
        return notes;
    }

    private static List<CareNote> compact(Duration later) throws IOException {
        return care(COMPACT_ONLY, app.clock, after(later));
    }

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

    private static void commitWaiting() {
        app.request("direct:commit-tables");
    }

    private static void cycle() throws Exception {
        waiting();
        commitWaiting();
    }

    /** Two cycles on one day, and so two files in each table. */
    private static void twoCycles() throws Exception {
        cycle();
        app.clock.advance(Duration.ofHours(1));
        cycle();
    }

    /** Of all rows that count, on one day, in each table. */
    private static List<String> counted(LocalDate day) throws Exception {
        var counted = new ArrayList<String>();
        for (Table table : Table.ofSnapshots()) {
            counted.addAll(tables.query("select '" + table
                    + "', count(*), bit_xor(hash(there)), count(distinct commit_id)"
                    + " from {etl_load} as ledger join {" + table.sqlName() + "} as there using (snapshot, commit_id)"
                    + " where cast(there.extracted_at as date) = '" + day + "'"));
        }
        return counted;
    }

    private static void assertEachSnapshotOnceAndWhole() throws Exception {
        long items = 0;
        long snapshots = 0;
        for (LakeObject object : app.lake().list(Prefixes.COMMITTED)) {
            if (object.key().contains("_" + day().toString().replace("-", "") + "T")
                    && !object.key().contains("/run_")
                    && !object.key().contains(".replay.")) {
                items += JSON.readTree(app.lake().read(object.key()))
                        .at("/files/playlist_items/rows")
                        .asLong();
                snapshots++;
            }
        }
        String ofDay = " where cast(etl_load.extracted_at as date) = '" + day() + "'";
        assertThat(tables.query(
                        "select count(*), count(distinct (playlist_id, position, items.snapshot)) from {etl_load}"
                                + " as etl_load join {tbl_playlist_items} as items using (snapshot, commit_id)"
                                + ofDay))
                .containsExactly(items + " " + items);
        assertThat(tables.query("select count(*), count(distinct snapshot) from {etl_load} as etl_load" + ofDay))
                .containsExactly(snapshots + " " + snapshots);
        assertThat(app.lake().list(Prefixes.COMMIT_INBOX)).isEmpty();
    }

    private static List<String> filesOf(LakeTable table, LocalDate day) throws Exception {
        return tables.files(table.name()).stream()
                .map(file -> file.location())
                .filter(location -> location.contains("/day=" + day + "/"))
                .toList();
    }

    private static long rowsOf(LakeTable table, TableCommit commit) throws Exception {
        return Long.parseLong(
                tables.query("select count(*) from {" + table.name() + "} where commit_id = '" + commit.id() + "'")
                        .get(0));
    }

    private static IcebergUpkeep upkeep(LakeTable table) {
        return catalogue().upkeep().orElseThrow().stream()
                .filter(each -> each.model().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static Path onDisk(String location) {
        return folder.resolve("s3").resolve(location.substring("s3://".length()));
    }

    @Test
    void theFilesOfADayBecomeOneWithTheSameRowsAndASecondTimeNothingIsToDo() throws Exception {
        twoCycles();
        List<String> before = counted(day());
        assertThat(filesOf(ITEMS, day())).hasSize(2);

        assertThat(compact(Duration.ZERO))
                .anySatisfy(note -> assertThat(note.message()).startsWith(day() + ": files 2, now 1; rows"));
        assertThat(counted(day())).isEqualTo(before);
        assertThat(filesOf(ITEMS, day())).hasSize(1);
        assertEachSnapshotOnceAndWhole();
        assertThat(tables.query("select name, field_id from parquet_schema('"
                        + onDisk(filesOf(SONGS, day()).get(0)) + "') where num_children is null"))
                .containsExactlyElementsOf(SONGS.columns().stream()
                        .map(column -> column.name() + " " + column.fieldId())
                        .toList());
        assertThat(compact(Duration.ZERO)).isEmpty();

        app.clock.advance(Duration.ofHours(1));
        cycle();
        compact(Duration.ZERO);
        assertThat(filesOf(ITEMS, day())).as("after one more cycle").hasSize(1);
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void theLedgerAndWhatRunsTellAreNotCompacted() throws Exception {
        twoCycles();
        assertThat(compact(Duration.ofHours(2)))
                .extracting(CareNote::table)
                .isNotEmpty()
                .doesNotContain("etl_load", "etl_run", "etl_observation");
    }

    /** The one who replaces a day looks for what was added since, and a rewrite adds nothing. */
    @Test
    void whoeverReplacesADayThatWasRewrittenMeanwhileBeginsAnew() throws Exception {
        TableCommit commit = appended(waiting());
        lakeTables().enter(commit);
        lakeTables().cleanUp(commit);
        commitWaiting();
        app.clock.advance(Duration.ofHours(1));
        TableCommit late = appended(waiting());
        IcebergUpkeep ledger = upkeep(LakeTable.LEDGER);
        rewrite(ledger);

        assertThatThrownBy(() -> lakeTables().enter(late)).isInstanceOf(UnavailableException.class);
        lakeTables().cleanUp(late);
        commitWaiting();
        assertEachSnapshotOnceAndWhole();
    }

    private static void rewrite(IcebergUpkeep table) {
        Path room = files().newFolder();
        try (var writer = new ParquetWriter(files().newFolder())) {
            List<Path> paths =
                    table.opened().download(Scope.ofDays(List.of(day())), room).get(day());
            ParquetFile file = writer.ofFiles(table.opened().columns(), paths, List.of(), "rewritten");
            String location = table.opened().newLocation(day(), "rewritten-" + day());
            table.opened().upload(file, location);
            assertThat(table.rewrite(day(), List.of(new TableFile(location, day(), file)), "rewritten-" + day()))
                    .isTrue();
        } finally {
            LocalFiles.delete(room);
        }
    }

    @Test
    void rowsOfOneWhoDiedStayForAnHourAndGoThen() throws Exception {
        Batch batch = waiting();
        TableCommit dead = appended(batch);
        lakeTables().cleanUp(dead);
        commitWaiting();
        long rows = rowsOf(ITEMS, dead);

        compact(Duration.ofMinutes(50));
        assertThat(rowsOf(ITEMS, dead)).isEqualTo(rows).isPositive();
        assertThat(filesOf(ITEMS, day())).hasSize(1);

        compact(Duration.ofMinutes(70));
        assertThat(rowsOf(ITEMS, dead)).isZero();
        assertEachSnapshotOnceAndWhole();
        assertThat(compact(Duration.ofMinutes(70))).isEmpty();
    }

    @Test
    void whatAReplaySupersededGoesWhenNobodyReadsByTheLedgerBefore() throws Exception {
        cycle();
        String replayed = tables.query(
                        "select min(commit_id) from {etl_load} where cast(extracted_at as date) = '" + day() + "'")
                .get(0);
        app.replay(new Archive(app.lake()).selected(null, day(), null));
        commitWaiting();
        String rowsOfIt = "select count(*) > 0 from {tbl_songs} where commit_id = '" + replayed + "'";
        assertThat(tables.query(rowsOfIt)).containsExactly("true");

        compact(Duration.ofMinutes(50));
        assertThat(tables.query(rowsOfIt)).containsExactly("true");
        compact(Duration.ofMinutes(70));
        assertThat(tables.query(rowsOfIt)).containsExactly("false");
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void aDayOfNothingButWhatDiedLosesItsFilesAndTakesTheNextCommit() throws Exception {
        TableCommit dead = appended(waiting());
        lakeTables().cleanUp(dead);

        compact(Duration.ofHours(2));
        assertThat(filesOf(ITEMS, day())).isEmpty();
        commitWaiting();
        assertThat(filesOf(ITEMS, day())).hasSize(1);
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void aCommitOnItsWayArrivesThoughItsDayIsCompacted() throws Exception {
        cycle();
        app.clock.advance(Duration.ofHours(1));
        TableCommit onItsWay = appended(waiting());

        compact(Duration.ofMinutes(50));
        assertThat(filesOf(ITEMS, day())).hasSize(1);
        lakeTables().enter(onItsWay);
        lakeTables().cleanUp(onItsWay);
        commitWaiting();
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void whoStoodStillUntilItsRowsWereDroppedBeginsAnew() throws Exception {
        TableCommit still = appended(waiting());

        compact(Duration.ofHours(2));
        assertThatThrownBy(() -> lakeTables().enter(still))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("takes care of them");
        lakeTables().cleanUp(still);
        commitWaiting();
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void aCompactionThatStoodStillLosesNothingThatWasAppendedMeanwhile() throws Exception {
        twoCycles();
        IcebergUpkeep items = upkeep(ITEMS);
        try (var compaction =
                new Compaction(upkeep(LakeTable.LEDGER), files(), app.clock, after(Duration.ofHours(2)))) {
            app.clock.advance(Duration.ofHours(1));
            cycle();

            assertThat(compaction.compact(items, day(), items.files().get(day())))
                    .hasValueSatisfying(note -> assertThat(note.skipped()).isFalse());
        }
        assertThat(filesOf(ITEMS, day())).hasSize(2);
        assertEachSnapshotOnceAndWhole();
        compact(Duration.ZERO);
        assertThat(filesOf(ITEMS, day())).hasSize(1);
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void whatWasEnteredAfterTheLookAtTheLedgerIsNotDropped() throws Exception {
        TableCommit late = appended(waiting());
        IcebergUpkeep items = upkeep(ITEMS);
        try (var compaction =
                new Compaction(upkeep(LakeTable.LEDGER), files(), app.clock, after(Duration.ofHours(2)))) {
            lakeTables().enter(late);
            lakeTables().cleanUp(late);

            assertThat(compaction.compact(items, day(), items.files().get(day())))
                    .hasValueSatisfying(note -> assertThat(note.skipped()).isTrue());
        }
        commitWaiting();
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void ofTwoWhoCompactOneDayTheSecondLeavesIt() throws Exception {
        twoCycles();
        IcebergUpkeep items = upkeep(ITEMS);
        try (var compaction = new Compaction(upkeep(LakeTable.LEDGER), files(), app.clock, after(Duration.ZERO))) {
            compact(Duration.ZERO);

            assertThat(compaction.compact(items, day(), items.files().get(day())))
                    .hasValueSatisfying(note -> assertThat(note.skipped()).isTrue());
        }
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void filesThatLayUnlistedTooLongAreNotListedAnyMore() throws Exception {
        Batch batch = waiting();
        TableCommit commit = lakeTables().begin(batch);
        lakeTables().parts(commit).forEach(part -> lakeTables().write(part, commit));
        app.clock.advance(Duration.ofHours(13));

        assertThatThrownBy(() -> lakeTables().append(ITEMS, commit))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("within 12 hours");
        lakeTables().cleanUp(commit);
        commitWaiting();
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void daysBeyondTheRetentionGoAndTheLedgerStays() throws Exception {
        cycle();
        LocalDate old = day();
        app.clock.advance(Duration.ofDays(3));
        cycle();
        List<String> ledger = tables.query("select snapshot from {etl_load} order by all");
        List<String> kept = counted(day());

        CareAges threeDays = new CareAges(Duration.ofDays(3), FOR_EVER, FOR_EVER);
        care(threeDays, app.clock, after(Duration.ZERO));
        assertThat(filesOf(ITEMS, old)).as("three days old").hasSize(1);

        CareAges twoDays = new CareAges(Duration.ofDays(2), FOR_EVER, FOR_EVER);
        List<CareNote> notes = care(twoDays, app.clock, after(Duration.ZERO));
        assertThat(notes)
                .extracting(CareNote::step, CareNote::table)
                .contains(org.assertj.core.groups.Tuple.tuple("retain", "tbl_songs"))
                .contains(org.assertj.core.groups.Tuple.tuple("retain", "etl_load_rows"));
        assertThat(filesOf(ITEMS, old)).isEmpty();
        assertThat(counted(day())).isEqualTo(kept);
        assertThat(tables.query("select snapshot from {etl_load} order by all")).isEqualTo(ledger);
    }

    @Test
    void whatDiedWithinCareIsSweptUpByAnother() throws Exception {
        twoCycles();
        List<String> before = counted(day());
        IcebergUpkeep items = upkeep(ITEMS);
        // A compaction that died between its file and its commit.
        String location = items.opened().newLocation(day(), "care-0123456789abcdef");
        Path there = onDisk(filesOf(ITEMS, day()).get(0));
        items.opened().upload(new ParquetFile(there, 1, Files.size(there), Map.of()), location);
        List<String> superseded = filesOf(ITEMS, day());
        compact(Duration.ZERO);
        // An expiry that died before it deleted anything.
        others.loadTable(TableIdentifier.of("caravan", ITEMS.name()))
                .expireSnapshots()
                .expireOlderThan(after(Duration.ofDays(1)).millis())
                .cleanupLevel(ExpireSnapshots.CleanupLevel.NONE)
                .commit();
        assertThat(superseded).allSatisfy(file -> assertThat(onDisk(file)).exists());

        List<CareNote> young = care(
                new CareAges(null, Duration.ofDays(7), Duration.ofDays(3)),
                after(Duration.ofDays(2)),
                after(Duration.ofDays(2)));
        assertThat(young).isEmpty();
        care(
                new CareAges(null, Duration.ofDays(7), Duration.ofDays(3)),
                after(Duration.ofDays(4)),
                after(Duration.ofDays(4)));
        assertThat(onDisk(location)).doesNotExist();
        assertThat(superseded).allSatisfy(file -> assertThat(onDisk(file)).doesNotExist());
        assertThat(counted(day())).isEqualTo(before);
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void statesOfTheTablesGoWithTheFilesThatOnlyTheyHave() throws Exception {
        twoCycles();
        List<String> before = counted(day());
        List<String> superseded = filesOf(SONGS, day());
        compact(Duration.ZERO);

        CareAges week = new CareAges(null, Duration.ofDays(7), FOR_EVER);
        care(week, app.clock, after(Duration.ofDays(6)));
        assertThat(superseded).allSatisfy(file -> assertThat(onDisk(file)).exists());
        List<CareNote> notes = care(week, app.clock, after(Duration.ofDays(8)));
        assertThat(superseded).allSatisfy(file -> assertThat(onDisk(file)).doesNotExist());
        assertThat(notes).anySatisfy(note -> {
            assertThat(note.step()).isEqualTo("expire");
            assertThat(note.table()).isEqualTo("tbl_songs");
            assertThat(note.files()).isPositive();
        });
        assertThat(tables.table("tbl_songs").snapshots()).hasSize(1);
        assertThat(counted(day())).isEqualTo(before);
        assertEachSnapshotOnceAndWhole();
    }

    @Test
    void nothingThatIsNamedAndNothingOfANeighbourIsAnOrphan() throws Exception {
        twoCycles();
        compact(Duration.ZERO);
        Clock later = after(Duration.ofDays(4));
        CareAges ages = new CareAges(null, FOR_EVER, Duration.ofDays(3));
        care(ages, later, later);
        List<Path> others = new ArrayList<>();
        for (String key : List.of(
                "lake/tbl_songs_of_mine/data/day=2026-01-01/a.parquet",
                "lake/tbl_songs/data.of.mine/a.parquet",
                "lake/tbl_songs/metadata-of-mine/a.avro",
                "lake/tbl_songsdata/a.parquet",
                "lake/etl_load_mine/metadata/a.json",
                "lake/mine.parquet")) {
            others.add(strange(key));
        }
        List<Path> orphans = List.of(
                strange("lake/tbl_songs/data/day=2026-01-01/a.parquet"),
                strange("lake/tbl_songs/metadata/00000-a.metadata.json"));
        List<String> before = counted(day());

        assertThat(new TableCare(catalogue(), files(), ages, later, later)
                        .list()
                        .orElseThrow())
                .filteredOn(facts -> facts.table().equals("tbl_songs"))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.orphans()).isEqualTo(2);
                    assertThat(facts.orphanBytes()).isEqualTo(2);
                });
        care(ages, later, later);

        assertThat(others).allSatisfy(other -> assertThat(other).exists());
        assertThat(orphans).allSatisfy(orphan -> assertThat(orphan).doesNotExist());
        assertThat(counted(day())).isEqualTo(before);
        // Every state that is kept can still be read.
        for (var snapshot : tables.table("tbl_songs").snapshots()) {
            tables.table("tbl_songs")
                    .newScan()
                    .useSnapshot(snapshot.snapshotId())
                    .planFiles()
                    .forEach(task -> assertThat(onDisk(task.file().location())).exists());
        }
        assertEachSnapshotOnceAndWhole();
    }

    private static Path strange(String key) throws Exception {
        Path file = folder.resolve("s3/lake").resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        Files.setLastModifiedTime(
                file, FileTime.from(after(Duration.ZERO).instant().minus(Duration.ofDays(1))));
        return file;
    }

    @Test
    void aTableThatLiesAmongOthersFilesIsNotSwept() throws Exception {
        cycle();
        var table = others.loadTable(TableIdentifier.of("caravan", "tbl_album"));
        String own = table.location();
        table.updateLocation().setLocation("s3://lake/lake/tbl_songs").commit();
        try {
            assertThat(upkeep(LakeTable.of(Table.ALBUM)).orphans(after(FOR_EVER).instant()))
                    .isEmpty();
        } finally {
            table.updateLocation().setLocation(own).commit();
        }
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        twoCycles();
        List<String> before = filesOf(ITEMS, day());
        var notes = new ArrayList<CareNote>();
        Clock later = after(Duration.ofDays(9));
        new TableCare(
                        catalogue(),
                        files(),
                        new CareAges(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(3)),
                        app.clock,
                        later)
                .care(true, notes::add);

        assertThat(notes).extracting(CareNote::step).contains("compact", "retain", "expire");
        assertThat(filesOf(ITEMS, day())).containsExactlyInAnyOrderElementsOf(before);
        assertThat(tables.table(ITEMS.name()).snapshots()).hasSizeGreaterThan(1);
    }

    @Test
    void aCatalogueThatIsNoneOfIcebergsIsLeftAlone() {
        var folders = new FolderCatalogue(app.bean("s3Client", S3Client.class), "s3://lake/folders/");

        assertThat(new TableCare(folders, files(), COMPACT_ONLY, app.clock, app.clock).care(false, note -> {}))
                .isFalse();
    }

    @Test
    void theListTellsWhatBuildsUp() throws Exception {
        CareAges ages = new CareAges(null, FOR_EVER, FOR_EVER);
        var care = new TableCare(catalogue(), files(), ages, app.clock, after(Duration.ofHours(2)));
        care.care(false, note -> {});
        TableCommit dead = appended(waiting());
        lakeTables().cleanUp(dead);
        commitWaiting();

        TableFacts items = care.list().orElseThrow().stream()
                .filter(facts -> facts.table().equals("tbl_playlist_items"))
                .findFirst()
                .orElseThrow();
        assertThat(items.daysOfSeveralFiles()).isEqualTo(1);
        assertThat(items.unnamedCommits()).isEqualTo(1);
        assertThat(items.files()).isEqualTo(tables.files("tbl_playlist_items").size());
        assertThat(tables.query("select count(*) from {tbl_playlist_items}"))
                .containsExactly(String.valueOf(items.rows()));
    }
}
