package io.caravan.transform;

import static io.caravan.transform.Transforming.column;
import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.page;
import static io.caravan.transform.Transforming.read;
import static io.caravan.transform.Transforming.rows;
import static io.caravan.transform.Transforming.track;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.model.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntriesTest {
    private static final String AT = "2025-02-03 04:05:06.789";

    @Test
    void aTrackFillsEveryColumnOfItsTables() {
        Snapshot snapshot = read(page("""
                {"added_at":"2024-05-15T10:11:12Z","added_by":{"id":"anna","type":"user"},"track":%s}""".formatted(track("t1"))));
        String name = snapshot.name();
        assertThat(rows(snapshot, Table.SONGS))
                .containsExactly(List.of(
                        "t1",
                        "Song t1",
                        "1234",
                        "u:t1",
                        "77",
                        "true",
                        "ISRC1",
                        "2024-05-15 10:11:12.000",
                        "al-t1",
                        "a1",
                        AT,
                        name));
        assertThat(rows(snapshot, Table.ALBUM))
                .containsExactly(List.of("al-t1", "Album t1", "1981-12-15", "day", "12", "u:al-t1", AT, name));
        assertThat(rows(snapshot, Table.ARTISTS))
                .containsExactly(
                        List.of("a1", "First", "u:a1", AT, name),
                        List.of("a2", "Second", "u:a2", AT, name),
                        List.of("other", "Other", "u:other", AT, name));
        assertThat(rows(snapshot, Table.SONG_ARTISTS))
                .containsExactly(List.of("t1", "0", "a1", AT, name), List.of("t1", "1", "a2", AT, name));
        assertThat(rows(snapshot, Table.PLAYLIST_ITEMS))
                .containsExactly(
                        List.of("unknown:some-name", "0", "t1", "2024-05-15 10:11:12.000", "anna", "77", AT, name));
        for (Table table : Table.ofSnapshots()) {
            assertThat(rows(snapshot, table)).allSatisfy(row -> assertThat(row).hasSameSizeAs(table.columnNames()));
        }
    }

    @Test
    void anEntryWithItemAndTrackIsOneEntryAndItsItemCounts() {
        Snapshot snapshot = read(page(
                "{\"track\":%s,\"item\":%s}".formatted(track("old"), track("new")),
                "{\"item\":%s,\"track\":%s}".formatted(track("new2"), track("old")),
                "{\"item\":null,\"track\":%s}".formatted(track("t3")),
                "{\"item\":%s,\"track\":true}".formatted(track("t4")),
                "{\"track\":{\"id\":5},\"item\":%s}".formatted(track("t5"))));
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "song_id")).containsExactly("new", "new2", "t3", "t4", "t5");
        assertThat(snapshot.seen()).isEqualTo(5);
    }

    @Test
    void everyEntryThatIsNoTrackIsCountedByItsReason() {
        Snapshot snapshot = read(page(
                "{\"track\":null}",
                "null",
                "{\"is_local\":true,\"track\":{\"id\":null,\"name\":5}}",
                "{\"track\":{\"is_local\":true,\"id\":null,\"type\":\"episode\"}}",
                "{\"track\":{\"type\":\"episode\",\"id\":null}}",
                "{\"track\":{\"show\":{\"id\":\"s\"},\"id\":\"e\",\"name\":7}}",
                "{\"track\":{\"id\":null}}",
                "{\"track\":{\"id\":\"\"}}",
                "{\"track\":{\"type\":\"chapter\",\"id\":\"c\"}}",
                "{\"track\":{\"type\":\"Audiobook\",\"id\":\"b\"}}",
                "{\"track\":{\"type\":\"ad\",\"id\":\"a\"}}",
                "{\"track\":{\"audiobook\":{},\"id\":\"c\"}}",
                entry("t1")));
        assertThat(snapshot.skipped())
                .isEqualTo(Map.of(
                        SkipReason.NULL_ITEM,
                        2L,
                        SkipReason.LOCAL_FILE,
                        2L,
                        SkipReason.EPISODE,
                        2L,
                        SkipReason.NO_ID,
                        2L,
                        SkipReason.NOT_TRACK,
                        4L));
        assertThat(snapshot.seen()).isEqualTo(13);
        assertThat(snapshot.rejections()).isEmpty();
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "position")).containsExactly("12");
    }

    @Test
    void everyReasonToSkipIsInTheCountsWithZeroIfNeedBe() {
        assertThat(read(page()).skipped()).hasSize(5).allSatisfy((reason, count) -> assertThat(count)
                .isZero());
        assertThat(SkipReason.values())
                .extracting(SkipReason::label)
                .containsExactly("null_item", "local_file", "episode", "no_id", "not_track");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"t1\" | \"id\":12 | id is 12, expected an id",
                "\"id\":\"t1\" | \"id\":{} | id is an object, expected an id",
                "\"id\":\"t1\" | \"id\":\"a\\nb\" | id is \"a\\u000ab\", expected an id of at most 100 characters without control characters",
            })
    void anIdThatDoesNotFitRejectsItsEntryAsAWhole(String fitting, String misfit, String reason) throws Exception {
        String bad = entry("t1").replace(fitting, misfit);
        assertThat(bad).isNotEqualTo(entry("t1"));
        Snapshot snapshot = read(page(bad, entry("t2")));
        assertThat(snapshot.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(reason);
            assertThat(rejection.line()).isEqualTo(1);
            assertThat(rejection.entry()).isEqualTo(1);
            ObjectMapper tree = new ObjectMapper();
            assertThat(tree.readTree(rejection.entryJson())).isEqualTo(tree.readTree(bad));
            assertThat(rejection.entryJson()).doesNotContain("\n");
        });
        assertThat(snapshot.seen()).isEqualTo(2);
        assertThat(snapshot.repaired()).isEmpty();
        assertThat(column(snapshot, Table.SONGS, "song_id")).containsExactly("t2");
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "position")).containsExactly("1");
    }

    /** The value, what stands in its place, the table and column and what is there then, and the field that is counted; none if it is as good. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "\"name\":\"Song t1\" | \"name\":12 | SONGS | song_name | 12 | name",
                "\"name\":\"Song t1\" | \"name\":1999.0 | SONGS | song_name | 1999.0 | name",
                "\"name\":\"Song t1\" | \"name\":{\"a\":1} | SONGS | song_name | - | name",
                "\"name\":\"Album t1\" | \"name\":false | ALBUM | album_name | false | album.name",
                "\"name\":\"Song t1\" | \"name\":\"a\\u0000b\" | SONGS | song_name | a\ufffdb | name",
                "\"name\":\"Song t1\" | \"name\":\"a\\ud83d\" | SONGS | song_name | a\ufffd | name",
                "\"id\":\"al-t1\" | \"id\":{} | SONGS | album_id | - | album.id",
                "\"duration_ms\":1234 | \"duration_ms\":\"1234\" | SONGS | duration_ms | 1234 | -",
                "\"duration_ms\":1234 | \"duration_ms\":\" 1234 \" | SONGS | duration_ms | 1234 | -",
                "\"duration_ms\":1234 | \"duration_ms\":1234.0 | SONGS | duration_ms | 1234 | -",
                "\"duration_ms\":1234 | \"duration_ms\":2.15e5 | SONGS | duration_ms | 215000 | -",
                "\"duration_ms\":1234 | \"duration_ms\":\"2.15E+5\" | SONGS | duration_ms | 215000 | -",
                "\"duration_ms\":1234 | \"duration_ms\":-0.0 | SONGS | duration_ms | 0 | -",
                "\"duration_ms\":1234 | \"duration_ms\":\"\" | SONGS | duration_ms | - | -",
                "\"duration_ms\":1234 | \"duration_ms\":12.5 | SONGS | duration_ms | - | duration_ms",
                "\"duration_ms\":1234 | \"duration_ms\":2147483648 | SONGS | duration_ms | - | duration_ms",
                "\"duration_ms\":1234 | \"duration_ms\":1e999999999 | SONGS | duration_ms | - | duration_ms",
                "\"duration_ms\":1234 | \"duration_ms\":1e-999999999 | SONGS | duration_ms | - | duration_ms",
                "\"duration_ms\":1234 | \"duration_ms\":99999999999999999999 | SONGS | duration_ms | - | duration_ms",
                "\"popularity\":77 | \"popularity\":50.0 | PLAYLIST_ITEMS | popularity | 50 | -",
                "\"popularity\":77 | \"popularity\":\"high\" | PLAYLIST_ITEMS | popularity | - | popularity",
                "\"total_tracks\":12 | \"total_tracks\":[12] | ALBUM | total_tracks | - | album.total_tracks",
                "\"explicit\":true | \"explicit\":\"False\" | SONGS | explicit | false | -",
                "\"explicit\":true | \"explicit\":\"yes\" | SONGS | explicit | - | explicit",
                "\"external_ids\":{\"isrc\":\"ISRC1\"} | \"external_ids\":{\"isrc\":\"US-UAN-13-00012\"} | SONGS | isrc | USUAN1300012 | -",
                "\"external_ids\":{\"isrc\":\"ISRC1\"} | \"external_ids\":{\"isrc\":\"usuan1300012\"} | SONGS | isrc | USUAN1300012 | -",
                "\"external_ids\":{\"isrc\":\"ISRC1\"} | \"external_ids\":{\"isrc\":\"us uan 13 00012\"} | SONGS | isrc | USUAN1300012 | -",
                "\"external_ids\":{\"isrc\":\"ISRC1\"} | \"external_ids\":{\"isrc\":\"DEZ-1\"} | SONGS | isrc | DEZ-1 | -",
                "\"external_ids\":{\"isrc\":\"ISRC1\"} | \"external_ids\":\"x\" | SONGS | isrc | - | external_ids",
                "{\"spotify\":\"u:t1\"} | {\"spotify\":[[1]]} | SONGS | url | - | external_urls.spotify",
                "\"2024-05-15T00:00:00Z\" | \"yesterday\" | PLAYLIST_ITEMS | added_at | - | added_at",
                "\"2024-05-15T00:00:00Z\" | \"2024-02-30T00:00:00Z\" | PLAYLIST_ITEMS | added_at | - | added_at",
                "\"2024-05-15T00:00:00Z\" | {} | PLAYLIST_ITEMS | added_at | - | added_at",
                "\"is_local\":false,\"name\" | \"is_local\":\"no\",\"name\" | SONGS | song_id | t1 | is_local",
                "\"type\":\"track\" | \"type\":1 | SONGS | song_id | t1 | type",
            })
    void anOddValueThatNoKeyNeedsIsRepairedOrNullAndCountedAndItsEntryStays(
            String fitting, String odd, Table table, String column, String expected, String field) {
        String entry = entry("t1").replace(fitting, odd);
        assertThat(entry).isNotEqualTo(entry("t1"));
        Snapshot snapshot = read(page(entry));
        assertThat(column(snapshot, table, column)).containsExactly(expected);
        assertThat(snapshot.repaired()).isEqualTo(field == null ? Map.of() : Map.of(field, 1L));
        assertThat(snapshot.rejections()).isEmpty();
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "song_id")).containsExactly("t1");
    }

    @Test
    void anArtistWhoseIdDoesNotFitIsNoRowAndLeavesHisPlace() {
        Snapshot snapshot = read(page(entry("t1").replace("\"id\":\"a2\"", "\"id\":1.5")));
        assertThat(column(snapshot, Table.SONG_ARTISTS, "artist_id")).containsExactly("a1");
        assertThat(snapshot.repaired()).isEqualTo(Map.of("artists.id", 1L));
        Snapshot none = read(page(entry("t1")
                .replaceFirst(
                        "\"artists\":\\[\\{\"external_urls\":\\{\"spotify\":\"u:a1\"\\},\"id\":\"a1\",\"name\":\"First\"\\},\\s*\\{[^]]*\\]",
                        "\"artists\":\"x\"")));
        assertThat(rows(none, Table.SONG_ARTISTS)).isEmpty();
        assertThat(none.repaired()).isEqualTo(Map.of("artists", 1L));
    }

    @Test
    void anEntryOfNoKnownFormIsRejectedAmongOthersAndToldByWhatItIs() {
        Snapshot snapshot = read(page(
                "12",
                "{\"track\":[1]}",
                "{\"track\":true,\"added_at\":null}",
                "{}",
                "{\"added_at\":null,\"is_local\":true}",
                "{\"track\":{\"name\":\"x\"}}",
                entry("t1"),
                entry("t2"),
                entry("t3"),
                entry("t4"),
                entry("t5"),
                entry("t6"),
                entry("t7")));
        assertThat(snapshot.rejections())
                .extracting(Rejection::reason)
                .containsExactly(
                        "the entry is 12, expected an object",
                        "track is a list, expected an object",
                        "track is true, expected an object",
                        "it is an object without track and item (no field); an entry of a playlist has added_at and, in track or item, a track with its id",
                        "it is an object without track and item (added_at, is_local); an entry of a playlist has added_at and, in track or item, a track with its id",
                        "it is an entry whose track has neither id nor uri (track; in its track name); an entry of a playlist has added_at and, in track or item, a track with its id");
        assertThat(snapshot.rejections()).extracting(Rejection::entryJson).startsWith("12", "{\"track\":[1]}");
        assertThat(snapshot.seen()).isEqualTo(13);
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "position"))
                .containsExactly("6", "7", "8", "9", "10", "11", "12");
    }

    @Test
    void anIdMayBeWrittenAsAUriOrAUrl() {
        String entry = entry("t1")
                .replace("\"id\":\"t1\"", "\"id\":\"https://open.spotify.com/intl-de/track/t1?si=4f\"")
                .replace("\"id\":\"al-t1\"", "\"id\":\"spotify:album:al-t1\"")
                .replace("\"id\":\"a1\"", "\"id\":\"https://api.spotify.com/v1/artists/a1\"")
                .replace("\"id\":\"a2\"", "\"id\":\"spotify:artist:a2\"");
        Snapshot snapshot = read(page(
                entry,
                "{\"track\":{\"uri\":\"spotify:track:t2\"}}",
                "{\"track\":{\"uri\":\"spotify:track:t3\",\"id\":null}}"));
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "song_id")).containsExactly("t1", "t2", "t3");
        assertThat(column(snapshot, Table.ALBUM, "album_id")).containsExactly("al-t1");
        assertThat(column(snapshot, Table.SONG_ARTISTS, "artist_id")).containsExactly("a1", "a2");
        assertThat(snapshot.repaired()).isEmpty();
    }

    @Test
    void aFileOfTheUsersOwnIsKnownByItsUriToo() {
        Snapshot snapshot = read(page("{\"track\":{\"id\":null,\"uri\":\"spotify:local:A:B:C:10\"}}", entry("t1")));
        assertThat(snapshot.skipped()).containsEntry(SkipReason.LOCAL_FILE, 1L);
    }

    @Test
    void aTrackThatSpotifyPutInThePlaceOfAnotherIsTheOther() {
        for (String linked : List.of(
                entry("t1").replace("\"type\":\"track\"", "\"linked_from\":{\"id\":\"old\",\"type\":\"track\"}"),
                entry("t1")
                        .replace(
                                "\"album\":",
                                "\"linked_from\":{\"id\":\"old\",\"uri\":\"spotify:track:old\"},\"album\":"))) {
            Snapshot snapshot = read(page(linked));
            assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "song_id")).containsExactly("old");
            assertThat(column(snapshot, Table.SONGS, "song_id")).containsExactly("old");
            assertThat(column(snapshot, Table.SONG_ARTISTS, "song_id")).containsOnly("old");
        }
    }

    @Test
    void aRejectionTellsLineAndEntryAndKeepsEveryCharacterOfTheEntry() {
        String bad = "{\"track\" : {\"name\":\"새 \\ud83d 😀\", \"id\":2,\n \"x\":1e400, \"duration_ms\": 1e3}}";
        Snapshot snapshot = read("\ufeff{\"items\":[\n" + entry("t1") + ",\n" + bad + "\n]}");
        assertThat(snapshot.rejections())
                .containsExactly(
                        new Rejection(
                                9,
                                2,
                                "id is 2, expected an id",
                                "{\"track\":{\"name\":\"새 \\uD83D \\uD83D\\uDE00\",\"id\":2,\"x\":1e400,\"duration_ms\":1e3}}"));
    }

    @Test
    void ofAVeryLongRejectedEntryTheBeginningIsKeptAsJsonText() throws Exception {
        Snapshot snapshot =
                read(page("{\"track\":{\"id\":5,\"filler\":\"%s\"}}".formatted("x".repeat(200_000)), entry("t1")));
        String kept = new ObjectMapper()
                .readTree(snapshot.rejections().get(0).entryJson())
                .asText();
        assertThat(kept).hasSize(65_536).startsWith("{\"track\":{\"id\":5,\"filler\":\"xxx");
    }

    @Test
    void whatIsAbsentOrNullIsNoValueAndNoReasonToReject() {
        Snapshot snapshot = read(page("{\"track\":{\"id\":\"t1\"}}", nulls("t2")));
        assertThat(snapshot.rejections()).isEmpty();
        assertThat(rows(snapshot, Table.SONGS))
                .allSatisfy(row -> assertThat(row.subList(1, 10)).containsOnlyNulls());
        assertThat(rows(snapshot, Table.PLAYLIST_ITEMS))
                .allSatisfy(row -> assertThat(row.subList(3, 6)).containsOnlyNulls());
        assertThat(rows(snapshot, Table.ALBUM)).isEmpty();
        assertThat(rows(snapshot, Table.ARTISTS)).isEmpty();
    }

    private static String nulls(String id) {
        return """
                {"added_at":null,"added_by":{"id":""},"is_local":null,"track":{"id":"%s","name":null,"duration_ms":null,
                "external_urls":{},"popularity":null,"explicit":null,"external_ids":null,"type":null,"show":null,
                "artists":[{"id":null,"name":"nobody"},null],"album":{"id":"","name":null,"artists":null,"release_date":null}}}""".formatted(id);
    }

    @Test
    void anArtistWithoutAnIdKeepsHisPlaceButIsNoRow() {
        String artists = "[{\"id\":null,\"name\":\"x\"},{\"id\":\"a2\",\"name\":\"y\"}]";
        Snapshot snapshot = read(page("{\"track\":{\"id\":\"t1\",\"artists\":%s}}".formatted(artists)));
        assertThat(column(snapshot, Table.SONG_ARTISTS, "position")).containsExactly("1");
        assertThat(column(snapshot, Table.SONGS, "artist_id")).containsExactly((String) null);
    }

    @Test
    void theFirstOccurrenceOfAKeyWinsAndOnlySongAddedIsTheEarliest() {
        Snapshot snapshot = read(page(
                entry("t1", "2024-05-15T00:00:00Z").replace("\"2024-05-15T00:00:00Z\"", "null"),
                entry("t1", "2024-05-15T00:00:00Z").replace("Song t1", "Later").replace("Album t1", "Later"),
                entry("t1", "2020-05-15T00:00:00+02:00").replace("\"First\"", "\"Later\""),
                entry("t1", "2022-05-15T00:00:00Z").replace("\"a1\"", "\"a9\"")));
        assertThat(column(snapshot, Table.SONGS, "song_name")).containsExactly("Song t1");
        assertThat(column(snapshot, Table.SONGS, "song_added")).containsExactly("2020-05-14 22:00:00.000");
        assertThat(column(snapshot, Table.ALBUM, "album_name")).containsExactly("Album t1");
        assertThat(column(snapshot, Table.ARTISTS, "artist_name")).containsExactly("First", "Second", "Other", "First");
        assertThat(column(snapshot, Table.SONG_ARTISTS, "artist_id")).containsExactly("a1", "a2");
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "position")).containsExactly("0", "1", "2", "3");
    }

    /** The date, the precision that is told, what becomes of both, and the fields that are counted. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "\"1981\",\"year\",1981-01-01,year,-",
                "\"1981\",\"day\",1981-01-01,year,album.release_date_precision",
                "\"1981\",\"month\",1981-01-01,year,album.release_date_precision",
                "\"1981\",null,1981-01-01,year,-",
                "\"1981-12\",\"month\",1981-12-01,month,-",
                "\"1981-12\",\"year\",1981-12-01,year,-",
                "\"1981-12\",\"day\",1981-12-01,month,album.release_date_precision",
                "\"1981-12-15\",\"day\",1981-12-15,day,-",
                "\"1981-12-15\",\"year\",1981-12-15,year,-",
                "\"1981-12-15\",\"unknown\",1981-12-15,day,album.release_date_precision",
                "\"1981-12-15\",null,1981-12-15,-,-",
                "\"0000\",\"year\",-,year,-",
                "\"0000-00-00\",\"day\",-,day,-",
                "\"\",\"day\",-,day,-",
                "null,\"hour\",-,-,album.release_date_precision",
                "2020,\"day\",2020-01-01,year,album.release_date album.release_date_precision",
                "20200504,\"day\",2020-05-04,day,album.release_date",
                "\"TBD\",\"day\",-,day,album.release_date",
                "\"1998-00\",\"month\",1998-01-01,year,album.release_date album.release_date_precision",
                "\"1998-00-00\",\"day\",1998-01-01,year,album.release_date album.release_date_precision",
                "\"2020-02-30\",\"day\",2020-02-01,month,album.release_date album.release_date_precision",
                "\"1981-13-15\",\"day\",1981-01-01,year,album.release_date album.release_date_precision",
                "\"2020-05-04T00:00:00Z\",\"day\",2020-05-04,day,album.release_date",
                "\"2020-05-04 00:00:00\",\"day\",2020-05-04,day,album.release_date",
                "\"2020/05/04\",\"day\",2020-05-04,day,album.release_date",
                "{},\"day\",-,day,album.release_date",
            })
    void aReleaseDateIsCompletedToItsFirstDayAndNeverMorePreciseThanWhatWasSaid(
            String given, String told, String date, String precision, String repaired) {
        Snapshot snapshot =
                read(page(entry("t1").replace("\"1981-12-15\"", given).replace("\"day\"", told)));
        assertThat(column(snapshot, Table.ALBUM, "release_date")).containsExactly(date);
        assertThat(column(snapshot, Table.ALBUM, "release_date_precision")).containsExactly(precision);
        assertThat(snapshot.repaired().keySet())
                .containsExactly(repaired == null ? new String[0] : repaired.split(" "));
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "song_id")).containsExactly("t1");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-10-03T12:48:11Z,2024-10-03 12:48:11.000",
        "2024-10-03T12:48:11.5Z,2024-10-03 12:48:11.500",
        "2024-10-03T12:48:11.123999Z,2024-10-03 12:48:11.123",
        "2024-10-03T00:30:00+02:00,2024-10-02 22:30:00.000",
        "1970-01-01T00:00:00Z,1970-01-01 00:00:00.000",
        "2024-10-03T12:48:11.292656+00:00,2024-10-03 12:48:11.292",
        "2024-10-03 12:48:11,2024-10-03 12:48:11.000",
        "2024-10-03 12:48:11+00:00,2024-10-03 12:48:11.000",
        "2024-10-03 12:48:11.5 +0530,2024-10-03 07:18:11.500",
        "2024-10-03T12:48:11-07,2024-10-03 19:48:11.000",
        "2024-10-03 12:48:11 UTC,2024-10-03 12:48:11.000",
        "2024-10-03T12:48:11,2024-10-03 12:48:11.000",
        "2024-10-03T12:48Z,2024-10-03 12:48:00.000",
        "2024-10-03t12:48:11z,2024-10-03 12:48:11.000",
        "2024-10-03,2024-10-03 00:00:00.000",
        "1727959691,2024-10-03 12:48:11.000",
        "1727959691250,2024-10-03 12:48:11.250",
        "'',",
    })
    void timesAreWrittenInUtcToTheMillisecond(String given, String expected) {
        Snapshot snapshot = read(page(entry("t1", given)));
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "added_at")).containsExactly(expected);
        assertThat(snapshot.repaired()).isEmpty();
    }

    @Test
    void aTimeMayBeANumber() {
        Snapshot snapshot = read(page(entry("t1").replace("\"2024-05-15T00:00:00Z\"", "1727959691250")));
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "added_at")).containsExactly("2024-10-03 12:48:11.250");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2005-12-31T23:59:59Z"})
    void aTimeBeforeThereWasASpotifyIsNoneAtWhichASongWasAdded(String unknown) {
        Snapshot alone = read(page(entry("t1", unknown)));
        assertThat(column(alone, Table.SONGS, "song_added")).containsExactly((String) null);
        Snapshot both = read(page(entry("t1", unknown), entry("t1", "2006-01-01T00:00:00Z")));
        assertThat(column(both, Table.SONGS, "song_added")).containsExactly("2006-01-01 00:00:00.000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NULL",
                "\\\\N",
                "AC\\\\DC",
                "=1+1",
                "a,\\\"b",
                "",
                "  spaces ",
                "a\\nb\\r\\nc\\td",
                "\\ud83d\\ude00",
                "e\u0301 새 é",
            })
    void namesAreDataAndPassUntouched(String name) throws Exception {
        Snapshot snapshot = read(page(entry("t1").replace("Song t1", name)));
        String expected = new ObjectMapper().readTree('"' + name + '"').asText();
        assertThat(column(snapshot, Table.SONGS, "song_name")).containsExactly(expected);
    }
}
