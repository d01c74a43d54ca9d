package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Tables;
import io.caravan.command.CaravanProcess;
import io.caravan.failpoint.Failpoints;
import io.caravan.failure.Outcome;
import io.caravan.model.Table;
import io.caravan.run.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of manifests, rows and runs in every warehouse: the ledger and the merges, which are the same SQL in all of them. */
abstract class LoadContractTest extends WarehouseFixture {
    /** Of a load into a warehouse whose tables are there; each one is a round trip to it. */
    private static final int MOST_STATEMENTS = 90;

    @Test
    void aSecondLoadOfTheSameManifestIsOnlyMoved() {
        var snapshot = snapshot("p1", DAY_1)
                .playlist("P")
                .song(0, "s1", "One", "1", DAY_1)
                .put(application());
        load();
        var before = tables();
        snapshot.putManifest(lake());

        var summary = load();

        assertThat(tables()).isEqualTo(before);
        assertThat(summary.snapshotsLoaded()).isEqualTo(1);
        assertThat(summary.rowsLoaded()).containsEntry("songs", 1L);
        assertThat(summary.failures()).isEmpty();
        assertThat(inbox()).isEmpty();
    }

    @Test
    void load6TheNewestSnapshotWinsWhateverTheOrderOfLoading() {
        var random = new Random(7);
        var snapshots = IntStream.range(0, 10).mapToObj(this::overlapping).toList();
        snapshots.forEach(snapshot -> snapshot.put(application()));
        load();
        var expected = tables();
        assertThat(query("select song_id, song_name, popularity, cast(song_added as varchar), artist_id from tbl_songs"
                        + " order by 1"))
                .containsExactly(
                        Arrays.asList("all", "All 9", null, "2011-01-01 00:00:00", "arall"),
                        Arrays.asList("even", "Even 8", 8L, "2012-01-01 00:00:00", "areven"));
        assertThat(expected.get("tbl_playlist_items")).hasSize(15);
        assertThat(query(
                        "select song_id, count(*), min(extracted_at) = max(extracted_at) from tbl_song_artists group by 1"
                                + " order by 1"))
                .containsExactly(List.of("all", 1L, true), List.of("even", 1L, true));

        for (int atOnce : List.of(1, 3, 4, 9)) {
            Tables.LOADED.forEach(table -> execute("drop table " + table + " cascade"));
            var order = new ArrayList<>(snapshots);
            Collections.shuffle(order, random);
            for (int i = 0; i < order.size(); i += atOnce) {
                order.subList(i, Math.min(order.size(), i + atOnce)).forEach(snapshot -> snapshot.putManifest(lake()));
                load();
            }
            assertThat(tables()).as("%s at once", atOnce).isEqualTo(expected);
        }
    }

    /** Snapshots of two playlists at ten times: one song is in all of them, one in every other. */
    private PlantedSnapshot overlapping(int i) {
        String added = "20%d-01-01 00:00:00.000".formatted(i == 4 ? 11 : 20 + i);
        var snapshot = snapshot(
                        "p" + i % 2,
                        "2026-11-0%d 06:00:00.000".formatted(i / 2 + 1).replace(":00.000", ":0%d.000".formatted(i)))
                .playlist("Name " + i)
                .song(0, "all", "All " + i, i == 9 ? "-" : String.valueOf(i), added);
        return i % 2 == 0
                ? snapshot.song(1, "even", "Even " + i, "" + i, i == 2 ? "2012-01-01 00:00:00.000" : DAY_1)
                : snapshot;
    }

    @Test
    void snapshotsOfTheSameTimeAreOrderedByTheirNames() {
        snapshot("pb", DAY_1).playlist("B").song(0, "s1", "from b", "1", DAY_1).put(application());
        load();
        snapshot("pa", DAY_1).playlist("A").song(0, "s1", "from a", "1", DAY_1).put(application());

        load();

        assertThat(query("select song_name from tbl_songs")).containsExactly(List.of("from b"));
        assertThat(query("select song_id, artist_id from tbl_song_artists")).containsExactly(List.of("s1", "ars1"));
    }

    @Test
    void anEmptiedPlaylistHasNoCurrentContentButKeepsItsHistory() {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        assertThat(query("select playlist_name, position, song_name from v_current_playlist_items"))
                .containsExactly(List.of("P", 0L, "One"));

        snapshot("p1", DAY_2).playlist("P").put(application());

        assertThat(load().failures()).isEmpty();
        assertThat(count("v_current_playlist_items")).isZero();
        assertThat(count("tbl_playlist_items")).isEqualTo(1);
    }

    @Test
    void load3AFileWithOtherRowsThanPromisedIsSetAside() {
        var culprit = snapshot("p1", DAY_1)
                .song(0, "s1", "One", "1", DAY_1)
                .promises(Table.ARTISTS, 2)
                .put(application());

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains("artists", " 1 row ", "promises 2", culprit.inboxKey());
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(deadLetters()).containsExactly(culprit.name + ".json");
        assertThat(inbox()).isEmpty();
        assertThat(count("etl_load") + count("tbl_songs")).isZero();
    }

    @Test
    void aSnapshotLoadedBeforeFromOtherBytesIsSetAside() {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        var other = snapshot("p1", DAY_1)
                .song(0, "s1", "Other", "1", DAY_1)
                .rawSha256("cd".repeat(32))
                .put(application());

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains(other.name, "other bytes");
        assertThat(deadLetters()).containsExactly(other.name + ".json");
        assertThat(query("select song_name from tbl_songs")).containsExactly(List.of("One"));
    }

    @Test
    void unreadableManifestsAreSetAsideAndTheOthersLoaded() {
        lake().put("transformed_data/to_load/broken.json", "{\"snapshot\":".getBytes(UTF_8), "application/json");
        lake().put("transformed_data/to_load/${exchangeId} 'x.json", "null".getBytes(UTF_8), "application/json");
        lake().put("transformed_data/to_load/empty.json", "{}".getBytes(UTF_8), "application/json");
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());

        load();

        assertThat(deadLetters()).containsExactly("__exchangeId___x.json", "broken.json", "empty.json");
        assertThat(inbox()).isEmpty();
        assertThat(count("tbl_songs")).isEqualTo(1);
    }

    @Test
    void theFirstErrorOfATransactionIsTheOneThatCounts() throws IOException {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(application());
        startWith(Map.of("warehouse.sql-folder", sqlWith("merge_album", "select cast('x' as integer)")));

        assertThat(load().failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .containsPattern("['\"]x['\"]");
        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void aMigrationOfSeveralStatementsRunsThemAllInTheirOrder() throws IOException {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        String migration = """
                -- Two; the first ends here
                alter table tbl_songs add column later_1 varchar; \n
                update tbl_songs set later_1 = 'a;b';
                """;
        startWith(Map.of("warehouse.sql-folder", sqlWith("migrate_900_two", migration)));
        snapshot("p2", DAY_1).put(application());

        assertThat(load().failures()).isEmpty();

        assertThat(query("select song_id, later_1 from tbl_songs")).containsExactly(List.of("s1", "a;b"));
    }

    @Test
    void twoLoadersApplyAMigrationOnce() throws Exception {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        // The first that comes works for a while between looking and changing.
        var settings = Map.of(
                "warehouse.sql-folder",
                sqlWith("migrate_900_double", "insert into tbl_artists (artist_id) values ('migrated')"),
                Failpoints.PROPERTY,
                "apply-migration-change.before=stall(500ms)");
        startWith(settings);
        try (var replica = startReplica(settings)) {
            snapshot("p2", DAY_1).song(0, "s2", "Two", "1", DAY_1).put(application());
            loadAtOnce(application(), replica);
        }

        assertThat(query("select count(*) from tbl_artists where artist_id = 'migrated'"))
                .containsExactly(List.of(1L));
        assertThat(query("select migration_name from etl_migration where migration_name like 'migrate_9%'"))
                .containsExactly(List.of("migrate_900_double"));
        assertThat(inbox()).isEmpty();
        assertThat(count("etl_load")).isEqualTo(2);
    }

    /** The second is an error of data, which is not the waiting manifests' either. */
    @ParameterizedTest
    @ValueSource(strings = {"alter table nothing add column x varchar", "select cast('nothing' as integer)"})
    void aMigrationThatFailsIsToldAndTriedAgain(String wrong) throws IOException {
        startWith(Map.of("warehouse.sql-folder", sqlWith("migrate_900_wrong", wrong)));
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());

        assertThat(load().failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .startsWith("The migration migrate_900_wrong failed: ")
                .containsIgnoringCase("nothing");
        assertThat(inbox()).hasSize(1);

        startWith(Map.of("warehouse.sql-folder", sqlWith("migrate_900_wrong", "select 1")));
        assertThat(load().failures()).isEmpty();
        assertThat(inbox()).isEmpty();
    }

    /** What a tick of the timer does is asked for here, so that nothing is measured in time. */
    @Test
    void load1WhileTheWarehouseIsAwayEachTickTriesAsOftenAsTheSettingsSayAndExtractionGoesOn() throws Exception {
        startWith(Map.of(
                "warehouse.connect-timeout", "250ms",
                "warehouse.timeout", "20s",
                "caravan.retries", "2",
                "spotify.reread-after", "0s"));
        var loads = new AtomicInteger();
        var records = new AtomicInteger();
        countCalls("direct://load-batch"::equals, loads);
        countCalls("direct://write-run"::equals, records);
        try (var away = warehouse.away()) {
            assertThat(away).isNotNull();
            for (int day = 1; day <= 2; day++) {
                application().clock.advance(Duration.ofDays(1));
                application().request("direct:extract-playlists");
                application().drainInbox();
                assertThat(application().runs().summary().playlistsRead()).isEqualTo(1);
                for (int tick = 1; tick <= 2; tick++) {
                    loads.set(0);
                    records.set(0);
                    application().request("direct:load-warehouse");
                    application().request("direct:record-run");
                    assertThat(loads)
                            .as("one try and two more, day %s, tick %s", day, tick)
                            .hasValue(3);
                    assertThat(records).hasValue(3);
                }
                assertThat(inbox()).hasSize(day);
            }
        }
        assertThat(deadLetters()).isEmpty();

        awaitPool();
        application().request("direct:load-warehouse");
        assertThat(inbox()).isEmpty();
        assertThat(query("select count(*), count(distinct loaded_at) from etl_load"))
                .as("all in one")
                .containsExactly(List.of(2L, 1L));
    }

    /** Counts each call, retries included. */
    private void countCalls(Predicate<String> endpoint, AtomicInteger calls) throws Exception {
        var notifier = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSendingEvent sending
                        && endpoint.test(sending.getEndpoint().getEndpointUri())) {
                    calls.incrementAndGet();
                }
            }
        };
        notifier.start();
        application().context().getManagementStrategy().addEventNotifier(notifier);
    }

    /** What a batch costs does not grow with what is in it, until one COPY cannot name all files any more. */
    @Test
    void aBatchOfManySnapshotsTakesAsManyStatementsAsOneOfASingleOne() throws Exception {
        snapshot("p0", DAY_1).playlist("P").song(0, "s0", "Zero", "1", DAY_1).put(application());
        load();
        var statements = new AtomicInteger();
        countCalls(endpoint -> endpoint.startsWith("jdbc:"), statements);
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        int ofOne = statements.getAndSet(0);
        for (int i = 2; i < 22; i++) {
            snapshot("p" + i, DAY_1)
                    .playlist("P")
                    .song(0, "s" + i, "Song", "1", DAY_1)
                    .put(application());
        }
        load();

        assertThat(statements.get()).isEqualTo(ofOne);
        assertThat(ofOne).isBetween(MOST_STATEMENTS / 2, MOST_STATEMENTS);
    }

    /** Snowflake remembers for 64 days what it copied; the ledger for ever, so that no file is even looked for. */
    @Test
    void load4TheSameManifestAgainAfterSixtyFiveDaysAddsNoRow() {
        var snapshot = snapshot("p1", DAY_1)
                .playlist("P")
                .song(0, "s1", "One", "1", DAY_1)
                .put(application());
        load();
        var before = tables();
        application().clock.advance(Duration.ofDays(65));
        lake().delete(snapshot.csvKey(Table.SONGS));
        snapshot.putManifest(lake());

        assertThat(load().failures()).isEmpty();

        assertThat(tables()).isEqualTo(before);
        assertThat(inbox()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "before the first merge,merge-stage-merge.before=halt,0",
        "inside the merges,merge-stage-merge.after=halt(4),0",
        "after the last merge,load-batch-commit.before=halt,0",
        "after the commit,load-batch-commit.after=halt,2",
    })
    void load5AProcessThatDiesLeavesAllOrNothingTogetherWithTheLedger(String when, String failpoint, long loaded)
            throws Exception {
        snapshot("p1", DAY_1).playlist("One").song(0, "s1", "One", "1", DAY_1).put(application());
        snapshot("p2", DAY_2).playlist("Two").song(0, "s2", "Two", "1", DAY_1).put(application());

        var process = CaravanProcess.run(Path.of("").toAbsolutePath(), loadOnly(Map.of(), failpoint), "once");

        assertThat(process.exitCode()).as(process.err()).isEqualTo(137);
        assertThat(inbox()).hasSize(2);
        warehouse.forgetTheDead();
        for (String table : Tables.LOADED) {
            assertThat(count(table)).as("%s, %s", when, table).isEqualTo(loaded);
        }

        assertThat(load().failures()).isEmpty();

        assertThat(inbox()).isEmpty();
        for (String table : Tables.LOADED) {
            assertThat(count(table)).as("%s, then loaded, %s", when, table).isEqualTo(2);
        }
    }

    @Test
    void moreManifestsThanABatchHoldsAreAllLoaded() {
        startWith(Map.of("warehouse.batch-size", "3"));
        IntStream.range(0, 10).forEach(i -> snapshot("p" + i, DAY_1)
                .song(0, "s" + i, "Song", "1", DAY_1)
                .put(application()));

        var summary = load();

        assertThat(summary.snapshotsLoaded()).isEqualTo(10);
        assertThat(count("tbl_songs")).isEqualTo(10);
        assertThat(query("select count(distinct loaded_at) from etl_load")).containsExactly(List.of(4L));
        assertThat(inbox()).isEmpty();
    }

    @Test
    void filesOfAHeaderAloneAreLoaded() {
        snapshot("p1", DAY_1).put(application());

        assertThat(load().failures()).isEmpty();

        assertThat(count("etl_load")).isEqualTo(1);
        assertThat(count("tbl_playlist") + count("tbl_songs")).isZero();
    }

    @Test
    void aFindingIsToldByTheRunThatLoadedItAndByNoLaterOne() {
        var runs = application().runs();
        runs.begin();
        var odd = snapshot("p1", DAY_1)
                .playlist("P")
                .song(0, "s1", "One", "101", DAY_1)
                .put(application());
        assertThat(load().findings())
                .containsExactlyInAnyOrder(
                        "not so: tbl_songs.popularity is 0 to 100: s1, 101",
                        "not so: tbl_playlist_items.popularity is 0 to 100: p1, 101");
        assertThat(runs.summary().outcome()).isEqualTo(Outcome.PARTLY);
        execute("insert into tbl_playlist_items select * from tbl_playlist_items");

        runs.begin();
        snapshot("p2", DAY_2).playlist("P").song(0, "s2", "Two", "1", DAY_1).put(application());
        assertThat(load().findings()).isEmpty();
        assertThat(runs.summary().outcome()).isEqualTo(Outcome.OK);

        // The song's row is of this load, its popularity is not.
        runs.begin();
        snapshot("p3", DAY_3)
                .playlist("P")
                .song(0, "s1", "One", "-", DAY_1)
                .withholds("", Table.SONGS, "popularity")
                .put(application());
        assertThat(load().findings()).isEmpty();
        assertThat(query("select popularity, snapshot <> '" + odd.name + "' from tbl_songs where song_id = 's1'"))
                .containsExactly(List.of(101L, true));
    }

    @Test
    void aPartIsToldByTheRunThatLoadedItUnlessItIsWholeWithOthers() {
        var runs = application().runs();
        runs.begin();
        var first = song(snapshot("p1", DAY_1).part(0, 1, 6)).put(application());
        var last = snapshot("p1", "2026-11-01 06:10:00.000").part(4, 5, 6).put(application());
        assertThat(load().findings())
                .containsExactlyInAnyOrder(
                        "not so: each playlist is read whole: p1, 2 of 6 entries in " + first.name
                                + "; what the playlist held before stays its current content",
                        "not so: each playlist is read whole: p1, 2 of 6 entries in " + last.name
                                + "; what the playlist held before stays its current content");
        assertThat(runs.summary().outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(count("v_current_playlist_items")).isZero();
        assertThat(count("tbl_playlist_items")).isEqualTo(4);
        assertThat(query("select items_extracted_at, playlist_name from tbl_playlist"))
                .containsExactly(Arrays.asList(null, "P"));

        runs.begin();
        snapshot("p2", DAY_2).playlist("P").song(0, "s2", "Two", "1", DAY_1).put(application());
        assertThat(load().findings()).isEmpty();

        runs.begin();
        snapshot("p1", "2026-11-01 06:05:00.000").part(2, 3, 6).put(application());
        assertThat(load().findings()).isEmpty();
        assertThat(runs.summary().outcome()).isEqualTo(Outcome.OK);
        assertThat(query("select position from v_current_playlist_items where playlist_id = 'p1' order by 1"))
                .containsExactly(List.of(0L), List.of(1L), List.of(2L), List.of(3L), List.of(4L), List.of(5L));
        assertThat(query("select cast(items_extracted_at as varchar) from tbl_playlist where playlist_id = 'p1'"))
                .containsExactly(List.of("2026-11-01 06:10:00"));

        // Older than what the playlist holds now, and with a gap.
        runs.begin();
        snapshot("p1", "2026-10-01 06:05:00.000").part(2, 3, 6).put(application());
        var gap = snapshot("p1", DAY_3).reads("p1", 0, 5, 4, 6, false).put(application());
        assertThat(load().findings())
                .containsExactly("not so: each playlist is read whole: p1, 4 of 6 entries in " + gap.name
                        + ", with gaps between them; what the playlist held before stays its current content");
    }

    /** The song of the items that parts have. */
    private static PlantedSnapshot song(PlantedSnapshot snapshot) {
        return snapshot.row(Table.ALBUM, "al", "A", "1981-01-01", "year", "9", "u")
                .row(Table.ARTISTS, "ar", "R", "u")
                .row(Table.SONGS, "s1", "One", "1", "u", "1", "true", "-", DAY_1, "al", "ar");
    }

    @Test
    void theRowOfARunIsReplacedByALaterOne() {
        var runs = application().runs();
        runs.playlistUnchanged("p1");
        application().request("direct:record-run");
        runs.failed(new Failure("load-warehouse", "x", "it's broken", Outcome.PARTLY), false);
        application().request("direct:record-run");
        application().request("direct:record-run");

        assertThat(query(
                        "select run_id, outcome, message, counts like '%\"playlists_unchanged\":1%', started_at <= ended_at"
                                + " from etl_run"))
                .containsExactly(List.of(runs.currentRunId(), "partly", "load-warehouse x: it's broken", true, true));
    }

    @Test
    void theLedgerHasARowForEachTableAndEachReason() {
        var snapshot = snapshot("p1", DAY_1)
                .playlist("Morning")
                .song(0, "s1", "One", "50", DAY_1)
                .nullItems(2)
                .put(application());
        load();

        assertThat(query("select snapshot, table_name, row_count from etl_load_rows order by 2"))
                .containsExactly(
                        List.of(snapshot.name, "album", 1L),
                        List.of(snapshot.name, "artists", 1L),
                        List.of(snapshot.name, "playlist", 1L),
                        List.of(snapshot.name, "playlist_items", 1L),
                        List.of(snapshot.name, "song_artists", 1L),
                        List.of(snapshot.name, "songs", 1L));
        assertThat(query("select snapshot, reason, entries from etl_load_skipped order by 2"))
                .containsExactly(
                        List.of(snapshot.name, "episode", 0L),
                        List.of(snapshot.name, "local_file", 0L),
                        List.of(snapshot.name, "no_id", 0L),
                        List.of(snapshot.name, "null_item", 2L));
    }

    @Test
    void aManifestOfALaterModelStaysInTheInboxAndTheOthersAreLoaded() {
        var later = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        byte[] manifest = lake().read(later.inboxKey());
        lake().put(
                        later.inboxKey(),
                        new String(manifest, UTF_8)
                                .replace("\"rejected\":0", "\"rejected\":0,\"model\":2")
                                .getBytes(UTF_8),
                        "application/json");
        snapshot("p2", DAY_1).song(0, "s2", "Two", "1", DAY_1).put(application());

        var summary = load();

        assertThat(inbox()).containsExactly(later.inboxKey());
        assertThat(deadLetters()).isEmpty();
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s2"));
        assertThat(summary.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(summary.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.object()).isEqualTo(later.inboxKey());
            assertThat(failure.message()).contains("version 2 of the table model", "up to 1", "stays in the inbox");
        });

        lake().put(later.inboxKey(), manifest, "application/json");
        load();
        assertThat(query("select song_id from tbl_songs order by 1")).containsExactly(List.of("s1"), List.of("s2"));
        assertThat(inbox()).isEmpty();
    }

    @Test
    void aTableThatAManifestDoesNotNameHasNoRows() {
        var snapshot = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        String manifest = new String(lake().read(snapshot.inboxKey()), UTF_8);
        lake().put(
                        snapshot.inboxKey(),
                        manifest.replaceFirst("\"artists\":\\{[^}]*},", "")
                                .replaceFirst("\"skipped\":\\{[^}]*},", "")
                                .getBytes(UTF_8),
                        "application/json");

        var summary = load();

        assertThat(summary.failures()).isEmpty();
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s1"));
        assertThat(count("tbl_artists")).isZero();
        assertThat(query("select artists_rows, skipped_episode from etl_load")).containsExactly(List.of(0L, 0L));
        assertThat(query("select row_count from etl_load_rows where table_name = 'artists'"))
                .containsExactly(List.of(0L));
    }

    @Test
    void aRunWhoseRowTheWarehouseCouldNotTakeIsToldLater() throws Exception {
        startWith(Map.of("warehouse.connect-timeout", "1s", "caravan.retries", "0"));
        var runs = application().runs();
        try (var away = warehouse.away()) {
            assertThat(away).isNotNull();
            runs.playlistUnchanged("p1");
            application().request("direct:record-run");
        }
        awaitPool();
        String first = runs.currentRunId();
        runs.begin();
        application().request("direct:record-run");

        assertThat(query("select run_id, playlists_unchanged from etl_run")).containsExactly(List.of(first, 1L));
        assertThat(query("select playlist_id, run_id from etl_observation")).containsExactly(List.of("p1", first));
        assertThat(runs.takeNews()).isEmpty();
    }

    private void putReplay(PlantedSnapshot snapshot, String fields) {
        lake().put(
                        snapshot.inboxKey().replace(".json", ".replay.json"),
                        snapshot.manifest()
                                .replace("\"rejected\":0", "\"rejected\":0," + fields)
                                .getBytes(UTF_8),
                        "application/json");
    }

    @Test
    void aReplayThatSkipsLessThanBeforeLeavesNoRowOfBefore() {
        var snapshot = snapshot("p1", DAY_1)
                .song(0, "s1", "One", "1", DAY_1)
                .nullItems(2)
                .put(application());
        load();
        execute("insert into etl_load_withheld select snapshot, '', 'songs', 'isrc' from etl_load");
        execute("insert into etl_load_skipped select snapshot, 'reason_of_before', 1 from etl_load");
        putReplay(snapshot, "\"model\":1,\"replay\":true");

        assertThat(load().failures()).isEmpty();

        assertThat(query("select count(*) from etl_load_withheld")).containsExactly(List.of(0L));
        assertThat(query("select reason from etl_load_skipped order by 1"))
                .containsExactly(List.of("episode"), List.of("local_file"), List.of("no_id"), List.of("null_item"));
    }

    /** Its manifests do not tell what was withheld, which is not the same as that nothing was. */
    @Test
    void aReplayByTheFirstVersionLeavesWhatItDoesNotTellOf() {
        var snapshot = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        execute("insert into etl_load_withheld select snapshot, '', 'songs', 'isrc' from etl_load");
        execute("insert into etl_load_playlists (snapshot, playlist_id, playlist_name, first_position, entries, total)"
                + " select snapshot, 'p9', 'Noted before', 7, 8, 9 from etl_load");
        putReplay(snapshot, "\"replay\":true");

        assertThat(load().failures()).isEmpty();

        assertThat(query("select count(*) from etl_load")).containsExactly(List.of(1L));
        assertThat(query("select column_name from etl_load_withheld")).containsExactly(List.of("isrc"));
        assertThat(query("select playlist_name, first_position, entries, total from etl_load_playlists"))
                .containsExactly(List.of("Noted before", 7L, 8L, 9L));
    }

    @Test
    void statementsThatEnterNothingIntoTheLedgerLoseNoManifest() throws IOException {
        startWith(Map.of("warehouse.sql-folder", sqlWith("merge_etl_load", "select 1")));
        var snapshot = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());

        var summary = load();

        assertThat(inbox()).containsExactly(snapshot.inboxKey());
        assertThat(deadLetters()).isEmpty();
        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains("did not enter " + snapshot.name, "merge_etl_load.sql");
        assertThat(count("tbl_songs")).isZero();

        startWith(Map.of());
        assertThat(load().failures()).isEmpty();
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s1"));
    }

    /** As when a load commits while the row of the run before is written, after which the next one begins. */
    @Test
    void whatARunDidAfterItsRowWasWrittenIsInItsRowAlsoWhenTheNextOneHasBegun() {
        var runs = application().runs();
        runs.begin();
        String before = runs.currentRunId();
        runs.playlistUnchanged("p1");
        application().request("direct:record-run");
        runs.failed(new Failure("transform-snapshots", "x", "it's broken", Outcome.PARTLY), false);
        runs.begin();
        runs.playlistUnchanged("p1");

        application().request("direct:record-run");

        assertThat(query("select run_id, outcome from etl_run order by started_at"))
                .containsExactly(List.of(before, "partly"), List.of(runs.currentRunId(), "ok"));
    }

    private static final String OLD = "2026-10-01 06:00:00.000";

    /** Of the test's today, 21 November: kept is what was read from the 11th on. */
    private static final Map<String, String> TEN_DAYS = Map.of("warehouse.history-days", "10");

    private void reads(String playlist, String... days) {
        for (String day : days) {
            snapshot(playlist, day)
                    .playlist("P")
                    .reads(playlist, 0, 0, 1, 1, true)
                    .song(0, "s" + day.substring(5, 10), "One", "1", day)
                    .put(application());
        }
    }

    private List<List<Object>> items() {
        return query("select playlist_id, song_id from tbl_playlist_items order by 1, 2");
    }

    @Test
    void historyThatHasExpiredGoesButForWhatIsCurrentOrWasAsTheKeptDaysBegan() {
        startWith(TEN_DAYS);
        reads("p1", OLD, DAY_1, DAY_2, "2026-11-11 00:00:00.000", "2026-11-20 06:00:00.000");
        reads("p2", OLD, DAY_3);
        reads("p3", OLD);

        var summary = load();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.findings()).isEmpty();
        assertThat(summary.historyRemoved()).isEqualTo(Map.of("playlists", 2L, "reads", 3L, "rows", 3L));
        assertThat(items())
                .containsExactly(
                        List.of("p1", "s11-02"),
                        List.of("p1", "s11-11"),
                        List.of("p1", "s11-20"),
                        List.of("p2", "s11-03"),
                        List.of("p3", "s10-01"));
        assertThat(count("etl_load")).isEqualTo(8);
        assertThat(query("select playlist_id, song_id from v_current_playlist_items order by 1"))
                .containsExactly(List.of("p1", "s11-20"), List.of("p2", "s11-03"), List.of("p3", "s10-01"));
        assertThat(query("select move, count(*) from v_playlist_moves where playlist_id = 'p1' group by 1 order by 1"))
                .containsExactly(List.of("entered", 2L), List.of("first read", 1L), List.of("left", 2L));

        application().request("direct:expire-history");

        assertThat(items()).hasSize(5);
        assertThat(application().runs().summary().historyRemoved()).containsEntry("rows", 3L);
    }

    @Test
    void withoutALimitHistoryStays() {
        reads("p1", OLD, DAY_1, DAY_2);

        assertThat(load().historyRemoved()).isEmpty();

        assertThat(items()).hasSize(3);
    }

    @Test
    void aReplayBringsExpiredHistoryBackUntilTheNextRetention() {
        startWith(TEN_DAYS);
        var first = snapshot("p1", OLD)
                .playlist("P")
                .reads("p1", 0, 0, 1, 1, true)
                .song(0, "s10-01", "One", "1", OLD)
                .put(application());
        reads("p1", DAY_1);
        load();
        assertThat(items()).containsExactly(List.of("p1", "s11-01"));
        startWith(Map.of());
        first.putReplay(lake());

        assertThat(load().failures()).isEmpty();

        assertThat(items()).containsExactly(List.of("p1", "s10-01"), List.of("p1", "s11-01"));
        assertThat(query("select count(*) from etl_load_playlists where items_removed_at is not null"))
                .containsExactly(List.of(0L));

        startWith(TEN_DAYS);
        application().request("direct:expire-history");

        assertThat(items()).containsExactly(List.of("p1", "s11-01"));
        assertThat(application().runs().summary().historyRemoved()).containsEntry("rows", 1L);
    }

    /** An old part goes; what the parts of the current content are stays, whatever its age. */
    @Test
    void oldPartsThatAreNoCurrentContentExpire() {
        startWith(TEN_DAYS);
        snapshot("p1", OLD).part(0, 1, 4).put(application());
        snapshot("p1", DAY_1).part(0, 1, 4).put(application());
        snapshot("p1", "2026-11-01 06:00:01.000").part(2, 3, 4).put(application());

        assertThat(load().historyRemoved()).isEqualTo(Map.of("playlists", 1L, "reads", 1L, "rows", 2L));

        assertThat(query("select count(*), cast(min(extracted_at) as varchar) from tbl_playlist_items"))
                .containsExactly(List.of(4L, "2026-11-01 06:00:00"));
        assertThat(count("v_current_playlist_items")).isEqualTo(4);
    }
}
