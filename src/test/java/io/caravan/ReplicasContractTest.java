package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.sink.Batch;
import io.caravan.sink.ManifestInbox;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.RawObjects;
import io.caravan.transform.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two replicas over one lake and one warehouse: work done twice, and work of one that wakes up late, does no harm. */
abstract class ReplicasContractTest {
    private static final String INBOX = "raw_data/to_processed/";
    private static final String PLAYLIST = "4uLU6hMCjMI75M1A2tKUQC";

    @TempDir
    Path folder;

    TestApplication one;
    TestApplication other;

    /** Returns the settings that lead both to one warehouse, over those of the profile local. */
    abstract Map<String, String> settings();

    abstract Connection connect() throws SQLException;

    @BeforeEach
    void start() throws Exception {
        Catalogue playlists = Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21));
        one = TestApplication.startWithServer(folder.resolve("one"), playlists, settings());
        var shared = new HashMap<>(Map.of("lake.endpoint", one.lakeUrl()));
        shared.putAll(settings());
        other = TestApplication.start(folder.resolve("other"), playlists, shared);
        for (TestApplication replica : List.of(one, other)) {
            replica.stopTransforming();
        }
    }

    @AfterEach
    void stop() {
        other.close();
        one.close();
    }

    /** A raw object of Caravan's own: one song, under the name that it had at that time. */
    private static String raw(int day, String name) {
        return """
                {"caravan":{"run_id":"r%1$d","extracted_at":"2026-11-%1$02dT06:00:00.000Z","consistent":true}}
                {"id":"%2$s","name":"Playlist %3$s","snapshot_id":"v%1$d"}
                {"offset":0,"total":1,"items":[{"added_at":"2026-01-0%1$dT03:04:05Z","item":{"id":"t1","type":"track",                "name":"%3$s","duration_ms":1000,"album":{"id":"a1","name":"Album %3$s","release_date":"1981"},                "artists":[{"id":"r%1$d","name":"Artist %3$s"}]}}]}
                """.formatted(day, PLAYLIST, name);
    }

    private static String name(int day) {
        return PLAYLIST + "_202611%02dT060000000Z".formatted(day);
    }

    /** An object of the inbox in the hands of a replica, which goes on with it step by step. */
    private static final class Work {
        static final int STEPS = 5;
        private final TestApplication replica;
        private final LakeObject object;
        private final RawObjects rawObjects;
        private Snapshot snapshot;
        private boolean archived;

        Work(TestApplication replica, LakeObject object) {
            this.replica = replica;
            this.object = object;
            this.rawObjects = replica.bean("rawObjects", RawObjects.class);
        }

        /** Works off steps in the order of the route write-snapshot; none where the object was not there any more. */
        Work steps(int from, int to) {
            for (int step = from; step < to; step++) {
                step(step);
            }
            return this;
        }

        private void step(int step) {
            if (step == 0) {
                read();
            }
            if (snapshot == null) {
                return;
            }
            switch (step) {
                case 0 -> {}
                case 1 -> send("direct:write-files");
                case 2 -> archived = rawObjects.archive(snapshot, object.key(), object.eTag());
                case 3 -> {
                    if (archived) {
                        send("direct:hand-over-snapshot");
                    }
                }
                default -> {
                    if (archived) {
                        rawObjects.acknowledge(object.key(), object.eTag());
                    }
                }
            }
        }

        private void read() {
            try {
                snapshot = rawObjects.read(object.key(), object.eTag(), object.size(), object.lastModified());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void send(String endpoint) {
            try (var template = replica.context().createProducerTemplate()) {
                var answer = template.send(endpoint, exchange -> {
                    exchange.setProperty("stage", "transform-snapshots");
                    exchange.setProperty("inboxKey", object.key());
                    exchange.setProperty("inboxETag", object.eTag());
                    exchange.setProperty("CamelCharsetName", "UTF-8");
                    exchange.setProperty("snapshot", snapshot);
                });
                assertThat(answer.getException()).isNull();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Lake lake() {
        return one.lake();
    }

    private LakeObject inInbox(String name) {
        return lake().list(INBOX).stream()
                .filter(object -> object.key().equals(INBOX + name))
                .findFirst()
                .orElseThrow();
    }

    private void drop(int day, String name) {
        one.drop(name(day) + ".json", raw(day, name));
    }

    private void work(TestApplication replica, int day) {
        new Work(replica, inInbox(name(day) + ".json")).steps(0, Work.STEPS);
    }

    private static void load(TestApplication replica) {
        replica.request("direct:load-warehouse");
        assertThat(replica.runs().summary().failures()).isEmpty();
    }

    private List<String> query(String sql) {
        try (Connection connection = connect()) {
            return Tables.rows(connection, sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Both snapshots with their items, of everything else the newer one. */
    private void assertBothDaysAndTheNewerOneWins() {
        assertThat(query("select song_id, song_name, artist_id, song_added, snapshot from tbl_songs"))
                .containsExactly("t1|New|r2|2026-01-01 03:04:05|" + name(2));
        assertThat(query("select album_name from tbl_album")).containsExactly("Album New");
        assertThat(query("select artist_id, artist_name from tbl_artists"))
                .containsExactly("r1|Artist Old", "r2|Artist New");
        assertThat(query("select song_id, position, artist_id from tbl_song_artists"))
                .containsExactly("t1|0|r2");
        assertThat(query("select playlist_name, snapshot_id from tbl_playlist")).containsExactly("Playlist New|v2");
        assertThat(query("select snapshot, position, song_id, added_at from tbl_playlist_items"))
                .containsExactly(name(1) + "|0|t1|2026-01-01 03:04:05", name(2) + "|0|t1|2026-01-02 03:04:05");
        assertThat(query("select snapshot, seen from etl_load")).containsExactly(name(1) + "|1", name(2) + "|1");
        assertThat(lake().list(INBOX)).isEmpty();
        assertThat(lake().list("transformed_data/to_load/")).isEmpty();
        assertThat(lake().listDeep("dead_letter/")).isEmpty();
        assertThat(new Archive(lake()).selected(null, null, null)).hasSize(2);
    }

    @Test
    void in1AnObjectDeliveredThreeTimesOutOfOrderAddsNothingAndNeverOverwritesNewerRows() {
        var deliveries = new ArrayList<>(List.of(2, 1, 2, 1, 1, 2));
        var random = new Random(1);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < deliveries.size(); i++) {
                int day = deliveries.get(i);
                drop(day, day == 1 ? "Old" : "New");
                work(i % 2 == 0 ? one : other, day);
                load(random.nextBoolean() ? one : other);
            }
            assertBothDaysAndTheNewerOneWins();
            Collections.shuffle(deliveries, random);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aReplicaThatWakesUpInTheMidstOfATransformAddsNothing(int stalledBefore) {
        drop(1, "Old");
        drop(2, "New");
        var late = new Work(other, inInbox(name(1) + ".json")).steps(0, stalledBefore);
        work(one, 2);
        if (stalledBefore < Work.STEPS) {
            work(one, 1);
        }
        load(one);

        late.steps(stalledBefore, Work.STEPS);
        load(other);

        assertBothDaysAndTheNewerOneWins();
    }

    @Test
    void aReplicaThatWakesUpLeavesWhatCameMeanwhileUnderTheSameName() {
        one.drop("list_2026-01-01.json", raw(1, "Old").lines().skip(1).reduce("", (a, b) -> a + b + "\n"));
        var late = new Work(other, inInbox("list_2026-01-01.json")).steps(0, 2);
        one.drop("list_2026-01-01.json", raw(2, "New").lines().skip(1).reduce("", (a, b) -> a + b + "\n"));

        late.steps(2, Work.STEPS);

        assertThat(lake().list("transformed_data/to_load/")).isEmpty();
        new Work(one, inInbox("list_2026-01-01.json")).steps(0, Work.STEPS);
        load(one);
        assertThat(query("select song_name from tbl_songs")).containsExactly("New");
        assertThat(lake().list(INBOX)).isEmpty();
    }

    private static Batch nextBatch(TestApplication replica) {
        return replica.bean("loadInbox", ManifestInbox.class).batches().next();
    }

    private static void goOn(TestApplication replica, Batch batch) {
        CamelContext context = replica.context();
        try (var template = context.createProducerTemplate()) {
            var answer = template.send("direct:load-batch-or-each", exchange -> {
                exchange.setProperty("stage", "load-warehouse");
                exchange.setProperty("batch", batch);
            });
            assertThat(answer.getException()).isNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReplicaThatWakesUpWithManifestsThatAnotherHasLoadedAddsNothing() {
        drop(1, "Old");
        work(one, 1);
        Batch late = nextBatch(other);
        drop(2, "New");
        work(one, 2);
        load(one);

        goOn(other, late);

        assertThat(other.runs().summary().failures()).isEmpty();
        assertThat(other.runs().summary().snapshotsLoaded()).isZero();
        assertBothDaysAndTheNewerOneWins();
    }

    @Test
    void aReplicaThatWakesUpBetweenItsCommitAndTheMoveLeavesAManifestThatCameMeanwhile() {
        drop(1, "Old");
        work(one, 1);
        drop(2, "New");
        work(one, 2);
        Batch late = nextBatch(other);
        load(one);
        String key = "transformed_data/to_load/" + name(1) + ".json";
        String manifest = new String(lake().read("transformed_data/loaded/" + name(1) + ".json"), UTF_8);
        lake().put(key, (manifest + " ").getBytes(UTF_8), "application/json");

        other.bean("loadInbox", ManifestInbox.class).acknowledge(late);

        assertThat(lake().list("transformed_data/to_load/"))
                .extracting(LakeObject::key)
                .containsExactly(key);
        load(one);
        assertBothDaysAndTheNewerOneWins();
    }

    @Test
    void aReplicaWhoseManifestWasBadDoesNotSetAsideTheGoodOneThatCameMeanwhile() {
        drop(1, "Old");
        work(one, 1);
        drop(2, "New");
        work(one, 2);
        String csv = "transformed_data/songs_data/" + name(1) + ".csv";
        byte[] songs = lake().read(csv);
        lake().delete(csv);
        Batch late = nextBatch(other);
        LakeObject bad = lake().list("transformed_data/to_load/").get(0);
        byte[] good = (new String(lake().read(bad.key()), UTF_8) + " ").getBytes(UTF_8);
        lake().put(bad.key(), good, "application/json");

        goOn(other, late);

        assertThat(lake().listDeep("dead_letter/")).isEmpty();
        lake().put(csv, songs, "text/csv");
        load(one);
        assertBothDaysAndTheNewerOneWins();
    }

    @Test
    void aReplayAndTheFirstLoadOfASnapshotMayMeet() {
        drop(1, "Old");
        work(one, 1);
        drop(2, "New");
        work(one, 2);
        Batch late = nextBatch(other);
        one.replay(new Archive(lake()).selected(null, null, null));

        goOn(other, late);

        assertThat(query("select distinct transform_version from etl_load")).containsExactly("2");
        assertBothDaysAndTheNewerOneWins();
    }
}
