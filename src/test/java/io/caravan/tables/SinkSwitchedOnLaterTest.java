package io.caravan.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.failpoint.Failpoints;
import io.caravan.failure.Outcome;
import io.caravan.lake.LakeObject;
import io.caravan.lake.Prefixes;
import io.caravan.local.spotify.Catalogue;
import io.caravan.sink.Replay;
import io.caravan.sink.Sink;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.ArchivedObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was loaded before there were tables comes into them when somebody asks for it. */
class SinkSwitchedOnLaterTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Catalogue CATALOGUE = Catalogue.of(7, 3, 20, DAY);

    @TempDir
    Path folder;

    @Test
    void itIsFedByTheManifestsThatTheWarehouseTookAndWhereTheirFilesAreGoneByTheRawObjects() throws Exception {
        try (var app = TestApplication.start(folder, CATALOGUE, Map.of("spotify.reread-after", "0s"))) {
            app.once();
            app.clock.advance(Duration.ofDays(1));
            app.once();
            assertThat(app.lake().list(Prefixes.COMMIT_INBOX))
                    .as("nobody waits for what is off")
                    .isEmpty();
            List<LakeObject> songs = app.lake().list("transformed_data/songs_data/");
            app.lake().delete(songs.get(0).key());
        }
        try (var app = TestApplication.start(folder, CATALOGUE, Map.of("tables.catalogue", "jdbc"))) {
            TablesOnDisk tables = TablesOnDisk.ofSqlite(folder);
            List<ArchivedObject> objects = new Archive(app.lake()).selected(null, null, null);
            app.request("direct:replay-snapshots", new Replay(objects, Sink.TABLES));

            assertThat(app.runs().summary().outcome()).isEqualTo(Outcome.OK);
            assertThat(app.runs().summary().snapshotsTransformed())
                    .as("only where a file was gone")
                    .isEqualTo(1);
            assertThat(app.lake().list(Prefixes.LOAD_INBOX)).isEmpty();
            assertThat(tables.query(
                            "select count(*), count(distinct snapshot), count(distinct cast(extracted_at as date))"
                                    + " from {etl_load}"))
                    .containsExactly("6 6 2");
            assertThat(tables.query(
                            "select count(*) = (select sum(row_count) from {etl_load_rows} where table_name = 'songs')"
                                    + " from {tbl_songs} join {etl_load} using (snapshot, commit_id)"))
                    .containsExactly("true");

            app.request("direct:replay-snapshots", new Replay(objects, Sink.TABLES));
            assertThat(tables.query("select count(*), count(distinct snapshot) from {etl_load}"))
                    .as("given twice")
                    .containsExactly("6 6");
        }
    }

    @Test
    void aStepThatFailsIsTriedAgainAndTheRunGoesOn() throws Exception {
        Map<String, String> settings = Map.of(
                "tables.catalogue",
                "jdbc",
                Failpoints.PROPERTY,
                "commit-snapshots-append.before=fail(1),commit-snapshots-write.after=fail(1),commit-batch-acknowledge.before=fail(1)");
        try (var app = TestApplication.start(folder, CATALOGUE, settings)) {
            assertThat(app.once().outcome()).isEqualTo(Outcome.OK);

            assertThat(app.lake().list(Prefixes.COMMIT_INBOX)).isEmpty();
            assertThat(TablesOnDisk.ofSqlite(folder).query("select count(*), count(distinct snapshot) from {etl_load}"))
                    .containsExactly("3 3");
        }
    }
}
