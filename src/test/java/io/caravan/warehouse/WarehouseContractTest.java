package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.caravan.Outcome;
import io.caravan.SqlCopy;
import io.caravan.Tables;
import io.caravan.TestApplication;
import io.caravan.command.CaravanProcess;
import io.caravan.failpoint.Failpoints;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.model.Table;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What every warehouse has to do with the same routes: the real ones, over a real lake and a real warehouse. */
abstract class WarehouseContractTest {
    private static final String DAY_1 = "2026-11-01 06:00:00.000";
    private static final String DAY_2 = "2026-11-02 06:00:00.000";
    private static final String DAY_3 = "2026-11-03 06:00:00.000";

    @TempDir
    Path folder;

    Lake lake;
    private TestApplication application;

    /** Returns the {@code warehouse.*} properties, URL and dialect at least. */
    abstract Map<String, String> warehouse();

    /** Opens a connection of the test's own. */
    abstract Connection connect() throws SQLException;

    /** Keeps the application from the warehouse until what it returns is closed. */
    abstract AutoCloseable away() throws Exception;

    /** Lets the warehouse find out that a process is gone which was at work in it. */
    void forgetTheDead() {}

    /** Tells whether connections stay open after a load, for the next. */
    boolean keepsConnections() {
        return false;
    }

    @BeforeEach
    void start() {
        startWith(Map.of());
    }

    @AfterEach
    void stop() {
        application.close();
    }

    /** Starts the application anew, over the same lake and warehouse. */
    void startWith(Map<String, String> properties) {
        if (application != null) {
            application.close();
        }
        application = start(folder, properties);
        lake = application.lake();
    }

    private TestApplication start(Path home, Map<String, String> properties) {
        var settings = new HashMap<>(warehouse());
        settings.put("caravan.retries", "1");
        settings.putAll(properties);
        return TestApplication.start(home, Catalogue.of(1, 1, 1, LocalDate.of(2026, 11, 21)), settings);
    }

    /** Starts another application over the same lake and warehouse. */
    private TestApplication startReplica(Map<String, String> properties) throws IOException {
        var settings = new HashMap<>(properties);
        settings.put("lake.endpoint", setting("lake.endpoint"));
        return start(Files.createDirectories(folder.resolve("replica")), settings);
    }

    private String setting(String key) {
        return application.context().resolvePropertyPlaceholders("{{" + key + "}}");
    }

    /** Lets two applications load at once, then each once more, as the next tick would. */
    private void loadAtOnce(TestApplication one, TestApplication other) {
        var both = Stream.of(one, other)
                .map(app -> CompletableFuture.runAsync(() -> app.request("direct:load-warehouse")))
                .toList();
        both.forEach(CompletableFuture::join);
        one.request("direct:load-warehouse");
        other.request("direct:load-warehouse");
    }

    RunSummary load() {
        application.request("direct:load-warehouse");
        assertThat(application
                        .bean("warehousePool", HikariDataSource.class)
                        .getHikariPoolMXBean()
                        .getActiveConnections())
                .isZero();
        return application.runs().summary();
    }

    List<List<Object>> query(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<Object>>();
            while (result.next()) {
                var row = new ArrayList<Object>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.add(value instanceof Number number && !(value instanceof Double) ? number.longValue() : value);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** All tables, but for when and by which run a snapshot was loaded. */
    private Map<String, List<List<Object>>> tables() {
        var tables = new TreeMap<String, List<List<Object>>>();
        for (String table : Tables.LOADED) {
            String columns = table.equals("etl_load") ? "snapshot, raw_sha256, extracted_at, songs_rows, seen" : "*";
            tables.put(
                    table,
                    query("select " + columns + " from " + table).stream()
                            .sorted(Comparator.comparing(List::toString))
                            .toList());
        }
        return tables;
    }

    private long count(String table) {
        return (long) query("select count(*) from " + table).get(0).get(0);
    }

    private List<String> keys(String prefix) {
        return lake.list(prefix).stream().map(LakeObject::key).toList();
    }

    List<String> inbox() {
        return keys("transformed_data/to_load/");
    }

    List<String> deadLetters() {
        return application
                .bean("s3Client", S3Client.class)
                .listObjectsV2Paginator(request -> request.bucket(warehouse().getOrDefault("lake.bucket", "lake"))
                        .prefix(warehouse().getOrDefault("lake.prefix", "") + "dead_letter/load-warehouse/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .filter(key -> key.endsWith(".json") && !key.endsWith(".error.json"))
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    PlantedSnapshot snapshot(String playlistId, String day) {
        return new PlantedSnapshot(playlistId, day);
    }

    @Test
    void aLoadFillsEveryTableAndMovesTheManifest() {
        var snapshot = snapshot("p1", DAY_1)
                .playlist("Morning")
                .song(0, "s1", "One", "50", "2020-01-02 03:04:05.678")
                .song(1, "s2", "Two", "-", "2021-01-02 03:04:05.000")
                .nullItems(2)
                .put(lake);

        var summary = load();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.findings()).isEmpty();
        assertThat(summary.snapshotsLoaded()).isEqualTo(1);
        assertThat(summary.rowsLoaded()).containsEntry("songs", 2L).containsEntry("playlist", 1L);
        assertThat(summary.tables()).containsEntry("songs", 2L).containsEntry("playlist_items", 2L);
        assertThat(query("select song_id, song_name, duration_ms, url, popularity, explicit, isrc,"
                        + " cast(song_added as varchar), album_id, artist_id, cast(extracted_at as varchar), snapshot"
                        + " from tbl_songs order by 1"))
                .containsExactly(
                        Arrays.asList(
                                "s1",
                                "One",
                                200000L,
                                "https://s",
                                50L,
                                true,
                                null,
                                "2020-01-02 03:04:05.678",
                                "als1",
                                "ars1",
                                "2026-11-01 06:00:00",
                                snapshot.name),
                        Arrays.asList(
                                "s2",
                                "Two",
                                200000L,
                                "https://s",
                                null,
                                true,
                                null,
                                "2021-01-02 03:04:05",
                                "als2",
                                "ars2",
                                "2026-11-01 06:00:00",
                                snapshot.name));
        assertThat(query("select album_name, cast(release_date as varchar), release_date_precision, total_tracks"
                        + " from tbl_album where album_id = 'als1'"))
                .containsExactly(List.of("Album One", "1981-01-01", "year", 9L));
        assertThat(query("select playlist_name, owner_id, snapshot_id, total_items, cast(items_extracted_at as varchar)"
                        + " from tbl_playlist"))
                .containsExactly(List.of("Morning", "owner", "v1", 1L, "2026-11-01 06:00:00"));
        assertThat(query("select position, song_id, added_by, popularity from tbl_playlist_items order by 1"))
                .containsExactly(Arrays.asList(0L, "s1", null, 50L), Arrays.asList(1L, "s2", null, null));
        assertThat(query("select raw_key, cast(extracted_at as varchar), run_id, consistent, album_rows, artists_rows,"
                        + " songs_rows, song_artists_rows, playlist_rows, playlist_items_rows, seen, skipped_null_item,"
                        + " skipped_local_file, skipped_episode, skipped_no_id, rejected from etl_load"))
                .containsExactly(List.of(
                        "raw_data/processed/x.json",
                        "2026-11-01 06:00:00",
                        summary.runId(),
                        true,
                        2L,
                        2L,
                        2L,
                        2L,
                        1L,
                        2L,
                        4L,
                        2L,
                        0L,
                        0L,
                        0L,
                        0L));
        assertThat(inbox()).isEmpty();
        assertThat(keys("transformed_data/loaded/")).containsExactly(snapshot.loadedKey());
        var pool = application.bean("warehousePool", HikariDataSource.class).getHikariPoolMXBean();
        assertThat(pool.getActiveConnections()).isZero();
        assertThat(pool.getTotalConnections() > 0).isEqualTo(keepsConnections());
        assertThat(folder.resolve("work/load"))
                .satisfiesAnyOf(work -> assertThat(work).doesNotExist(), work -> assertThat(work)
                        .isEmptyDirectory());
    }

    @Test
    void csv2NamesComeBackAsTheyWere() {
        var names = List.of(
                "",
                " ",
                "NULL",
                "\\N",
                "AC\\DC",
                "=1+1",
                "a,\"b",
                "\"",
                "\"\"",
                "'; drop table tbl_songs; --",
                " both ends ",
                "a\nb",
                "a\rb",
                "a\r\nb",
                "\n",
                "a\tb",
                "${exchangeId}",
                ":files",
                ":?manifests",
                "\uD83D\uDE00 \u00e9",
                "line\n\"s9\",\"not a row\",\"1\"",
                "x".repeat(3_000_000));
        var snapshot = snapshot("p1", DAY_1).playlist("a,\"b\r\n");
        IntStream.range(0, names.size()).forEach(i -> snapshot.song(i, "s" + i, names.get(i), "1", DAY_1));
        snapshot.put(lake);

        assertThat(load().failures()).isEmpty();

        assertThat(query("select song_name from tbl_songs order by cast(substr(song_id, 2) as integer)"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(names);
        assertThat(query("select playlist_name from tbl_playlist")).containsExactly(List.of("a,\"b\r\n"));
    }

    @Test
    void csv2ABigFileFullOfQuotedLineBreaksComesBackAsItWas() {
        var names = IntStream.range(0, 60_000)
                .mapToObj(i -> "n" + i + "\n\"s1\",\"x\",\"2\",\n" + "\"\r\n,".repeat(i % 40))
                .toList();
        var snapshot = snapshot("p1", DAY_1).playlist("Big");
        IntStream.range(0, names.size()).forEach(i -> snapshot.row(Table.ARTISTS, "a" + i, names.get(i), "https://a"));
        snapshot.put(lake);

        assertThat(load().failures()).isEmpty();

        assertThat(query("select artist_name from tbl_artists order by cast(substr(artist_id, 2) as integer)"))
                .extracting(row -> row.get(0))
                .isEqualTo(names);
    }

    @Test
    void aSecondLoadOfTheSameManifestIsOnlyMoved() {
        var snapshot = snapshot("p1", DAY_1)
                .playlist("P")
                .song(0, "s1", "One", "1", DAY_1)
                .put(lake);
        load();
        var before = tables();
        snapshot.putManifest(lake);

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
        snapshots.forEach(snapshot -> snapshot.put(lake));
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
            Tables.LOADED.forEach(table -> execute("drop table " + table));
            var order = new ArrayList<>(snapshots);
            Collections.shuffle(order, random);
            for (int i = 0; i < order.size(); i += atOnce) {
                order.subList(i, Math.min(order.size(), i + atOnce)).forEach(snapshot -> snapshot.putManifest(lake));
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
        snapshot("pb", DAY_1).playlist("B").song(0, "s1", "from b", "1", DAY_1).put(lake);
        load();
        snapshot("pa", DAY_1).playlist("A").song(0, "s1", "from a", "1", DAY_1).put(lake);

        load();

        assertThat(query("select song_name from tbl_songs")).containsExactly(List.of("from b"));
        assertThat(query("select song_id, artist_id from tbl_song_artists")).containsExactly(List.of("s1", "ars1"));
    }

    @Test
    void theArtistsOfASongAreReplacedWholeAlsoByNone() {
        snapshot("p1", DAY_2)
                .song(0, "s1", "One", "1", DAY_1)
                .song(1, "s2", "Two", "1", DAY_1)
                .row(Table.SONG_ARTISTS, "s1", "1", "ars2")
                .put(lake);
        load();
        assertThat(count("tbl_song_artists")).isEqualTo(3);
        snapshot("p1", DAY_1)
                .song(0, "s1", "Old", "1", DAY_1)
                .row(Table.SONG_ARTISTS, "s1", "5", "old")
                .put(lake);
        load();
        assertThat(count("tbl_song_artists")).isEqualTo(3);
        snapshot("p1", DAY_3)
                .row(Table.SONGS, "s1", "One", "1", "u", "1", "true", "-", DAY_1, "als1", "ars1")
                .row(Table.SONGS, "s2", "Two", "1", "u", "1", "true", "-", DAY_1, "als2", "ars2")
                .row(Table.SONG_ARTISTS, "s1", "0", "ars2")
                .put(lake);
        load();

        assertThat(query("select song_id, position, artist_id from tbl_song_artists"))
                .containsExactly(List.of("s1", 0L, "ars2"));
    }

    @Test
    void anEmptiedPlaylistHasNoCurrentContentButKeepsItsHistory() {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        load();
        assertThat(query("select playlist_name, position, song_name from v_current_playlist_items"))
                .containsExactly(List.of("P", 0L, "One"));

        snapshot("p1", DAY_2).playlist("P").put(lake);

        assertThat(load().failures()).isEmpty();
        assertThat(count("v_current_playlist_items")).isZero();
        assertThat(count("tbl_playlist_items")).isEqualTo(1);
    }

    @Test
    void theViewsSayWhatTheTablesHold() {
        snapshot("p1", DAY_1)
                .playlist("P")
                .song(0, "s1", "One", "40", "2020-01-31 23:59:59.999")
                .song(1, "s2", "Two", "60", "2020-02-01 00:00:00.000")
                .song(2, "s3", "Three", "-", "2020-02-02 00:00:00.000")
                .song(3, "s4", "Four", "80", "2020-02-02 00:00:00.000")
                .row(Table.SONG_ARTISTS, "s2", "1", "ars1")
                .row(Table.SONG_ARTISTS, "s4", "1", "ars1")
                .row(Table.SONG_ARTISTS, "s1", "1", "ars4")
                .row(Table.SONG_ARTISTS, "s2", "2", "ars4")
                .row(Table.SONG_ARTISTS, "s3", "1", "ars2")
                .row(Table.SONG_ARTISTS, "s4", "2", "ars2")
                .put(lake);
        load();

        assertThat(query("select artist_id, songs, average_popularity from v_top_artists"))
                .as("ars2 has two songs whose popularity is known")
                .containsExactly(List.of("ars1", 3L, 60.0), List.of("ars4", 3L, 60.0));
        assertThat(query("select release_year, albums, average_tracks from v_releases_per_year"))
                .containsExactly(List.of(1981L, 4L, 9.0));
        assertThat(query("select cast(added_month as varchar), songs, average_popularity from v_songs_added_per_month"))
                .containsExactly(List.of("2020-01-01", 1L, 40.0), List.of("2020-02-01", 3L, 70.0));
    }

    @Test
    void load3AFileWithOtherRowsThanPromisedIsSetAside() {
        var culprit = snapshot("p1", DAY_1)
                .song(0, "s1", "One", "1", DAY_1)
                .promises(Table.ARTISTS, 2)
                .put(lake);

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains("artists", " 1 rows ", "promises 2", culprit.inboxKey());
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(deadLetters()).containsExactly(culprit.name + ".json");
        assertThat(inbox()).isEmpty();
        assertThat(count("etl_load") + count("tbl_songs")).isZero();
    }

    @Test
    void load3OneBadRowDoesNotHoldUpTheOthers() {
        var good = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        var bad = snapshot("p2", DAY_2)
                .line(Table.ALBUM, "\"al\",\"n\",\"1981-02-30\",\"day\",\"x\",,\"2026-11-02 06:00:00.000\",\"p2\"")
                .put(lake);
        var alsoGood = snapshot("p3", DAY_3).song(0, "s3", "Three", "1", DAY_1).put(lake);

        var summary = load();

        assertThat(deadLetters()).containsExactly(bad.name + ".json");
        assertThat(summary.failures()).extracting(Failure::object).containsExactly(bad.inboxKey());
        assertThat(summary.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(query("select snapshot from etl_load order by 1"))
                .containsExactly(List.of(good.name), List.of(alsoGood.name));
        assertThat(query("select song_id from tbl_songs order by 1")).containsExactly(List.of("s1"), List.of("s3"));
        assertThat(inbox()).isEmpty();
    }

    @Test
    void aSnapshotLoadedBeforeFromOtherBytesIsSetAside() {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        load();
        var other = snapshot("p1", DAY_1)
                .song(0, "s1", "Other", "1", DAY_1)
                .rawSha256("cd".repeat(32))
                .put(lake);

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
    void aMissingFileSetsItsManifestAside() {
        var culprit = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        lake.delete(culprit.csvKey(Table.SONGS));
        snapshot("p2", DAY_1).song(0, "s2", "Two", "1", DAY_1).put(lake);

        var summary = load();

        assertThat(summary.failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains(culprit.csvKey(Table.SONGS));
        assertThat(deadLetters()).containsExactly(culprit.name + ".json");
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s2"));
    }

    @Test
    void unreadableManifestsAreSetAsideAndTheOthersLoaded() {
        lake.put("transformed_data/to_load/broken.json", "{\"snapshot\":".getBytes(UTF_8), "application/json");
        lake.put("transformed_data/to_load/${exchangeId} 'x.json", "null".getBytes(UTF_8), "application/json");
        lake.put("transformed_data/to_load/empty.json", "{}".getBytes(UTF_8), "application/json");
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);

        load();

        assertThat(deadLetters()).containsExactly("__exchangeId___x.json", "broken.json", "empty.json");
        assertThat(inbox()).isEmpty();
        assertThat(count("tbl_songs")).isEqualTo(1);
    }

    @Test
    void aFailureAtTheLastStatementLeavesNothingBehind() throws IOException {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        snapshot("p2", DAY_1).playlist("P").song(0, "s2", "Two", "1", DAY_1).put(lake);
        startWith(Map.of("warehouse.sql-folder", sqlWith("merge_playlist_items", "merge into nothing")));

        var summary = load();

        Tables.LOADED.forEach(table -> assertThat(count(table)).as(table).isZero());
        assertThat(inbox()).hasSize(2);
        assertThat(deadLetters()).isEmpty();
        assertThat(summary.outcome()).isEqualTo(Outcome.FAILED);

        startWith(Map.of());
        assertThat(load().failures()).isEmpty();
        assertThat(count("tbl_songs")).isEqualTo(2);
    }

    @Test
    void aDataErrorAtTheLastStatementLeavesNothingBehind() throws IOException {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        snapshot("p2", DAY_1).playlist("P").song(0, "s2", "Two", "1", DAY_1).put(lake);
        startWith(Map.of("warehouse.sql-folder", sqlWith("merge_playlist_items", "select cast('x' as integer)")));

        load();

        Tables.LOADED.forEach(table -> assertThat(count(table)).as(table).isZero());
        assertThat(deadLetters()).hasSize(2);
    }

    @Test
    void theFirstErrorOfATransactionIsTheOneThatCounts() throws IOException {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        startWith(Map.of("warehouse.sql-folder", sqlWith("merge_album", "select cast('x' as integer)")));

        assertThat(load().failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .contains("'x'");
        assertThat(deadLetters()).hasSize(1);
    }

    private String sqlWith(String file, String statement) throws IOException {
        return SqlCopy.with(folder.resolve("sql"), warehouse().get("warehouse.dialect"), file, statement);
    }

    @Test
    void aMigrationIsAppliedOnceAndRecorded() throws IOException {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        load();
        String migration = "alter table if exists tbl_songs add column if not exists added_later varchar";
        startWith(Map.of("warehouse.sql-folder", sqlWith("migrate_900_added_later", migration)));
        snapshot("p2", DAY_1).song(0, "s2", "Two", "1", DAY_1).put(lake);

        assertThat(load().failures()).isEmpty();

        assertThat(query("select song_id, added_later from tbl_songs order by 1"))
                .containsExactly(Arrays.asList("s1", null), Arrays.asList("s2", null));
        assertThat(query("select migration_name from etl_migration where migration_name like 'migrate_9%'"))
                .containsExactly(List.of("migrate_900_added_later"));

        startWith(Map.of("warehouse.sql-folder", sqlWith("migrate_900_added_later", "no sql at all")));
        snapshot("p3", DAY_1).put(lake);

        assertThat(load().failures()).as("not applied again").isEmpty();
    }

    @Test
    void aMigrationOfSeveralStatementsRunsThemAllInTheirOrder() throws IOException {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        load();
        String migration = """
                -- Two; the first ends here
                alter table if exists tbl_songs add column if not exists later_1 varchar; \n
                update tbl_songs set later_1 = 'a;b';
                """;
        startWith(Map.of("warehouse.sql-folder", sqlWith("migrate_900_two", migration)));
        snapshot("p2", DAY_1).put(lake);

        assertThat(load().failures()).isEmpty();

        assertThat(query("select song_id, later_1 from tbl_songs")).containsExactly(List.of("s1", "a;b"));
    }

    /** Tables are made once a process, and again after a failure. */
    @Test
    void aTableThatSomebodyDropsBetweenTwoLoadsIsMadeAnew() {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        load();
        execute("drop table tbl_album");
        snapshot("p2", DAY_2).song(0, "s2", "Two", "1", DAY_2).put(lake);

        application.request("direct:load-warehouse");

        assertThat(inbox()).isEmpty();
        assertThat(query("select album_id from tbl_album")).containsExactly(List.of("als2"));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aStatementThatTheWarehouseDoesNotTakeIsNamedByItsFile() throws IOException {
        String sql = sqlWith("winner_album", "insert into winner_album select nothing from stage_album");
        startWith(Map.of("warehouse.sql-folder", sql, "caravan.retries", "0"));
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);

        assertThat(load().failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .containsIgnoringCase("nothing")
                .contains(Path.of(sql).resolve("winner_album.sql").toString(), "mend that file")
                .doesNotContain("warehouse.url");
        assertThat(inbox()).hasSize(1);
    }

    @Test
    void twoLoadersApplyAMigrationOnce() throws Exception {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        load();
        // The first that comes works for a while between looking and changing.
        var settings = Map.of(
                "warehouse.sql-folder",
                sqlWith("migrate_900_double", "insert into tbl_artists (artist_id) values ('migrated')"),
                Failpoints.PROPERTY,
                "apply-migration-change.before=stall(500ms)");
        startWith(settings);
        try (var replica = startReplica(settings)) {
            snapshot("p2", DAY_1).song(0, "s2", "Two", "1", DAY_1).put(lake);
            loadAtOnce(application, replica);
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
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);

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

    @Test
    void load1AWarehouseThatIsAwayParksWhatWaitsWhileExtractionGoesOn() throws Exception {
        startWith(Map.of("warehouse.connect-timeout", "500ms", "warehouse.timeout", "20s"));
        try (var away = away()) {
            RunSummary summary = application.once();

            assertThat(away).isNotNull();
            assertThat(summary.playlistsRead()).isEqualTo(1);
            assertThat(summary.snapshotsTransformed()).isEqualTo(1);
            assertThat(summary.failures()).extracting(Failure::stage).containsExactly("load-warehouse", "record-run");
            assertThat(summary.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(inbox()).hasSize(1);
            assertThat(deadLetters()).isEmpty();
        }

        awaitPool();
        assertThat(application.once().failures()).isEmpty();
        assertThat(inbox()).isEmpty();
        assertThat(count("tbl_playlist")).isEqualTo(1);
    }

    /**
     * After an outage the pool pauses for up to 5 s, longer than connect-timeout is in these tests, and shorter than its default.
     * A load has at most two connections at a time, one of them for migrations.
     */
    private void awaitPool() {
        await("two connections").ignoreExceptions().until(() -> {
            var pool = application.bean("warehousePool", HikariDataSource.class);
            try (Connection one = pool.getConnection();
                    Connection two = pool.getConnection()) {
                return one != two;
            }
        });
    }

    /** What a tick of the timer does is asked for here, so that nothing is measured in time. */
    @Test
    void load1WhileTheWarehouseIsAwayEachTickTriesAsOftenAsTheSettingsSayAndExtractionGoesOn() throws Exception {
        startWith(Map.of(
                "warehouse.connect-timeout", "500ms",
                "warehouse.timeout", "20s",
                "caravan.retries", "2",
                "spotify.reread-after", "0s"));
        var loads = new AtomicInteger();
        var records = new AtomicInteger();
        countCalls("direct://load-batch", loads);
        countCalls("direct://write-run", records);
        try (var away = away()) {
            assertThat(away).isNotNull();
            for (int day = 1; day <= 3; day++) {
                application.clock.advance(Duration.ofDays(1));
                application.request("direct:extract-playlists");
                application.drainInbox();
                assertThat(application.runs().summary().playlistsRead()).isEqualTo(1);
                for (int tick = 1; tick <= 2; tick++) {
                    loads.set(0);
                    records.set(0);
                    application.request("direct:load-warehouse");
                    application.request("direct:record-run");
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
        application.request("direct:load-warehouse");
        assertThat(inbox()).isEmpty();
        assertThat(query("select count(*), count(distinct loaded_at) from etl_load"))
                .as("all in one")
                .containsExactly(List.of(3L, 1L));
    }

    /** Counts each call, retries included. */
    private void countCalls(String endpoint, AtomicInteger calls) throws Exception {
        var notifier = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSendingEvent sending
                        && sending.getEndpoint().getEndpointUri().equals(endpoint)) {
                    calls.incrementAndGet();
                }
            }
        };
        notifier.start();
        application.context().getManagementStrategy().addEventNotifier(notifier);
    }

    @Test
    void load2ACommitWhoseAnswerIsLostIsLoadedOnce() {
        startWith(Map.of(Failpoints.PROPERTY, "load-batch-commit.after=fail(1)"));
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);

        var summary = load();

        assertThat(summary.failures()).as("tried again").isEmpty();
        assertThat(inbox()).isEmpty();
        assertThat(query("select snapshot from etl_load")).containsExactly(List.of(snapshot("p1", DAY_1).name));
        assertThat(query("select song_id from tbl_playlist_items")).containsExactly(List.of("s1"));
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s1"));
    }

    /** Snowflake remembers for 64 days what it copied; the ledger for ever, so that no file is even looked for. */
    @Test
    void load4TheSameManifestAgainAfterSixtyFiveDaysAddsNoRow() {
        var snapshot = snapshot("p1", DAY_1)
                .playlist("P")
                .song(0, "s1", "One", "1", DAY_1)
                .put(lake);
        load();
        var before = tables();
        application.clock.advance(Duration.ofDays(65));
        lake.delete(snapshot.csvKey(Table.SONGS));
        snapshot.putManifest(lake);

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
        snapshot("p1", DAY_1).playlist("One").song(0, "s1", "One", "1", DAY_1).put(lake);
        snapshot("p2", DAY_2).playlist("Two").song(0, "s2", "Two", "1", DAY_1).put(lake);

        var process = CaravanProcess.run(Path.of("").toAbsolutePath(), loadOnly(failpoint), "once");

        assertThat(process.exitCode()).as(process.err()).isEqualTo(137);
        assertThat(inbox()).hasSize(2);
        forgetTheDead();
        for (String table : Tables.LOADED) {
            assertThat(count(table)).as("%s, %s", when, table).isEqualTo(loaded);
        }

        assertThat(load().failures()).isEmpty();

        assertThat(inbox()).isEmpty();
        for (String table : Tables.LOADED) {
            assertThat(count(table)).as("%s, then loaded, %s", when, table).isEqualTo(2);
        }
    }

    /** Leads a process to the lake and the warehouse of this test, but to no playlist: its Spotify is out of reach. */
    private Map<String, String> loadOnly(String failpoint) {
        var environment = new HashMap<>(Map.of("CAMEL_MAIN_PROFILE", "prod"));
        var settings = new HashMap<>(warehouse());
        for (String key :
                List.of("lake.bucket", "lake.prefix", "lake.endpoint", "lake.access-key", "lake.secret-key")) {
            settings.put(key, setting(key));
        }
        settings.put("lake.region", "us-east-1");
        settings.put("caravan.retries", "0");
        settings.put("spotify.accounts-url", "http://127.0.0.1:1");
        settings.put("spotify.client-id", "nobody");
        settings.put("spotify.client-secret", "none");
        settings.put("spotify.playlists", "4uLU6hMCjMI75M1A2tKUQC");
        settings.put("warehouse.work-folder", folder.resolve("process").toString());
        settings.forEach((key, value) ->
                environment.put(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        environment.put("JDK_JAVA_OPTIONS", "-D" + Failpoints.PROPERTY + "=" + failpoint);
        return environment;
    }

    @Test
    void load6TwoLoadersAtOnceLoadEachSnapshotOnce() throws Exception {
        snapshot("before", DAY_1).put(lake);
        load();
        // Whoever comes first stays in its transaction for a while.
        var settings = Map.of(Failpoints.PROPERTY, "copy-files-verify.before=stall(300ms)");
        startWith(settings);
        try (var replica = startReplica(settings)) {
            for (int i = 0; i < 20; i++) {
                snapshot("p" + i, DAY_1).song(0, "s" + i % 3, "One", "1", DAY_1).put(lake);
            }
            loadAtOnce(application, replica);
        }

        assertThat(inbox()).isEmpty();
        assertThat(query("select count(*), count(distinct snapshot) from etl_load"))
                .containsExactly(List.of(21L, 21L));
        assertThat(query("select song_id from tbl_songs order by 1"))
                .containsExactly(List.of("s0"), List.of("s1"), List.of("s2"));
        assertThat(query("select count(*), count(distinct playlist_id) from tbl_playlist_items"))
                .containsExactly(List.of(20L, 20L));
        assertThat(query("select song_id from tbl_song_artists order by 1"))
                .containsExactly(List.of("s0"), List.of("s1"), List.of("s2"));
    }

    @Test
    void load6OfOneKeyInManySnapshotsOfABatchTheNewestWins() {
        var days = IntStream.rangeClosed(1, 30)
                .mapToObj("2026-11-%02d 06:00:00.000"::formatted)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(days, new Random(3));
        days.forEach(day -> snapshot("p1", day)
                .playlist("Of " + day)
                .song(0, "s1", "Of " + day, day.startsWith("2026-11-30") ? "-" : "5", day)
                .put(lake));

        assertThat(load().failures()).isEmpty();

        assertThat(query("select count(distinct loaded_at) from etl_load")).containsExactly(List.of(1L));
        assertThat(query("select song_id, song_name, popularity, cast(song_added as varchar) from tbl_songs"))
                .containsExactly(Arrays.asList("s1", "Of 2026-11-30 06:00:00.000", null, "2026-11-01 06:00:00"));
        assertThat(query("select playlist_name from tbl_playlist"))
                .containsExactly(List.of("Of 2026-11-30 06:00:00.000"));
        assertThat(query("select artist_id from tbl_song_artists")).containsExactly(List.of("ars1"));
        assertThat(count("tbl_album") + count("tbl_artists")).isEqualTo(2);
        assertThat(count("tbl_playlist_items")).isEqualTo(30);
    }

    @Test
    void moreManifestsThanABatchHoldsAreAllLoaded() {
        startWith(Map.of("warehouse.batch-size", "3"));
        IntStream.range(0, 10).forEach(i -> snapshot("p" + i, DAY_1)
                .song(0, "s" + i, "Song", "1", DAY_1)
                .put(lake));

        var summary = load();

        assertThat(summary.snapshotsLoaded()).isEqualTo(10);
        assertThat(count("tbl_songs")).isEqualTo(10);
        assertThat(query("select count(distinct loaded_at) from etl_load")).containsExactly(List.of(4L));
        assertThat(inbox()).isEmpty();
    }

    @Test
    void filesOfAHeaderAloneAreLoaded() {
        snapshot("p1", DAY_1).put(lake);

        assertThat(load().failures()).isEmpty();

        assertThat(count("etl_load")).isEqualTo(1);
        assertThat(count("tbl_playlist") + count("tbl_songs")).isZero();
    }

    @Test
    void theChecksFindWhatIsWrong() {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        assertThat(load().findings()).isEmpty();
        execute("insert into tbl_artists select * from tbl_artists");
        execute("update tbl_songs set popularity = 101, duration_ms = -1, album_id = 'gone'");
        execute("update tbl_song_artists set position = -1, artist_id = null");
        execute("insert into tbl_playlist_items select * from tbl_playlist_items");
        execute("update tbl_playlist_items set song_id = 'away', playlist_id = 'p9'");
        execute("update etl_load set seen = 9");
        snapshot("p2", DAY_2).put(lake);

        var summary = load();

        assertThat(summary.findings())
                .containsExactlyInAnyOrder(
                        "not so: tbl_artists has one row a key: ars1, 2 rows",
                        "not so: tbl_songs.popularity is 0 to 100: s1, 101",
                        "not so: tbl_songs.duration_ms is 0 or more: s1, -1",
                        "not so: tbl_songs.album_id exists in tbl_album: s1, gone",
                        "not so: tbl_song_artists.position is 0 or more: s1, -1",
                        "not so: tbl_song_artists is complete: s1, null in song_id, position, artist_id, extracted_at, snapshot",
                        "not so: tbl_playlist_items has one row a key: p9 0 " + snapshot("p1", DAY_1).name + ", 2 rows",
                        "not so: tbl_playlist_items.song_id exists in tbl_songs: p9, away",
                        "not so: tbl_playlist_items.song_id exists in tbl_songs: p9, away",
                        "not so: tbl_playlist_items.playlist_id exists in tbl_playlist: p9, p9",
                        "not so: tbl_playlist_items.playlist_id exists in tbl_playlist: p9, p9",
                        "not so: every entry is accounted for: " + snapshot("p1", DAY_1).name + ", 9 entries seen");
        assertThat(summary.outcome()).isEqualTo(Outcome.PARTLY);
    }

    @Test
    void theChecksLookAtTheItemsOfTheLastDaysOfLoads() {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        assertThat(load().findings()).isEmpty();
        execute("update tbl_playlist_items set song_id = 'away'");
        execute("insert into tbl_playlist_items select * from tbl_playlist_items");
        String[] findings = {
            "not so: tbl_playlist_items has one row a key: p1 0 " + snapshot("p1", DAY_1).name + ", 2 rows",
            "not so: tbl_playlist_items.song_id exists in tbl_songs: p1, away",
            "not so: tbl_playlist_items.song_id exists in tbl_songs: p1, away"
        };

        application.clock.advance(Duration.ofDays(6));
        snapshot("p1", DAY_2).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        assertThat(load().findings()).containsExactlyInAnyOrder(findings);

        // Eight days before the load of now.
        execute("update etl_load set loaded_at = loaded_at - interval '2 days' where extracted_at = '" + DAY_1 + "'");
        snapshot("p1", DAY_3).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        assertThat(load().findings()).isEmpty();
    }

    @Test
    void aLoadWhoseClockWasAheadDoesNotKeepTheChecksFromLaterOnes() {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        snapshot("p1", DAY_2).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        assertThat(load().findings()).isEmpty();
        execute("update etl_load set loaded_at = '2999-01-01 00:00:00' where extracted_at = '" + DAY_1 + "'");
        execute("update etl_load set loaded_at = current_timestamp where extracted_at = '" + DAY_2 + "'");
        execute("insert into tbl_playlist_items select * from tbl_playlist_items where extracted_at = '" + DAY_2 + "'");
        snapshot("p1", DAY_3).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);

        assertThat(load().findings())
                .containsExactly("not so: tbl_playlist_items has one row a key: p1 0 " + snapshot("p1", DAY_2).name
                        + ", 2 rows");
    }

    @Test
    void theRowOfARunIsReplacedByALaterOne() {
        var runs = application.runs();
        runs.playlistUnchanged("p1");
        application.request("direct:record-run");
        runs.failed(new Failure("load-warehouse", "x", "it's broken", Outcome.PARTLY), false);
        application.request("direct:record-run");
        application.request("direct:record-run");

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
                .put(lake);
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
    void theLedgerHasThePlaylistsAndTheWithheldColumnsThatAManifestNames() {
        var snapshot = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        lake.put(
                snapshot.inboxKey(),
                snapshot.manifest().replace("\"rejected\":0", """
                                "rejected":0,"playlists":[
                                {"playlist_id":"p1","playlist_name":"It's \\"one\\"","first_position":50,"entries":3,"total":53},
                                {"playlist_id":"p2","playlist_name":null,"first_position":null,"entries":0,"total":null}],
                                "withheld":[{"playlist_id":"","table_name":"songs","column_name":"isrc"},
                                {"playlist_id":"p1","table_name":"playlist_items","column_name":"popularity"}]""").getBytes(UTF_8),
                "application/json");

        assertThat(load().failures()).isEmpty();

        assertThat(query("select snapshot, playlist_id, playlist_name, first_position, entries, total"
                        + " from etl_load_playlists order by 2"))
                .containsExactly(
                        List.of(snapshot.name, "p1", "It's \"one\"", 50L, 3L, 53L),
                        Arrays.asList(snapshot.name, "p2", null, null, 0L, null));
        assertThat(query("select snapshot, playlist_id, table_name, column_name from etl_load_withheld order by 2"))
                .containsExactly(
                        List.of(snapshot.name, "", "songs", "isrc"),
                        List.of(snapshot.name, "p1", "playlist_items", "popularity"));
    }

    @Test
    void aManifestOfALaterModelStaysInTheInboxAndTheOthersAreLoaded() {
        var later = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        byte[] manifest = lake.read(later.inboxKey());
        lake.put(
                later.inboxKey(),
                new String(manifest, UTF_8)
                        .replace("\"rejected\":0", "\"rejected\":0,\"model\":2")
                        .getBytes(UTF_8),
                "application/json");
        snapshot("p2", DAY_1).song(0, "s2", "Two", "1", DAY_1).put(lake);

        var summary = load();

        assertThat(inbox()).containsExactly(later.inboxKey());
        assertThat(deadLetters()).isEmpty();
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s2"));
        assertThat(summary.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(summary.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.object()).isEqualTo(later.inboxKey());
            assertThat(failure.message()).contains("version 2 of the table model", "up to 1", "stays in the inbox");
        });

        lake.put(later.inboxKey(), manifest, "application/json");
        load();
        assertThat(query("select song_id from tbl_songs order by 1")).containsExactly(List.of("s1"), List.of("s2"));
        assertThat(inbox()).isEmpty();
    }

    @Test
    void aTableThatAManifestDoesNotNameHasNoRows() {
        var snapshot = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        String manifest = new String(lake.read(snapshot.inboxKey()), UTF_8);
        lake.put(
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
    void aRunTellsItsCountsItsExitCodeAndWhatCameOfEachPlaylist() {
        var runs = application.runs();
        runs.begin();
        runs.toCarry(List.of("p1", "p2", "p3", "p4"));
        runs.pageRead("p1", 50);
        runs.playlistRead("p1", 50, true);
        runs.playlistUnchanged("p2");
        runs.failed(new Failure("extract-playlists", "p3", "gone", Outcome.PARTLY), false);
        application.clock.advance(Duration.ofMillis(1_500));
        application.request("direct:record-run");
        runs.playlistUnchanged("p4");
        application.request("direct:record-run");

        assertThat(
                        query(
                                "select exit_code, duration_ms between 1500 and 60000, playlists_read, playlists_unchanged, playlists_failed, pages,"
                                        + " snapshots_transformed, snapshots_loaded, dead_letters, seen, rejected from etl_run"))
                .containsExactly(List.of(3L, true, 1L, 2L, 1L, 1L, 0L, 0L, 0L, 0L, 0L));
        assertThat(query("select playlist_id, outcome, run_id from etl_observation order by 1"))
                .containsExactly(
                        List.of("p1", "read", runs.currentRunId()),
                        List.of("p2", "unchanged", runs.currentRunId()),
                        List.of("p3", "failed", runs.currentRunId()),
                        List.of("p4", "unchanged", runs.currentRunId()));
        assertThat(query("select count(*) from etl_observation where observed_at is null"))
                .containsExactly(List.of(0L));
    }

    @Test
    void aRunWhoseRowTheWarehouseCouldNotTakeIsToldLater() throws Exception {
        startWith(Map.of("warehouse.connect-timeout", "1s", "caravan.retries", "0"));
        var runs = application.runs();
        try (var away = away()) {
            assertThat(away).isNotNull();
            runs.playlistUnchanged("p1");
            application.request("direct:record-run");
        }
        String first = runs.currentRunId();
        runs.begin();
        application.request("direct:record-run");

        assertThat(query("select run_id, playlists_unchanged from etl_run")).containsExactly(List.of(first, 1L));
        assertThat(query("select playlist_id, run_id from etl_observation")).containsExactly(List.of("p1", first));
        assertThat(runs.takeNews()).isEmpty();
    }

    @Test
    void aReplayThatSkipsLessThanBeforeLeavesNoRowOfBefore() {
        var snapshot = snapshot("p1", DAY_1)
                .song(0, "s1", "One", "1", DAY_1)
                .nullItems(2)
                .put(lake);
        load();
        execute("insert into etl_load_withheld select snapshot, '', 'songs', 'isrc' from etl_load");
        execute("insert into etl_load_skipped select snapshot, 'reason_of_before', 1 from etl_load");
        lake.put(
                snapshot.inboxKey().replace(".json", ".replay.json"),
                snapshot.manifest()
                        .replace("\"rejected\":0", "\"rejected\":0,\"model\":1,\"replay\":true")
                        .getBytes(UTF_8),
                "application/json");

        assertThat(load().failures()).isEmpty();

        assertThat(query("select count(*) from etl_load_withheld")).containsExactly(List.of(0L));
        assertThat(query("select reason from etl_load_skipped order by 1"))
                .containsExactly(List.of("episode"), List.of("local_file"), List.of("no_id"), List.of("null_item"));
    }

    /** Its manifests do not tell what was withheld, which is not the same as that nothing was. */
    @Test
    void aReplayByTheFirstVersionLeavesWhatItDoesNotTellOf() {
        var snapshot = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);
        load();
        execute("insert into etl_load_withheld select snapshot, '', 'songs', 'isrc' from etl_load");
        execute("insert into etl_load_playlists select snapshot, 'p9', 'Noted before', 7, 8, 9 from etl_load");
        lake.put(
                snapshot.inboxKey().replace(".json", ".replay.json"),
                snapshot.manifest()
                        .replace("\"rejected\":0", "\"rejected\":0,\"replay\":true")
                        .getBytes(UTF_8),
                "application/json");

        assertThat(load().failures()).isEmpty();

        assertThat(query("select count(*) from etl_load")).containsExactly(List.of(1L));
        assertThat(query("select column_name from etl_load_withheld")).containsExactly(List.of("isrc"));
        assertThat(query("select playlist_name, first_position, entries, total from etl_load_playlists"))
                .containsExactly(List.of("Noted before", 7L, 8L, 9L));
    }

    @Test
    void statementsThatEnterNothingIntoTheLedgerLoseNoManifest() throws IOException {
        startWith(Map.of("warehouse.sql-folder", sqlWith("merge_etl_load", "select 1")));
        var snapshot = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(lake);

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

    /** A reviewer reads what {@code caravan sql} prints; it has to be what the routes run, in their order. */
    @Test
    void theScriptForReviewersIsWhatALoadRuns() {
        var folderOfSql = new SqlFiles("sql/" + warehouse().get("warehouse.dialect"));
        var names = new HashMap<String, String>();
        folderOfSql.names("").forEach(name -> names.put(folderOfSql.statement(name), name));
        // A migration may be several statements, each of which is run by itself.
        folderOfSql.names("migrate_").forEach(name -> Stream.of(
                        folderOfSql.statement(name).split(";\n"))
                .forEach(statement -> names.put(statement, name)));
        var run = Collections.synchronizedList(new ArrayList<String>());
        application.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSendingEvent sending
                        && sending.getEndpoint().getEndpointUri().startsWith("jdbc:")) {
                    String sql = sending.getExchange().getMessage().getBody(String.class);
                    run.add(names.getOrDefault(sql, sql));
                }
            }
        });
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(lake);
        load();
        application.request("direct:record-run");

        List<String> told = run.stream()
                .map(name -> name.replaceFirst("(?s).*(?:insert|copy) into stage_(\\w+).*", "copy_$1"))
                .toList();
        List<String> script = LoadScript.of(folderOfSql, List.of()).parts().stream()
                .flatMap(part -> part.names().stream())
                .toList();
        assertThat(script).containsAll(told);
        assertThat(told.subList(told.lastIndexOf("lock_ledger"), told.lastIndexOf("count_tables")))
                .isEqualTo(
                        script.subList(script.lastIndexOf("lock_ledger"), script.lastIndexOf("count_tables")).stream()
                                .filter(told::contains)
                                .toList());
        assertThat(script.subList(script.lastIndexOf("lock_ledger"), script.size()))
                .filteredOn(name -> !told.contains(name))
                .as("of what a manifest tells nothing of, nothing is staged")
                .containsExactlyInAnyOrder(
                        "stage_etl_load_playlists", "stage_etl_load_withheld", "stage_etl_observation");
    }

    /** As when a load commits while the row of the run before is written, after which the next one begins. */
    @Test
    void whatARunDidAfterItsRowWasWrittenIsInItsRowAlsoWhenTheNextOneHasBegun() {
        var runs = application.runs();
        runs.begin();
        String before = runs.currentRunId();
        runs.playlistUnchanged("p1");
        application.request("direct:record-run");
        runs.failed(new Failure("transform-snapshots", "x", "it's broken", Outcome.PARTLY), false);
        runs.begin();
        runs.playlistUnchanged("p1");

        application.request("direct:record-run");

        assertThat(query("select run_id, outcome from etl_run order by started_at"))
                .containsExactly(List.of(before, "partly"), List.of(runs.currentRunId(), "ok"));
    }
}
