package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.ArchivedObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replay has to do in every warehouse: put the rows of today's transform in the place of an earlier one's. */
abstract class ReplayContractTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final String PLAYLIST = "4uLU6hMCjMI75M1A2tKUQC";
    /** A page as another program left it: nothing in it tells which playlist it is or when it was read. */
    private static final String PAGE = """
            {"total":1,"items":[{"added_at":"2026-01-02T03:04:05Z","track":{"id":"t1","type":"track","name":"One",
             "duration_ms":1000,"album":{"id":"a1","name":"A","release_date":"1981"},
             "artists":[{"id":"r1","name":"R"},{"id":"r2","name":"S"}]}}]}""";

    @TempDir
    Path folder;

    private TestApplication app;

    /** Returns the settings that lead to a warehouse, over those of the profile local. */
    abstract Map<String, String> settings();

    abstract Connection connect() throws SQLException;

    @BeforeEach
    void start() {
        startWith(Map.of());
    }

    @AfterEach
    void stop() {
        app.close();
    }

    /** Starts the application anew, over the same lake and warehouse. */
    private void startWith(Map<String, String> properties) {
        if (app != null) {
            app.close();
        }
        var settings = new HashMap<>(settings());
        settings.put("caravan.retries", "1");
        settings.putAll(properties);
        app = TestApplication.start(folder, Catalogue.of(7, 3, 20, DAY), settings);
    }

    private RunSummary replay(List<ArchivedObject> objects) {
        app.replay(objects);
        return app.runs().summary();
    }

    private List<ArchivedObject> archive() {
        return new Archive(app.lake()).selected(null, null, null);
    }

    private Map<String, List<String>> tables() {
        try (Connection connection = connect()) {
            return Tables.all(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> query(String sql) {
        try (Connection connection = connect()) {
            return Tables.rows(connection, sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private void execute(String... statements) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> inbox() {
        return app.lake().list("transformed_data/to_load/").stream()
                .map(LakeObject::key)
                .toList();
    }

    /** Rows as a transform with other ideas might have left them, in place of those of each snapshot. */
    private void loadedByAnotherTransform() {
        execute(
                "update etl_load set transform_version = null, seen = 0, raw_key = 'raw_data/processed/elsewhere.json'",
                "insert into tbl_playlist_items select playlist_id, position + 1000, song_id, added_at, added_by,"
                        + " popularity, extracted_at, snapshot from tbl_playlist_items",
                "delete from tbl_playlist_items where position = 0",
                "update tbl_playlist_items set song_id = 'wrong' where position = 1",
                "insert into tbl_song_artists select song_id, position + 10, artist_id, extracted_at, snapshot"
                        + " from tbl_song_artists",
                "update tbl_songs set song_name = 'wrong', popularity = null",
                "update tbl_album set album_name = 'wrong'",
                "update tbl_artists set artist_name = 'wrong'",
                "update tbl_playlist set playlist_name = 'wrong'");
    }

    @Test
    void aReplayOfWhatIsCurrentChangesNothingButByWhomItWasLoadedAndWhen() {
        app.once();
        var before = tables();
        List<String> loads = query("select snapshot, loaded_at from etl_load");

        RunSummary summary = replay(archive());

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.findings()).isEmpty();
        assertThat(tables()).isEqualTo(before);
        assertThat(before.get("etl_load")).hasSize(3).allMatch(row -> row.endsWith("|2"));
        assertThat(query("select snapshot, loaded_at from etl_load")).hasSize(3).doesNotContainAnyElementsOf(loads);
        assertThat(inbox()).isEmpty();
    }

    @Test
    void theRowsOfAnotherTransformGoAndThoseOfThisOneComeInTheirPlace() {
        app.once();
        var expected = tables();
        loadedByAnotherTransform();
        assertThat(tables()).isNotEqualTo(expected);

        RunSummary summary = replay(archive());

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.findings()).isEmpty();
        assertThat(summary.snapshotsLoaded()).isEqualTo(6);
        assertThat(tables()).isEqualTo(expected);
    }

    @Test
    void aReplayOfAnOldSnapshotLeavesNewerRowsAlone() {
        app.once();
        List<ArchivedObject> first = archive();
        app.clock.advance(Duration.ofDays(1));
        app.spotify.advanceTo(DAY.plusDays(1));
        app.once();
        var expected = tables();
        String newest =
                first.get(0).key().extractedAt().plus(Duration.ofHours(1)).toString();
        execute(
                "delete from tbl_playlist_items where extracted_at < '" + newest + "' and position < 5",
                "update etl_load set seen = 0 where extracted_at < '" + newest + "'");
        assertThat(tables()).isNotEqualTo(expected);

        RunSummary summary = replay(first);

        assertThat(summary.failures()).isEmpty();
        assertThat(tables()).isEqualTo(expected);
    }

    @Test
    void anOlderTransformNeverReplacesTheRowsOfANewerOne() {
        app.once();
        execute(
                "update etl_load set transform_version = 99",
                "update tbl_songs set song_name = 'of version 99'",
                "update tbl_playlist_items set popularity = 99");
        var before = tables();

        RunSummary summary = replay(archive());

        assertThat(summary.failures()).isEmpty();
        assertThat(tables()).isEqualTo(before);
        assertThat(inbox()).isEmpty();
    }

    @Test
    void aReplayThatFailsAtTheLastStatementLeavesTheRowsAndTheLedgerAsTheyWere() throws IOException {
        app.once();
        var expected = tables();
        loadedByAnotherTransform();
        var before = tables();
        startWith(Map.of("warehouse.sql-folder", sqlWithout("merge_playlist_items")));

        RunSummary failed = replay(archive());

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(tables()).isEqualTo(before);
        assertThat(inbox()).hasSize(3);

        startWith(Map.of());
        app.request("direct:load-warehouse");

        assertThat(tables()).isEqualTo(expected);
        assertThat(inbox()).isEmpty();
    }

    private String sqlWithout(String file) throws IOException {
        String dialect = settings().getOrDefault("warehouse.dialect", "duckdb");
        return SqlCopy.with(folder.resolve("sql"), dialect, file, "merge into nothing");
    }

    @Test
    void aManifestThatComesAgainAfterItsReplayChangesNothing() {
        app.once();
        var expected = tables();
        replay(archive());
        for (LakeObject loaded : app.lake().list("transformed_data/loaded/")) {
            app.lake().copyIfUnchanged(loaded.key(), null, loaded.key().replace("/loaded/", "/to_load/"));
        }
        assertThat(inbox())
                .as("of three snapshots their first manifests and their replays")
                .hasSize(6);

        app.request("direct:load-warehouse");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(tables()).isEqualTo(expected);
        assertThat(inbox()).isEmpty();
    }

    @Test
    void objectsOfOtherProgramsKeepTheNameTimeAndPlaylistThatTheyFirstHad() throws IOException {
        var gzipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzipped)) {
            out.write(PAGE.getBytes(UTF_8));
        }
        app.drop("Export of " + PLAYLIST + ".json", PAGE);
        app.drop("top 50 2026-02-03T04:05:06.json.gz", gzipped.toByteArray());
        app.drop("neither.json", PAGE.replace("t1", "t2"));
        app.request("direct:run-cycle");
        var expected = tables();
        assertThat(query("select playlist_id from tbl_playlist where snapshot like 'export-of%'"))
                .containsExactly(PLAYLIST);
        loadedByAnotherTransform();

        RunSummary summary = replay(archive());

        assertThat(summary.failures()).isEmpty();
        assertThat(tables()).isEqualTo(expected);
        assertThat(archive()).hasSize(6);
    }

    @Test
    void aWarehouseThatWasLostComesBackFromTheArchive() {
        app.drop("list.json", PAGE);
        app.once();
        app.clock.advance(Duration.ofDays(1));
        app.spotify.advanceTo(DAY.plusDays(1));
        app.once();
        var expected = tables();
        expected.keySet().forEach(table -> execute("drop table " + table + " cascade"));

        RunSummary summary = replay(archive());

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.findings()).isEmpty();
        assertThat(tables()).isEqualTo(expected);
    }

    @Test
    void theLedgerOfAnEarlierVersionIsGivenTheColumn() {
        app.once();
        var expected = tables();
        execute("alter table etl_load drop column transform_version", "delete from etl_migration");

        RunSummary summary = replay(List.of(archive().get(0)));

        assertThat(summary.failures()).isEmpty();
        assertThat(query("select count(*), count(transform_version), max(transform_version) from etl_load"))
                .containsExactly("3|1|2");
        replay(archive());
        assertThat(tables()).isEqualTo(expected);
    }

    @Test
    void oneThatCannotBeReadStaysInTheArchiveAndDoesNotStopTheOthers() {
        app.once();
        var expected = tables();
        loadedByAnotherTransform();
        String broken = archive().get(0).object().key();
        byte[] bytes = app.lake().read(broken);
        app.lake().put(broken, "{".getBytes(UTF_8), "application/json");

        RunSummary summary = replay(archive());

        assertThat(summary.failures()).extracting(Failure::object).containsExactly(broken);
        assertThat(summary.deadLetters()).isZero();
        assertThat(summary.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(app.lake().read(broken)).asString(UTF_8).isEqualTo("{");

        app.lake().put(broken, bytes, "application/json");
        replay(new Archive(app.lake()).named(Set.of(broken)));
        assertThat(tables()).isEqualTo(expected);
    }
}
