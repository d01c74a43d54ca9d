package io.caravan.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.caravan.Tables;
import io.caravan.failpoint.Failpoints;
import io.caravan.failure.Outcome;
import io.caravan.model.Table;
import io.caravan.run.Failure;
import io.caravan.run.RunSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;

/**
 * What every warehouse has to do where one differs from another: how it reads files, types, JSON and sets, what it locks, and which
 * errors it gives.
 */
abstract class WarehouseContractTest extends WarehouseFixture {
    @Test
    void aLoadFillsEveryTableAndMovesTheManifest() {
        var snapshot = snapshot("p1", DAY_1)
                .playlist("Morning")
                .song(0, "s1", "One", "50", "2020-01-02 03:04:05.678")
                .song(1, "s2", "Two", "-", "2021-01-02 03:04:05.000")
                .nullItems(2)
                .put(application());

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
        var pool = application().bean("warehousePool", HikariDataSource.class).getHikariPoolMXBean();
        assertThat(pool.getActiveConnections()).isZero();
        assertThat(pool.getTotalConnections() > 0).isEqualTo(warehouse.keepsConnections());
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
                "x".repeat(warehouse.longestText()));
        var snapshot = snapshot("p1", DAY_1).playlist("a,\"b\r\n");
        IntStream.range(0, names.size()).forEach(i -> snapshot.song(i, "s" + i, names.get(i), "1", DAY_1));
        snapshot.put(application());

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
        snapshot.put(application());

        assertThat(load().failures()).isEmpty();

        assertThat(query("select artist_name from tbl_artists order by cast(substr(artist_id, 2) as integer)"))
                .extracting(row -> row.get(0))
                .isEqualTo(names);
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
                .put(application()));

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

    private static final List<List<Integer>> ORDERS = orders(List.of(), List.of(0, 1, 2, 3));

    private static List<List<Integer>> orders(List<Integer> before, List<Integer> left) {
        if (left.isEmpty()) {
            return List.of(before);
        }
        return left.stream()
                .flatMap(next -> orders(
                        Stream.concat(before.stream(), Stream.of(next)).toList(),
                        left.stream().filter(other -> !other.equals(next)).toList())
                        .stream())
                .toList();
    }

    /**
     * Four reads of one song with its album, its artist and its playlist, the two in the middle of one time; keys and names end in a
     * suffix of the order in which they are loaded.
     */
    private List<PlantedSnapshot> tellingLessAndLess(String o) {
        var a = snapshot("a" + o, DAY_1)
                .row(Table.SONGS, "s" + o, "One", "-", "uA", "10", "true", "I1", DAY_3, "al" + o, "r1")
                .withholds("", Table.SONGS, "duration_ms")
                .row(Table.SONG_ARTISTS, "s" + o, "0", "r1")
                .row(Table.SONG_ARTISTS, "s" + o, "1", "r2")
                .row(Table.ALBUM, "al" + o, "First", "1981-01-01", "year", "9", "-")
                .withholds("", Table.ALBUM, "url")
                .row(Table.ARTISTS, "ar" + o, "R1", "ur1")
                .row(Table.PLAYLIST, "p" + o, "Morning", "owner1", "v1", "5", "up1", DAY_1);
        var b = snapshot("b" + o, DAY_2)
                .row(Table.SONGS, "s" + o, "Two", "-", "uB", "-", "true", "-", DAY_1, "al" + o, "r3")
                .withholds("", Table.SONGS, "duration_ms", "isrc")
                .row(Table.SONG_ARTISTS, "s" + o, "0", "r3")
                .row(Table.ALBUM, "al" + o, "Second", "-", "-", "-", "-")
                .withholds("", Table.ALBUM, "url", "release_date", "release_date_precision")
                .row(Table.PLAYLIST, "p" + o, "Noon", "-", "v2", "6", "-", DAY_2)
                .withholds("p" + o, Table.PLAYLIST, "url");
        var c = snapshot("c" + o, DAY_2)
                .row(Table.SONGS, "s" + o, "Three", "-", "-", "-", "false", "I3", "-", "al" + o, "-")
                .withholds("", Table.SONGS, "duration_ms", "popularity", "url", "artist_id", "song_added")
                .row(Table.ALBUM, "al" + o, "Third", "-", "day", "3", "-")
                .withholds("", Table.ALBUM, "url")
                .row(Table.PLAYLIST, "p" + o, "-", "-", "v3", "7", "-", DAY_2)
                .withholds("p" + o, Table.PLAYLIST, "playlist_name", "owner_id", "url");
        var d = snapshot("d" + o, DAY_3)
                .row(Table.SONGS, "s" + o, "-", "-", "-", "-", "-", "-", DAY_2, "-", "-")
                .withholds(
                        "",
                        Table.SONGS,
                        "duration_ms",
                        "popularity",
                        "url",
                        "artist_id",
                        "album_id",
                        "explicit",
                        "isrc")
                .row(Table.ALBUM, "al" + o, "Fourth", "-", "month", "-", "-")
                .withholds("", Table.ALBUM, "url", "release_date", "total_tracks")
                .row(Table.ARTISTS, "ar" + o, "-", "-")
                .withholds("", Table.ARTISTS, "url")
                .row(Table.PLAYLIST, "p" + o, "-", "-", "-", "8", "-", DAY_3)
                .withholds("p" + o, Table.PLAYLIST, "playlist_name", "owner_id", "snapshot_id", "url");
        return List.of(a, b, c, d);
    }

    @Test
    void whatASnapshotWithholdsStaysAsItWasToldLastInAllOrdersOfLoading() {
        assertThat(ORDERS).hasSize(24).doesNotHaveDuplicates();
        for (int turn = 0; turn < 4; turn++) {
            for (int order = 0; order < 24; order++) {
                tellingLessAndLess("%02d".formatted(order))
                        .get(ORDERS.get(order).get(turn))
                        .put(application());
            }
            assertThat(load().failures()).isEmpty();
        }

        var songs = new ArrayList<List<Object>>();
        var artistsOfSongs = new ArrayList<List<Object>>();
        var albums = new ArrayList<List<Object>>();
        var artists = new ArrayList<List<Object>>();
        var playlists = new ArrayList<List<Object>>();
        for (int order = 0; order < 24; order++) {
            String o = "%02d".formatted(order);
            String a = "a" + o + "_20261101T060000000Z";
            String b = "b" + o + "_20261102T060000000Z";
            String c = "c" + o + "_20261102T060000000Z";
            String d = "d" + o + "_20261103T060000000Z";
            songs.add(Arrays.asList(
                    "s" + o, null, null, "uB", null, false, "I3", "2026-11-01 06:00:00", "al" + o, "r3", d));
            artistsOfSongs.add(List.of("s" + o, 0L, "r3", b));
            albums.add(Arrays.asList("al" + o, "Fourth", null, "day", 3L, null, d));
            artists.add(Arrays.asList("ar" + o, null, "ur1", d, a));
            playlists.add(Arrays.asList("p" + o, "Noon", null, "v3", 8L, "up1", d, b, a, c));
        }
        assertThat(query("select song_id, song_name, duration_ms, url, popularity, explicit, isrc,"
                        + " cast(song_added as varchar), album_id, artist_id, snapshot from tbl_songs order by 1"))
                .isEqualTo(songs);
        assertThat(query("select song_id, position, artist_id, snapshot from tbl_song_artists order by 1"))
                .isEqualTo(artistsOfSongs);
        assertThat(query("select album_id, album_name, cast(release_date as varchar), release_date_precision,"
                        + " total_tracks, url, snapshot from tbl_album order by 1"))
                .isEqualTo(albums);
        assertThat(query("select artist_id, artist_name, url, snapshot, split_part(split_part(told_by, ';', 3), ' ', 3)"
                        + " from tbl_artists order by 1"))
                .isEqualTo(artists);
        assertThat(query("select playlist_id, playlist_name, owner_id, snapshot_id, total_items, url, snapshot,"
                        + " split_part(split_part(told_by, ';', 3), ' ', 3), split_part(split_part(told_by, ';', 6), ' ', 3),"
                        + " split_part(split_part(told_by, ';', 4), ' ', 3) from tbl_playlist order by 1"))
                .isEqualTo(playlists);
    }

    /** Reads of one playlist, of which some are newer than the one before and some are loaded late. */
    private record Read(String snapshot, int minute, boolean whole, int first, int last, int total) {}

    private List<Read> randomReads(Random random, String playlist) {
        var reads = new ArrayList<Read>();
        for (int i = 0; i < 8; i++) {
            int total = 3 + random.nextInt(2);
            int first = random.nextInt(total);
            int last = first + random.nextInt(total - first);
            boolean whole = random.nextInt(5) == 0;
            int minute = random.nextInt(6) * 20;
            reads.add(new Read(playlist + "r" + i, minute, whole, whole ? 0 : first, whole ? total - 1 : last, total));
        }
        return reads;
    }

    /** Tries each read in turn, from the newest on, and looks at each position for itself. */
    private static List<String> naiveContent(List<Read> reads) {
        var newestFirst = reads.stream()
                .sorted((a, b) -> a.minute() != b.minute()
                        ? b.minute() - a.minute()
                        : b.snapshot().compareTo(a.snapshot()))
                .toList();
        for (Read newest : newestFirst) {
            var owners = new ArrayList<String>();
            for (int position = 0; position < newest.total(); position++) {
                for (Read read : newest.whole() ? List.of(newest) : newestFirst) {
                    boolean isTogether = newest.whole()
                            || (!read.whole()
                                    && read.total() == newest.total()
                                    && read.minute() <= newest.minute()
                                    && read.minute() > newest.minute() - 60);
                    if (isTogether && read.first() <= position && position <= read.last()) {
                        owners.add(position + " " + read.snapshot());
                        break;
                    }
                }
            }
            if (owners.size() == newest.total()) {
                return owners;
            }
        }
        return List.of();
    }

    @Test
    void theCurrentContentIsTheNewestWholeReadOrSetOfPartsInAnyOrderOfLoading() {
        var random = new Random(14);
        var expected = new ArrayList<List<Object>>();
        var orders = new ArrayList<List<PlantedSnapshot>>();
        for (int i = 0; i < 30; i++) {
            String playlist = "p%02d".formatted(i);
            var reads = randomReads(random, playlist);
            naiveContent(reads).forEach(position -> expected.add(List.of(playlist, position)));
            Collections.shuffle(reads, random);
            orders.add(reads.stream().map(read -> planted(playlist, read)).toList());
        }
        assertThat(expected).hasSizeGreaterThan(50);
        for (int turn = 0; turn < 8; turn++) {
            for (List<PlantedSnapshot> order : orders) {
                order.get(turn).put(application());
            }
            // Now and then two reads of a playlist come at once.
            if (turn != 2 && turn != 5) {
                assertThat(load().failures()).isEmpty();
            }
        }

        String owners = "select playlist_id, cast(position as varchar) || ' ' || split_part(snapshot, '_', 1) from ";
        assertThat(query(owners + "v_current_playlist_items order by playlist_id, position"))
                .isEqualTo(expected);
        assertThat(
                        query(
                                "select count(*) from tbl_playlist left join (select playlist_id, max(extracted_at) as newest"
                                        + " from tbl_playlist_content group by playlist_id) as content"
                                        + " on content.playlist_id = tbl_playlist.playlist_id"
                                        + " where coalesce(cast(newest as varchar), '') <> coalesce(cast(items_extracted_at as varchar), '')"))
                .containsExactly(List.of(0L));
    }

    private PlantedSnapshot planted(String playlist, Read read) {
        String time = "2026-11-01 %02d:%02d:00.000".formatted(6 + read.minute() / 60, read.minute() % 60);
        var snapshot = snapshot(read.snapshot(), time)
                .row(Table.PLAYLIST, playlist, "P", "o", "v", String.valueOf(read.total()), "u", time);
        for (int position = read.first(); position <= read.last(); position++) {
            snapshot.row(Table.PLAYLIST_ITEMS, playlist, String.valueOf(position), "s1", "-", "-", "-");
        }
        int entries = read.last() - read.first() + 1;
        return snapshot.reads(playlist, read.first(), read.last(), entries, read.total(), read.whole());
    }

    /** A transform that has learned which playlist it is, and that a chapter is no song. */
    @Test
    void aReplayTakesAwayWhatItsSnapshotDoesNotBringAnyMoreAndNobodyElseRefersTo() {
        snapshot("p2", DAY_1)
                .playlist("Other")
                .song(0, "s8", "Eight", "8", DAY_1)
                .put(application());
        var before = snapshot("chart", DAY_2)
                .row(Table.PLAYLIST, "unknown:chart", "-", "-", "-", "3", "-", DAY_2)
                .reads("unknown:chart", 0, 2, 3, 3, true)
                .song(0, "s1", "One", "1", DAY_1)
                .song(1, "c9", "Chapter", "9", DAY_1)
                .song(2, "s8", "Eight", "9", DAY_1);
        before.put(application());
        assertThat(load().failures()).isEmpty();
        execute("update tbl_playlist_items set playlist_id = 'unknown:chart' where snapshot = '" + before.name + "'");
        assertThat(query("select song_id, popularity from tbl_songs order by 1"))
                .containsExactly(List.of("c9", 9L), List.of("s1", 1L), List.of("s8", 9L));
        assertThat(query("select playlist_id, snapshot from tbl_playlist_content where playlist_id like 'unknown%'"))
                .containsExactly(List.of("unknown:chart", before.name));

        snapshot("chart", DAY_2)
                .row(Table.PLAYLIST, "chart", "Chart", "-", "-", "3", "-", DAY_2)
                .reads("chart", 0, 0, 3, 3, true)
                .song(0, "s1", "Uno", "2", DAY_1)
                .nullItems(2)
                .putReplay(lake());
        var summary = load();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.findings()).isEmpty();
        assertThat(query("select playlist_id from tbl_playlist order by 1"))
                .containsExactly(List.of("chart"), List.of("p2"));
        assertThat(query("select playlist_id, snapshot from tbl_playlist_content order by 1"))
                .containsExactly(List.of("chart", before.name), List.of("p2", snapshot("p2", DAY_1).name));
        assertThat(query("select song_id, song_name, popularity from tbl_songs order by 1"))
                .as("an item of another snapshot refers to s8")
                .containsExactly(List.of("s1", "Uno", 2L), List.of("s8", "Eight", 9L));
        assertThat(query("select song_id from tbl_song_artists order by 1"))
                .containsExactly(List.of("s1"), List.of("s8"));
        assertThat(query("select album_id from tbl_album order by 1"))
                .containsExactly(List.of("als1"), List.of("als8"));
        assertThat(query("select artist_id from tbl_artists order by 1"))
                .containsExactly(List.of("ars1"), List.of("ars8"));
        assertThat(query("select playlist_id, position, song_id from v_current_playlist_items order by 1"))
                .containsExactly(List.of("chart", 0L, "s1"), List.of("p2", 0L, "s8"));
    }

    /** A replay that withholds what its snapshot told before gives way to what others told. */
    @Test
    void aReplayIsChosenFromAsIfItsSnapshotHadNotBeenLoadedBefore() {
        var a = snapshot("p1", DAY_1).song(0, "s1", "One", "50", DAY_1);
        a.put(application());
        var b = snapshot("p1", DAY_2).song(0, "s1", "One", "-", DAY_1);
        b.put(application());
        load();
        assertThat(query("select popularity from tbl_songs")).containsExactly(Arrays.asList((Object) null));

        a.putReplay(lake());
        snapshot("p1", DAY_2)
                .song(0, "s1", "One", "-", DAY_1)
                .withholds("", Table.SONGS, "popularity")
                .putReplay(lake());
        assertThat(load().failures()).isEmpty();

        assertThat(query("select popularity, snapshot from tbl_songs")).containsExactly(List.of(50L, b.name));

        // What the row has from a replayed snapshot comes anew, be it greater or less.
        for (long popularity : List.of(40L, 60L)) {
            snapshot("p1", DAY_1)
                    .song(0, "s1", "One", String.valueOf(popularity), DAY_1)
                    .putReplay(lake());
            assertThat(load().failures()).isEmpty();
            assertThat(query("select popularity, snapshot, told_by like '%;2026-11-01 06:00:00% " + a.name
                            + ";%' from tbl_songs"))
                    .containsExactly(List.of(popularity, b.name, true));
        }
    }

    /** As an earlier version leaves a row, which knows no told_by and takes the newest row whole. */
    @Test
    void aRowThatAnEarlierVersionWroteOverIsTakenForItsOwnSnapshots() {
        var told = tellingLessAndLess("x");
        told.get(0).put(application());
        load();
        told.get(3).put(application());
        load();
        assertThat(query("select popularity, isrc from tbl_songs")).containsExactly(List.of(10L, "I1"));
        execute("update tbl_songs set popularity = 77, isrc = null, snapshot = '" + told.get(2).name
                + "', extracted_at = '" + DAY_3 + "'");
        execute("insert into etl_load_withheld values ('" + told.get(2).name + "', '', 'songs', 'isrc')");
        told.get(1).put(application());
        load();

        assertThat(query("select song_name, popularity, url, snapshot from tbl_songs"))
                .as("of the row as it stands, not of what told_by says of an earlier one")
                .containsExactly(Arrays.asList(null, 77L, "uA", told.get(2).name));
    }

    @Test
    void theArtistsOfASongAreReplacedWholeAlsoByNone() {
        snapshot("p1", DAY_2)
                .song(0, "s1", "One", "1", DAY_1)
                .song(1, "s2", "Two", "1", DAY_1)
                .row(Table.SONG_ARTISTS, "s1", "1", "ars2")
                .put(application());
        load();
        assertThat(count("tbl_song_artists")).isEqualTo(3);
        snapshot("p1", DAY_1)
                .song(0, "s1", "Old", "1", DAY_1)
                .row(Table.SONG_ARTISTS, "s1", "5", "old")
                .put(application());
        load();
        assertThat(count("tbl_song_artists")).isEqualTo(3);
        snapshot("p1", DAY_3)
                .row(Table.SONGS, "s1", "One", "1", "u", "1", "true", "-", DAY_1, "als1", "ars1")
                .row(Table.SONGS, "s2", "Two", "1", "u", "1", "true", "-", DAY_1, "als2", "ars2")
                .row(Table.SONG_ARTISTS, "s1", "0", "ars2")
                .put(application());
        load();

        assertThat(query("select song_id, position, artist_id from tbl_song_artists"))
                .containsExactly(List.of("s1", 0L, "ars2"));
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
                .row(Table.ARTISTS, "ar8", "Alf, the second", "https://ar")
                .row(Table.ARTISTS, "ar9", "Zed", "https://ar")
                .row(Table.SONG_ARTISTS, "s3", "2", "ar9")
                .row(Table.SONG_ARTISTS, "s3", "10", "ar8")
                .put(application());
        load();

        assertThat(query("select artist_id, songs, average_popularity from v_top_artists"))
                .as("ars2 has two songs whose popularity is known")
                .containsExactly(List.of("ars1", 3L, 60.0), List.of("ars4", 3L, 60.0));
        assertThat(query("select release_year, albums, average_tracks from v_releases_per_year"))
                .containsExactly(List.of(1981L, 4L, 9.0));
        assertThat(query("select cast(added_month as varchar), songs, average_popularity from v_songs_added_per_month"))
                .containsExactly(List.of("2020-01-01", 1L, 40.0), List.of("2020-02-01", 3L, 70.0));
        assertThat(query("select playlist_id, playlist_name, position, song_id, song_name, album_name,"
                        + " cast(release_date as varchar), artist_names, substr(cast(added_at as varchar), 1, 19),"
                        + " coalesce(popularity, -1), duration_ms, explicit, substr(cast(extracted_at as varchar), 1, 19)"
                        + " from spotify_data order by position"))
                .hasSize(4)
                .element(2)
                .isEqualTo(List.of(
                        "p1",
                        "P",
                        2L,
                        "s3",
                        "Three",
                        "Album Three",
                        "1981-01-01",
                        "Artist, Artist, Zed, Alf, the second",
                        "2020-02-02 00:00:00",
                        -1L,
                        200000L,
                        true,
                        "2026-11-01 06:00:00"));
    }

    @Test
    void load3OneBadRowDoesNotHoldUpTheOthers() {
        var good = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        var bad = snapshot("p2", DAY_2)
                .line(Table.ALBUM, "\"al\",\"n\",\"1981-02-30\",\"day\",\"x\",,\"2026-11-02 06:00:00.000\",\"p2\"")
                .put(application());
        var alsoGood = snapshot("p3", DAY_3).song(0, "s3", "Three", "1", DAY_1).put(application());

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
    void aMissingFileSetsItsManifestAside() {
        var culprit = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        lake().delete(culprit.csvKey(Table.SONGS));
        snapshot("p2", DAY_1).song(0, "s2", "Two", "1", DAY_1).put(application());

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
    void aFailureAtTheLastStatementLeavesNothingBehind() throws IOException {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(application());
        snapshot("p2", DAY_1).playlist("P").song(0, "s2", "Two", "1", DAY_1).put(application());
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
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(application());
        snapshot("p2", DAY_1).playlist("P").song(0, "s2", "Two", "1", DAY_1).put(application());
        startWith(Map.of("warehouse.sql-folder", sqlWith("merge_playlist_items", "select cast('x' as integer)")));

        load();

        Tables.LOADED.forEach(table -> assertThat(count(table)).as(table).isZero());
        assertThat(deadLetters()).hasSize(2);
    }

    @Test
    void aMigrationIsAppliedOnceAndRecorded() throws IOException {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        String migration = "alter table tbl_songs add column added_later varchar";
        startWith(Map.of("warehouse.sql-folder", sqlWith("migrate_900_added_later", migration)));
        snapshot("p2", DAY_1).song(0, "s2", "Two", "1", DAY_1).put(application());

        assertThat(load().failures()).isEmpty();

        assertThat(query("select song_id, added_later from tbl_songs order by 1"))
                .containsExactly(Arrays.asList("s1", null), Arrays.asList("s2", null));
        assertThat(query("select migration_name from etl_migration where migration_name like 'migrate_9%'"))
                .containsExactly(List.of("migrate_900_added_later"));

        startWith(Map.of("warehouse.sql-folder", sqlWith("migrate_900_added_later", "no sql at all")));
        snapshot("p3", DAY_1).put(application());

        assertThat(load().failures()).as("not applied again").isEmpty();
    }

    @Test
    void aStatementThatTheWarehouseDoesNotTakeIsNamedByItsFile() throws IOException {
        String sql = sqlWith("winner_album", "insert into winner_album select nothing from stage_album");
        startWith(Map.of("warehouse.sql-folder", sql, "caravan.retries", "0"));
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());

        assertThat(load().failures())
                .extracting(Failure::message)
                .singleElement()
                .asString()
                .containsIgnoringCase("nothing")
                .contains(Path.of(sql).resolve("winner_album.sql").toString(), "mend that file")
                .doesNotContain("warehouse.url");
        assertThat(inbox()).hasSize(1);
    }

    /** Tables are made once a process, and again after a failure. */
    @Test
    void aTableThatSomebodyDropsBetweenTwoLoadsIsMadeAnew() {
        snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        execute("drop table tbl_album cascade");
        snapshot("p2", DAY_2).song(0, "s2", "Two", "1", DAY_2).put(application());

        application().request("direct:load-warehouse");

        assertThat(inbox()).isEmpty();
        assertThat(query("select album_id from tbl_album")).containsExactly(List.of("als2"));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void load1AWarehouseThatIsAwayParksWhatWaitsWhileExtractionGoesOn() throws Exception {
        startWith(Map.of("warehouse.connect-timeout", "500ms", "warehouse.timeout", "20s"));
        try (var away = warehouse.away()) {
            RunSummary summary = application().once();

            assertThat(away).isNotNull();
            assertThat(summary.playlistsRead()).isEqualTo(1);
            assertThat(summary.snapshotsTransformed()).isEqualTo(1);
            assertThat(summary.failures()).extracting(Failure::stage).containsExactly("load-warehouse", "record-run");
            assertThat(summary.outcome()).isEqualTo(Outcome.PARKED);
            assertThat(inbox()).hasSize(1);
            assertThat(deadLetters()).isEmpty();
        }

        awaitPool();
        assertThat(application().once().failures()).isEmpty();
        assertThat(inbox()).isEmpty();
        assertThat(count("tbl_playlist")).isEqualTo(1);
    }

    @Test
    void load2ACommitWhoseAnswerIsLostIsLoadedOnce() {
        startWith(Map.of(Failpoints.PROPERTY, "load-batch-commit.after=fail(1)"));
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(application());

        var summary = load();

        assertThat(summary.failures()).as("tried again").isEmpty();
        assertThat(inbox()).isEmpty();
        assertThat(query("select snapshot from etl_load")).containsExactly(List.of(snapshot("p1", DAY_1).name));
        assertThat(query("select song_id from tbl_playlist_items")).containsExactly(List.of("s1"));
        assertThat(query("select song_id from tbl_songs")).containsExactly(List.of("s1"));
    }

    @Test
    void load6TwoLoadersAtOnceLoadEachSnapshotOnce() throws Exception {
        snapshot("before", DAY_1).put(application());
        load();
        // Whoever comes first stays in its transaction for a while.
        var settings = Map.of(Failpoints.PROPERTY, "copy-files-verify.before=stall(300ms)");
        startWith(settings);
        try (var replica = startReplica(settings)) {
            for (int i = 0; i < 20; i++) {
                snapshot("p" + i, DAY_1).song(0, "s" + i % 3, "One", "1", DAY_1).put(application());
            }
            loadAtOnce(application(), replica);
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
    void theChecksFindWhatIsWrong() {
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(application());
        assertThat(load().findings()).isEmpty();
        execute("insert into tbl_artists select * from tbl_artists");
        execute("update tbl_songs set popularity = 101, duration_ms = -1, album_id = 'gone'");
        execute("update tbl_song_artists set position = -1, artist_id = null");
        execute("insert into tbl_playlist_items select * from tbl_playlist_items");
        execute("update tbl_playlist_items set song_id = 'away', playlist_id = 'p9'");
        execute("update etl_load set seen = 9");
        snapshot("p2", DAY_2).put(application());

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
    void theLedgerHasThePlaylistsTheWithheldColumnsAndTheRepairedValuesThatAManifestNames() {
        var snapshot = snapshot("p1", DAY_1).song(0, "s1", "One", "1", DAY_1).put(application());
        lake().put(
                        snapshot.inboxKey(),
                        snapshot.manifest().replace("\"rejected\":0", """
                                "rejected":0,"playlists":[
                                {"playlist_id":"p1","playlist_name":"It's \\"one\\"","first_position":50,"entries":3,"total":53,
                                "last_position":52,"whole":false,"missing":0},
                                {"playlist_id":"p2","playlist_name":null,"first_position":null,"entries":0,"total":null}],
                                "withheld":[{"playlist_id":"","table_name":"songs","column_name":"isrc"},
                                {"playlist_id":"p1","table_name":"playlist_items","column_name":"popularity"}],
                                "repaired":{"isrc":3,"added_at":1}""").getBytes(UTF_8),
                        "application/json");

        assertThat(load().failures()).isEmpty();

        assertThat(query(
                        "select snapshot, playlist_id, playlist_name, first_position, entries, total, last_position, whole,"
                                + " missing from etl_load_playlists order by 2"))
                .containsExactly(
                        List.of(snapshot.name, "p1", "It's \"one\"", 50L, 3L, 53L, 52L, false, 0L),
                        Arrays.asList(snapshot.name, "p2", null, null, 0L, null, null, null, null));
        assertThat(query("select snapshot, field, value_count from etl_load_repaired order by 2"))
                .containsExactly(List.of(snapshot.name, "added_at", 1L), List.of(snapshot.name, "isrc", 3L));
        assertThat(query("select snapshot, playlist_id, table_name, column_name from etl_load_withheld order by 2"))
                .containsExactly(
                        List.of(snapshot.name, "", "songs", "isrc"),
                        List.of(snapshot.name, "p1", "playlist_items", "popularity"));
    }

    @Test
    void aRunTellsItsCountsItsExitCodeAndWhatCameOfEachPlaylist() {
        var runs = application().runs();
        runs.begin();
        runs.toCarry(List.of("p1", "p2", "p3", "p4"));
        runs.pageRead("p1", 50);
        runs.playlistRead("p1", 50, "");
        runs.playlistUnchanged("p2");
        runs.failed(new Failure("extract-playlists", "p3", "gone", Outcome.PARTLY), false);
        application().clock.advance(Duration.ofMillis(1_500));
        application().request("direct:record-run");
        runs.playlistUnchanged("p4");
        application().request("direct:record-run");

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

    /** A reviewer reads what {@code caravan sql} prints; it has to be what the routes run, in their order. */
    @Test
    void theScriptForReviewersIsWhatALoadRuns() {
        startWith(Map.of("warehouse.history-days", "10"));
        var folderOfSql = new SqlFiles("sql/" + warehouse.settings().get("warehouse.dialect"));
        var names = new HashMap<String, String>();
        folderOfSql.names("").forEach(name -> names.put(folderOfSql.statement(name), name));
        // A migration may be several statements, each of which is run by itself.
        folderOfSql.names("migrate_").forEach(name -> Stream.of(
                        folderOfSql.statement(name).split(";\n"))
                .forEach(statement -> names.put(statement, name)));
        var run = Collections.synchronizedList(new ArrayList<String>());
        application().context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSendingEvent sending
                        && sending.getEndpoint().getEndpointUri().startsWith("jdbc:")) {
                    String sql = sending.getExchange().getMessage().getBody(String.class);
                    run.add(names.getOrDefault(sql, sql));
                }
            }
        });
        snapshot("p1", DAY_1).playlist("P").song(0, "s1", "One", "1", DAY_1).put(application());
        load();
        application().request("direct:record-run");

        List<String> script = LoadScript.of(folderOfSql, List.of()).parts().stream()
                .flatMap(part -> part.names().stream())
                .toList();
        List<String> told = run.stream()
                .map(name -> name.replaceFirst("(?s).*(?:insert into|copy into|copy) stage_(\\w+).*", "copy_$1"))
                // An engine may stage its ledger by a copy, too.
                .map(name -> script.contains(name) ? name : name.replaceFirst("^copy_", "stage_"))
                .toList();
        assertThat(script).containsAll(told);
        assertThat(told).as("files are copied").doesNotContainAnyElementsOf(SqlFiles.ofPipes());
        assertThat(told.subList(ofLoad(told), told.lastIndexOf("count_tables")))
                .isEqualTo(script.subList(ofLoad(script), script.lastIndexOf("count_tables")).stream()
                        .filter(told::contains)
                        .toList());
        assertThat(script.subList(ofLoad(script), script.size()))
                .filteredOn(name -> !told.contains(name) && !SqlFiles.ofPipes().contains(name))
                .as("nothing is staged of what a manifest tells nothing of, nothing removed without a replay")
                .containsExactlyInAnyOrder(
                        "stage_etl_load_playlists",
                        "stage_etl_load_withheld",
                        "stage_etl_load_repaired",
                        "remove_playlist",
                        "remove_songs",
                        "remove_song_artists",
                        "remove_album",
                        "remove_artists",
                        "stage_etl_observation");
    }

    /** Returns where a load takes the lock, which the retention behind it takes once more. */
    private static int ofLoad(List<String> names) {
        return names.subList(0, names.indexOf("expire_reads") - 1).lastIndexOf("lock_ledger");
    }
}
