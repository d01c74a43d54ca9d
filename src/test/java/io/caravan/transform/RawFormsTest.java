package io.caravan.transform;

import static io.caravan.transform.Transforming.HEADER;
import static io.caravan.transform.Transforming.KEY;
import static io.caravan.transform.Transforming.SEEN;
import static io.caravan.transform.Transforming.column;
import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.gzip;
import static io.caravan.transform.Transforming.page;
import static io.caravan.transform.Transforming.read;
import static io.caravan.transform.Transforming.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.model.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawFormsTest {
    private static final String ID = "37i9dQZEVXbMDoHDwVN2tF";
    private static final String HREF = "https://api.spotify.com/v1/playlists/" + ID + "/tracks?offset=0&limit=100";
    private static final String META = """
            {"id":"%s","name":"Top","type":"playlist","owner":{"id":"olga","display_name":"O"},"snapshot_id":"s1",
            "external_urls":{"spotify":"u:p"}""".formatted(ID);

    private static String pageAt(int offset, String... entries) {
        return "{\"href\":\"%s\",\"items\":[%s],\"offset\":%d,\"total\":7,\"next\":null}"
                .formatted(HREF, String.join(",", entries), offset);
    }

    private static String playlist(String id, String container, String... entries) {
        return "{\"id\":\"%s\",\"type\":\"playlist\",\"name\":\"N %s\",\"%s\":{\"items\":[%s],\"total\":%d}}"
                .formatted(id, id, container, String.join(",", entries), entries.length);
    }

    private static List<String> positions(Snapshot snapshot) {
        return column(snapshot, Table.PLAYLIST_ITEMS, "position");
    }

    private static List<String> songs(Snapshot snapshot) {
        return column(snapshot, Table.PLAYLIST_ITEMS, "song_id");
    }

    @Test
    void anObjectOfOursIsNamedAfterItsPlaylistAndItsTime() {
        Snapshot snapshot =
                read(HEADER + META + "}\n" + pageAt(0, entry("t1"), entry("t2")) + "\n" + pageAt(2, entry("t3")));
        assertThat(snapshot.name()).isEqualTo(ID + "_20261101T020304005Z");
        assertThat(snapshot.extractedAt()).isEqualTo("2026-11-01T02:03:04.005Z");
        assertThat(snapshot.runId()).isEqualTo("run-1");
        assertThat(snapshot.own()).isTrue();
        assertThat(snapshot.consistent()).isTrue();
        assertThat(snapshot.gzipped()).isFalse();
        assertThat(positions(snapshot)).containsExactly("0", "1", "2");
        assertThat(rows(snapshot, Table.PLAYLIST))
                .containsExactly(List.of(
                        ID,
                        "Top",
                        "olga",
                        "s1",
                        "7",
                        "u:p",
                        "2026-11-01 02:03:04.005",
                        "2026-11-01 02:03:04.005",
                        snapshot.name()));
    }

    @Test
    void anInconsistentReadSaysSo() {
        Snapshot snapshot = read(HEADER.replace(":true", ":false") + META + "}" + page());
        assertThat(snapshot.consistent()).isFalse();
        assertThat(rows(snapshot, Table.PLAYLIST)).hasSize(1);
        assertThat(snapshot.seen()).isZero();
    }

    @Test
    void aPageTellsItsPlaylistByItsHrefAndItsOffsetMayComeLast() {
        Snapshot snapshot = read(pageAt(50, entry("t1"), "{\"track\":null}", entry("t2")));
        assertThat(positions(snapshot)).containsExactly("50", "52");
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "playlist_id")).containsOnly(ID);
        assertThat(column(snapshot, Table.PLAYLIST, "total_items")).containsExactly("7");
        assertThat(column(snapshot, Table.PLAYLIST, "playlist_name")).containsExactly((String) null);
        assertThat(snapshot.own()).isFalse();
        assertThat(snapshot.runId()).isNull();
    }

    @Test
    void aPlaylistHoldsItsPageUnderTracksOrItems() {
        for (String container : List.of("tracks", "items")) {
            Snapshot snapshot = read(playlist("p1", container, entry("t1")));
            assertThat(songs(snapshot)).containsExactly("t1");
            assertThat(column(snapshot, Table.PLAYLIST, "playlist_id")).containsExactly("p1");
            assertThat(column(snapshot, Table.PLAYLIST, "total_items")).containsExactly("1");
        }
    }

    @Test
    void ofItemsAndTracksInOnePlaylistOneIsRead() {
        String inner = "{\"items\":[" + entry("t1") + "],\"total\":1}";
        Snapshot both = read(META + ",\"tracks\":%s,\"items\":%s}".formatted(inner, inner));
        assertThat(songs(both)).containsExactly("t1");
        assertThat(both.seen()).isEqualTo(1);
        Snapshot stub = read(META + ",\"tracks\":{\"href\":\"x\",\"total\":1},\"items\":%s}".formatted(inner));
        assertThat(songs(stub)).containsExactly("t1");
        Snapshot stubLast = read(META + ",\"items\":%s,\"tracks\":null}".formatted(inner));
        assertThat(songs(stubLast)).containsExactly("t1");
    }

    @Test
    void anEmptyListUnderOneNameDoesNotHideTheEntriesUnderTheOther() {
        String empty = "\"tracks\":{\"items\":[]}";
        String full = "{\"items\":[" + entry("t1") + "]}";
        for (String json : List.of(
                META + "," + empty + ",\"items\":" + full + "}",
                META + ",\"items\":" + full + "," + empty + "}",
                META + "," + empty + ",\"items\":[" + entry("t1") + "]}",
                META + ",\"items\":[" + entry("t1") + "]," + empty + "}")) {
            assertThat(songs(read(json))).containsExactly("t1");
        }
    }

    @Test
    void aPlaylistWithoutAnIdTakesItFromItsOwnOrItsPagesHref() {
        String entries = "\"items\":[" + entry("t1") + "]";
        for (String json : List.of(
                "{\"name\":\"x\",\"tracks\":{\"href\":\"%s\",%s}}".formatted(HREF, entries),
                "{\"href\":\"https://api.spotify.com/v1/playlists/%s\",\"tracks\":{%s}}".formatted(ID, entries))) {
            assertThat(column(read(json), Table.PLAYLIST, "playlist_id")).containsExactly(ID);
        }
    }

    @Test
    void aListOfPlaylistsGivesEachItsRowAndItsOwnPositions() {
        Snapshot snapshot = read("[" + playlist("p1", "tracks", entry("t1"), entry("t2")) + ","
                + playlist("p2", "items", entry("t1")) + "," + playlist("p3", "items") + "]");
        assertThat(column(snapshot, Table.PLAYLIST, "playlist_id")).containsExactly("p1", "p2", "p3");
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "playlist_id")).containsExactly("p1", "p1", "p2");
        assertThat(positions(snapshot)).containsExactly("0", "1", "0");
        assertThat(column(snapshot, Table.SONGS, "song_id")).containsExactly("t1", "t2");
    }

    @Test
    void pagesOfOnePlaylistBelongTogetherInAListAndInLinesInAnyOrder() {
        String second = pageAt(2, entry("t3"));
        String first = pageAt(0, entry("t1"), entry("t2"));
        for (String json : List.of("[" + second + "," + first + "]", second + "\n" + first, second + first)) {
            Snapshot snapshot = read(json);
            assertThat(positions(snapshot)).containsExactly("2", "0", "1");
            assertThat(songs(snapshot)).containsExactly("t3", "t1", "t2");
            assertThat(rows(snapshot, Table.PLAYLIST)).hasSize(1);
        }
    }

    @Test
    void pagesWithoutAnOffsetContinueWhatWasReadOfTheirPlaylist() {
        Snapshot snapshot = read(playlist("p1", "tracks", entry("t1"), "{\"track\":null}") + "\r\n" + page(entry("t2"))
                + "\n" + page(entry("t3")));
        assertThat(positions(snapshot)).containsExactly("0", "2", "3");
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "playlist_id")).containsOnly("p1");
    }

    @Test
    void aPlaylistObjectAndItsFurtherPagesAreOnePlaylist() {
        Snapshot snapshot = read(META + ",\"tracks\":" + pageAt(0, entry("t1")) + "}\n" + pageAt(1, entry("t2")));
        assertThat(positions(snapshot)).containsExactly("0", "1");
        assertThat(column(snapshot, Table.PLAYLIST, "playlist_name")).containsExactly("Top");
    }

    @Test
    void bareEntriesAreAPlaylistInAListAndInLines() {
        String noise = "{\"primary_color\":null,\"video_thumbnail\":{\"url\":null},"
                + entry("t2").substring(1);
        for (String json : List.of("[" + entry("t1") + "," + noise + "]", entry("t1") + "\n" + noise)) {
            Snapshot snapshot = read(json);
            assertThat(positions(snapshot)).containsExactly("0", "1");
            assertThat(songs(snapshot)).containsExactly("t1", "t2");
            assertThat(column(snapshot, Table.PLAYLIST, "playlist_id")).containsExactly("unknown:some-name");
        }
    }

    @Test
    void anEmptyPageAndAnEmptyPlaylistAreEmptyPlaylists() {
        for (String json : List.of(pageAt(0), playlist(ID, "tracks"), playlist(ID, "items"))) {
            Snapshot snapshot = read(json);
            assertThat(snapshot.seen()).isZero();
            assertThat(column(snapshot, Table.PLAYLIST, "playlist_id")).containsExactly(ID);
            assertThat(snapshot.rows()).containsOnlyKeys(Table.ofSnapshots().toArray(Table[]::new));
        }
    }

    @Test
    void keysMayComeInAnyOrder() {
        List<String> fields = new ArrayList<>(List.of(
                "\"id\":\"p1\"",
                "\"name\":\"N\"",
                "\"type\":\"playlist\"",
                "\"href\":\"x\"",
                "\"snapshot_id\":\"s\"",
                "\"owner\":{\"type\":\"user\",\"id\":\"olga\"}",
                "\"external_urls\":{\"spotify\":\"u\"}",
                "\"images\":[{\"url\":\"x\"}]"));
        List<String> pageFields = new ArrayList<>(List.of(
                "\"items\":[" + entry("t1") + "]",
                "\"offset\":3",
                "\"total\":9",
                "\"limit\":1",
                "\"href\":\"" + HREF + "\""));
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(pageFields, random);
            List<String> all = new ArrayList<>(fields);
            all.add((round % 2 == 0 ? "\"tracks\":{" : "\"items\":{") + String.join(",", pageFields) + "}");
            Collections.shuffle(all, random);
            Snapshot snapshot = read("{" + String.join(",", all) + "}");
            assertThat(positions(snapshot)).containsExactly("3");
            assertThat(rows(snapshot, Table.PLAYLIST).get(0).subList(0, 6))
                    .containsExactly("p1", "N", "olga", "s", "9", "u");
        }
    }

    @Test
    void entriesMayHaveTheirKeysInAnyOrder() {
        List<String> fields = new ArrayList<>(List.of(
                "\"added_at\":\"2024-05-15T00:00:00Z\"",
                "\"added_by\":{\"id\":\"u\"}",
                "\"is_local\":false",
                "\"primary_color\":null",
                "\"track\":" + Transforming.track("old"),
                "\"item\":" + Transforming.track("t1")));
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(fields, random);
            Snapshot snapshot = read("[{" + String.join(",", fields) + "}]");
            assertThat(songs(snapshot)).containsExactly("t1");
            assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "added_by")).containsExactly("u");
        }
    }

    @Test
    void compressedObjectsAndAByteOrderMarkChangeNothingButHashAndName() {
        String json = pageAt(0, entry("t1"), entry("t1"), "{\"track\":3}");
        byte[] plain = json.getBytes(StandardCharsets.UTF_8);
        byte[] marked = ("\ufeff" + json).getBytes(StandardCharsets.UTF_8);
        for (byte[] bytes : List.of(plain, marked, gzip(plain), gzip(marked))) {
            Snapshot snapshot = read(KEY, bytes);
            assertThat(songs(snapshot)).containsExactly("t1", "t1");
            assertThat(snapshot.rejections()).extracting(Rejection::entryJson).containsExactly("{\"track\":3}");
            assertThat(snapshot.sha256()).isEqualTo(DigestUtils.sha256Hex(bytes));
            assertThat(snapshot.gzipped()).isEqualTo(bytes[0] == 0x1f);
        }
    }

    @Test
    void everyMemberOfACompressedObjectIsReadFromAStreamThatNeverKnowsWhatIsAvailable() throws IOException {
        byte[] first = gzip(pageAt(0, entry("t1")).getBytes(StandardCharsets.UTF_8));
        byte[] second = gzip(pageAt(1, entry("t2")).getBytes(StandardCharsets.UTF_8));
        InputStream network = new ByteArrayInputStream(concat(first, second)) {
            @Override
            public int available() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, first.length));
            }
        };
        Snapshot snapshot =
                new SnapshotTransform(UserIds.KEEP, Limits.defaults()).read(new RawSource(KEY, SEEN), network);
        assertThat(songs(snapshot)).containsExactly("t1", "t2");
        assertThat(snapshot.sha256()).isEqualTo(DigestUtils.sha256Hex(concat(first, second)));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void aForeignNameIsASlugAndAHashOfKeyAndBytes() throws Exception {
        String json = page(entry("t1"));
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(KEY.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        sha.update(json.getBytes(StandardCharsets.UTF_8));
        String hash = HexFormat.of().formatHex(sha.digest()).substring(0, 12);
        assertThat(read(json).name()).isEqualTo("some-name_" + hash);
        assertThat(read("other/" + KEY, json).name()).isNotEqualTo(read(json).name());
        assertThat(read(json + "\n").name()).isNotEqualTo(read(json).name());
        assertThat(read(json)).usingRecursiveComparison().isEqualTo(read(json));
    }

    @Test
    void aForeignObjectTakesPlaylistAndTimeFromItsKeyWhereItSaysNothingItself() {
        Snapshot snapshot = read("a/playlist_" + ID + "_20240515.json.gz", page(entry("t1")));
        assertThat(column(snapshot, Table.PLAYLIST, "playlist_id")).containsExactly(ID);
        assertThat(snapshot.extractedAt()).isEqualTo("2024-05-15T00:00:00Z");
        Snapshot silent = read("a/" + ID + "/x.json", page(entry("t1")));
        assertThat(column(silent, Table.PLAYLIST, "playlist_id")).containsExactly("unknown:x");
        assertThat(silent.extractedAt()).isEqualTo(SEEN);
    }

    @ParameterizedTest
    @CsvSource({
        "Top 50 – Global.json,top-50-global",
        "a.jsonl.gz,a",
        "A_b--C.JSON.GZ,a-b-c",
        ".json,object",
        "국내.json,object",
        "${exchangeId}.json,exchangeid",
        "page.1.gz,page-1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbb.json,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    })
    void aSlugIsSafeShortAndNeverEmpty(String name, String slug) {
        assertThat(new RawKey("in/box/" + name, DayFirst.UNTOLD).slug()).isEqualTo(slug);
    }

    @ParameterizedTest
    @CsvSource({
        "37i9dQZEVXbMDoHDwVN2tF_20261101T020304005Z.json,2026-11-01T02:03:04.005Z",
        "x_20261101T020304Z.json,2026-11-01T02:03:04Z",
        "spotify_raw_2024-10-03 19:34:07.292656.json,2024-10-03T19:34:07.292Z",
        "x_2024-10-03T19:34:07Z.json,2024-10-03T19:34:07Z",
        "x_2024-10-03_19-34-07.json,2024-10-03T19:34:07Z",
        "artist 2024-10-03 19_34_07.3.csv,2024-10-03T19:34:07.300Z",
        "20240515_101112.json,2024-05-15T10:11:12Z",
        "firehose-1-2024-05-15-10-11-12-0a1b2c.gz,2024-05-15T10:11:12Z",
        "2024-05-15.json,2024-05-15T00:00:00Z",
        "top-20240515.json,2024-05-15T00:00:00Z",
        "99999999-20240515.json,2024-05-15T00:00:00Z",
        "20241345.json,",
        "20240230.json,",
        "20050101.json,",
        "21010101.json,",
        "202405150.json,",
        "a20240515.json,",
        "20240515b.json,",
        "2024-05-15 25_00_00.json,",
        "2024.json,",
    })
    void aTimeInTheKeyIsFoundUnlessItsDigitsMeanSomethingElse(String name, Instant time) {
        assertThat(new RawKey("2023-01-01/" + name, DayFirst.UNTOLD).time().orElse(null))
                .isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "37i9dQZEVXbMDoHDwVN2tF.json,37i9dQZEVXbMDoHDwVN2tF",
        "playlist_37i9dQZEVXbMDoHDwVN2tF_si=e8e1.json,37i9dQZEVXbMDoHDwVN2tF",
        "x37i9dQZEVXbMDoHDwVN2tF.json,",
        "37i9dQZEVXbMDoHDwVN2t.json,",
    })
    void aPlaylistIdInTheKeyHas22CharactersAndStandsAlone(String name, String id) {
        assertThat(new RawKey("in/" + name, DayFirst.UNTOLD).playlistId().orElse(null))
                .isEqualTo(id);
    }

    @Test
    void usersAreHashedUnlessToldOtherwise() throws IOException {
        String json =
                "{\"id\":\"p\",\"owner\":{\"id\":\"olga\"},\"tracks\":{\"items\":[{\"added_by\":{\"id\":\"olga\"},\"track\":"
                        + Transforming.track("t1") + "}]}}";
        Snapshot snapshot = new SnapshotTransform(UserIds.HASH, Limits.defaults())
                .read(new RawSource(KEY, SEEN), new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        String expected = DigestUtils.sha256Hex("olga").substring(0, 32);
        assertThat(column(snapshot, Table.PLAYLIST, "owner_id")).containsExactly(expected);
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "added_by")).containsExactly(expected);
    }
}
