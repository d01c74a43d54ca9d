package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.Tables;
import io.caravan.command.CaravanProcess;
import io.caravan.failure.Outcome;
import io.caravan.model.Table;
import io.caravan.run.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows that Snowflake's pipes bring. The test plays the pipes: for each file that it lets land it runs what {@code snowpipe.sql} makes a
 * pipe of, for that file alone.
 */
class SnowpipeIT extends WarehouseFixture {
    private static final String SETUP = "sql/snowflake/setup/";
    private static final Map<String, String> BY_PIPES = Map.of("warehouse.from", "snowpipe");

    private String script;

    @Override
    TestedWarehouse newWarehouse() throws IOException {
        return new EmulatedSnowflake();
    }

    @BeforeEach
    void setUp() throws IOException {
        script = Files.readString(Path.of(SETUP + "snowpipe.sql"));
        startWith(BY_PIPES);
        execute("create file format if not exists "
                + found(
                        Files.readString(Path.of(SETUP + "setup.sql")),
                        "(?s)create file format if not exists caravan.spotify.(caravan_csv\n.*?);\n"));
        for (Table table : Table.ofSnapshots()) {
            execute(found(script, "(?s)(create table if not exists landing_%s \\(.*?);\n".formatted(table.label())));
        }
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    /** The pipe reads an hour after the file was written. */
    private void land(PlantedSnapshot snapshot, Table... tables) {
        land(snapshot, Duration.ofHours(1), tables);
    }

    private void land(PlantedSnapshot snapshot, Duration afterTheFile, Table... tables) {
        for (Table table : tables.length == 0 ? Table.ofSnapshots().toArray(Table[]::new) : tables) {
            String key = snapshot.csvKey(table);
            String copy = found(
                    script,
                    "(?s)create pipe if not exists landing_%s_pipe\n.*?\nas\n(copy .*?);\n".formatted(table.label()));
            execute(copy + "\nfiles = ('" + key.substring(key.lastIndexOf('/') + 1) + "')\nforce = true");
            Instant read = lake().lastModified(key).plus(afterTheFile);
            execute("update landing_%s set landed_at = '%s' where file_name like '%%/%s' "
                    .formatted(table.label(), read, key.substring(key.lastIndexOf('/') + 1)));
        }
    }

    private PlantedSnapshot song(String playlist, String day, String id) {
        return snapshot(playlist, day).playlist("P").song(0, id, "Song \"" + id + "\", ä", "1", DAY_1);
    }

    private long landedRows() {
        return Table.ofSnapshots().stream()
                .mapToLong(table -> count("landing_" + table.label()))
                .sum();
    }

    @Test
    void whatPipesBringBecomesTheTablesThatTheFilesWouldHaveBecome() throws Exception {
        var snapshots = List.of(
                song("p1", DAY_1, "s1"),
                song("p2", DAY_2, "s1").song(1, "\\N", "a,\"b\"\nNULL", "-", DAY_1),
                snapshot("p3", DAY_3).playlist(""));
        snapshots.forEach(snapshot -> land(snapshot.put(application())));

        var summary = load();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.findings()).isEmpty();
        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertThat(inbox()).isEmpty();
        assertThat(landedRows()).as("what was loaded is gone").isZero();
        var byPipes = tables();

        stop();
        start();
        startWith(Map.of());
        snapshots.forEach(snapshot -> snapshot.put(application()));
        assertThat(load().snapshotsLoaded()).isEqualTo(3);
        assertThat(tables()).isEqualTo(byPipes);
        assertThat(query("select song_id, song_name from tbl_songs order by 1"))
                .containsExactly(List.of("\\N", "a,\"b\"\nNULL"), List.of("s1", "Song \"s1\", ä"));
    }

    @Test
    void theRowsAreTakenFromTheLandingTablesAndNotFromTheFiles() {
        var snapshot = song("p1", DAY_1, "s1").put(application());
        land(snapshot);
        Table.ofSnapshots().forEach(table -> lake().delete(snapshot.csvKey(table)));

        assertThat(load().failures()).isEmpty();

        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s1"));
    }

    @Test
    void aManifestThatHasLandedInPartWaitsWhileOthersAreLoadedAndIsLoadedLater() {
        var late = song("p1", DAY_1, "s1").song(1, "s2", "Two", "1", DAY_1).put(application());
        var whole = song("p2", DAY_2, "s3").put(application());
        land(whole);
        land(late, Table.ALBUM, Table.ARTISTS, Table.PLAYLIST, Table.PLAYLIST_ITEMS, Table.SONG_ARTISTS);
        alignClock(late, Duration.ofMinutes(59));

        var summary = load();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.outcome()).isEqualTo(Outcome.OK);
        assertThat(inbox()).containsExactly(late.inboxKey());
        assertThat(query("select snapshot from etl_load")).containsExactly(List.of(whole.name));
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s3"));

        land(late, Table.SONGS);
        execute("delete from landing_songs where song_id = 's2'");
        assertThat(load().snapshotsLoaded()).as("one of two rows").isEqualTo(1);
        assertThat(inbox()).containsExactly(late.inboxKey());

        land(late, Table.SONGS);
        assertThat(load().failures()).isEmpty();
        assertThat(inbox()).isEmpty();
        assertThat(query("select song_id from tbl_songs order by 1"))
                .containsExactly(List.of("s1"), List.of("s2"), List.of("s3"));
        assertThat(landedRows()).isZero();
    }

    /** Leaves so much time between a manifest, which the lake's own clock dates, and now. */
    private void alignClock(PlantedSnapshot snapshot, Duration after) {
        Instant written = lake().lastModified(snapshot.inboxKey());
        application().clock.advance(Duration.between(application().clock.instant(), written.plus(after)));
    }

    @Test
    void aManifestThatHasWaitedTooLongIsToldWithWhatIsMissingAndStays() {
        var snapshot = song("p1", DAY_1, "s1").put(application());
        land(snapshot, Table.ALBUM, Table.ARTISTS, Table.PLAYLIST, Table.SONG_ARTISTS, Table.PLAYLIST_ITEMS);
        alignClock(snapshot, Duration.ofMinutes(61));

        var summary = load();

        assertThat(summary.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.object()).isEqualTo(snapshot.inboxKey());
            assertThat(failure.outcome()).isEqualTo(Outcome.PARTLY);
            assertThat(failure.message())
                    .contains(
                            snapshot.inboxKey() + " waits since ",
                            "0 of 1 rows of landing_songs",
                            "system$pipe_status('landing_songs_pipe')",
                            "alter pipe landing_songs_pipe refresh",
                            "warehouse.from=inbox");
        });
        assertThat(inbox()).containsExactly(snapshot.inboxKey());
        assertThat(deadLetters()).isEmpty();

        startWith(Map.of());
        assertThat(load().failures()).isEmpty();
        assertThat(inbox()).isEmpty();
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s1"));
    }

    @Test
    @Tag("long")
    void aFileThatAPipeBringsTwiceDoublesNothing() {
        var snapshot = song("p1", DAY_1, "s1").put(application());
        land(snapshot);
        land(snapshot, Table.SONGS, Table.PLAYLIST_ITEMS);
        assertThat(count("landing_songs")).isEqualTo(2);

        assertThat(load().failures()).isEmpty();

        assertThat(count("tbl_songs") + count("tbl_playlist_items")).isEqualTo(2);
        assertThat(query("select songs_rows from etl_load")).containsExactly(List.of(1L));
        land(snapshot, Table.SONGS);
        song("p2", DAY_2, "s2").put(application());
        land(song("p2", DAY_2, "s2"));
        load();
        assertThat(landedRows()).as("of what was loaded before, too").isZero();
        assertThat(count("tbl_songs")).isEqualTo(2);
    }

    @Test
    @Tag("long")
    void moreRowsThanTheManifestPromisesAreAnErrorOfItsDataAlone() {
        var culprit = song("p1", DAY_1, "s1").put(application());
        land(culprit);
        execute(
                "insert into landing_songs select 'other', song_name, duration_ms, url, popularity, explicit, isrc, song_added,"
                        + " album_id, artist_id, extracted_at, snapshot, file_name, 2, landed_at from landing_songs");
        land(song("p2", DAY_2, "s2").put(application()));

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains("songs", " 2 rows ", "promises 1", culprit.inboxKey());
        assertThat(deadLetters()).containsExactly(culprit.name + ".json");
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s2"));
    }

    @Test
    void aReplayIsCopiedFromItsFilesWhichNoPipeTakesAgain() {
        land(song("p1", DAY_1, "s1").put(application()));
        load();
        var replayed = song("p1", DAY_1, "s2");
        replayed.putReplay(lake());

        assertThat(load().failures()).isEmpty();

        assertThat(inbox()).isEmpty();
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s2"));
    }

    @Test
    void aFileThatWasWrittenAnewAfterThePipeReadItIsCopied() {
        var before = song("p1", DAY_1, "s1").put(application());
        land(before, Duration.ofHours(-1), Table.SONGS);
        land(before, Duration.ZERO, Table.ALBUM);
        land(before, Table.ARTISTS, Table.SONG_ARTISTS, Table.PLAYLIST, Table.PLAYLIST_ITEMS);
        String text = new String(lake().read(before.csvKey(Table.SONGS)), UTF_8);
        lake().put(before.csvKey(Table.SONGS), text.replace("200000", "200001").getBytes(UTF_8), "text/csv");
        execute("update landing_album set album_name = 'not known to be the file''s'");
        execute("update landing_artists set artist_name = 'landed'");

        assertThat(load().failures()).isEmpty();

        assertThat(query("select duration_ms from tbl_songs")).containsExactly(List.of(200_001L));
        assertThat(query("select album_name from tbl_album")).containsExactly(List.of("Album Song \"s1\", ä"));
        assertThat(query("select artist_name from tbl_artists")).containsExactly(List.of("landed"));
        assertThat(landedRows()).isZero();
    }

    @Test
    @Tag("long")
    void theLedgerLeavesOutWhatWasLoadedWithoutAskingForItsRows() {
        var snapshot = song("p1", DAY_1, "s1").put(application());
        land(snapshot);
        load();
        var before = tables();
        snapshot.putManifest(lake());
        alignClock(snapshot, Duration.ofDays(1));

        assertThat(load().failures()).isEmpty();

        assertThat(inbox()).isEmpty();
        assertThat(tables()).isEqualTo(before);
    }

    /** As a kill does, in a process of its own. */
    @ParameterizedTest
    @CsvSource({"load-batch-commit.before=halt,0", "load-batch-acknowledge.before=halt,1"})
    void aProcessThatDiesLosesAndDoublesNothing(String failpoint, long loaded) throws Exception {
        var snapshot = song("p1", DAY_1, "s1").put(application());
        land(snapshot);
        long landed = landedRows();

        var process = process(failpoint, "once");

        assertThat(process.exitCode()).as(process.err()).isEqualTo(137);
        warehouse.forgetTheDead();
        assertThat(inbox()).containsExactly(snapshot.inboxKey());
        assertThat(count("etl_load")).isEqualTo(loaded);
        assertThat(count("tbl_songs")).isEqualTo(loaded);
        assertThat(landedRows()).as("gone with the commit").isEqualTo(loaded == 0 ? landed : 0);

        assertThat(load().failures()).isEmpty();

        assertThat(inbox()).isEmpty();
        for (String table : Tables.LOADED) {
            assertThat(count(table)).as(table).isEqualTo(1);
        }
        assertThat(landedRows()).isZero();
    }

    private CaravanProcess.Result process(String failpoint, String command) throws Exception {
        return CaravanProcess.run(Path.of("").toAbsolutePath(), loadOnly(BY_PIPES, failpoint), command);
    }

    @Test
    @Tag("long")
    void doctorTellsOfLandingTablesThatAreNotThereOrOlder() throws Exception {
        snapshot("p1", DAY_1).put(application());
        load();
        assertThat(process("", "doctor").out())
                .contains("The tables into which Snowflake's pipes bring the rows are there");

        execute("alter table landing_album drop column url");
        assertThat(process("", "doctor").out())
                .contains(
                        "The tables of Snowflake's pipes lack columns: landing_album",
                        "warehouse.from=inbox",
                        "snowpipe.sql");

        execute("drop table landing_songs");
        assertThat(process("", "doctor").out())
                .contains("not there or not to be read: landing_songs;", "sql/snowflake/setup/snowpipe.sql");
    }

    @Test
    @Tag("long")
    void landingTablesThatAreNotThereAreToldWithTheRemedyAndNothingIsLost() {
        execute("drop table landing_songs");
        var snapshot = song("p1", DAY_1, "s1").put(application());

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains("LANDING_SONGS", "sql/snowflake/setup/snowpipe.sql", "warehouse.from=inbox");
        assertThat(inbox()).containsExactly(snapshot.inboxKey());
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aSnapshotWithoutARowHasNothingToWaitFor() {
        snapshot("p1", DAY_1).put(application());

        assertThat(load().failures()).isEmpty();

        assertThat(inbox()).isEmpty();
        assertThat(count("etl_load")).isEqualTo(1);
    }
}
