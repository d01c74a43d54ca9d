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
                        List.of("unknown:" + name, "0", "t1", "2024-05-15 10:11:12.000", "anna", "77", AT, name));
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
                "{\"added_at\":null,\"is_local\":true}",
                "{\"is_local\":true,\"track\":{\"id\":null,\"name\":5}}",
                "{\"track\":{\"is_local\":true,\"id\":null,\"type\":\"episode\"}}",
                "{\"track\":{\"type\":\"episode\",\"id\":null}}",
                "{\"track\":{\"show\":{\"id\":\"s\"},\"id\":\"e\",\"name\":7}}",
                "{\"track\":{\"id\":null}}",
                "{\"track\":{\"id\":\"\"}}",
                "{\"track\":{\"name\":\"x\"}}",
                entry("t1")));
        assertThat(snapshot.skipped())
                .isEqualTo(Map.of(
                        SkipReason.NULL_ITEM,
                        3L,
                        SkipReason.LOCAL_FILE,
                        2L,
                        SkipReason.EPISODE,
                        2L,
                        SkipReason.NO_ID,
                        3L));
        assertThat(snapshot.seen()).isEqualTo(11);
        assertThat(snapshot.rejections()).isEmpty();
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "position")).containsExactly("10");
    }

    @Test
    void everyReasonToSkipIsInTheCountsWithZeroIfNeedBe() {
        assertThat(read(page()).skipped()).hasSize(4).allSatisfy((reason, count) -> assertThat(count)
                .isZero());
        assertThat(SkipReason.values())
                .extracting(SkipReason::label)
                .containsExactly("null_item", "local_file", "episode", "no_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\":\"Song t1\" | \"name\":12 | name is 12, expected text",
                "\"name\":\"Song t1\" | \"name\":{\"a\":1} | name is an object, expected text",
                "\"name\":\"First\" | \"name\":[] | artists.name is a list, expected text",
                "\"name\":\"Album t1\" | \"name\":false | album.name is false, expected text",
                "\"id\":\"t1\" | \"id\":12 | id is 12, expected an id",
                "\"id\":\"t1\" | \"id\":\"a\\nb\" | id is \"a\\u000ab\", expected an id of at most 100 characters without control characters",
                "\"id\":\"al-t1\" | \"id\":{} | album.id is an object, expected an id",
                "\"id\":\"a2\" | \"id\":1.5 | artists.id is 1.5, expected an id",
                "\"id\":\"other\" | \"id\":true | album.artists.id is true, expected an id",
                "\"duration_ms\":1234 | \"duration_ms\":\"1234\" | duration_ms is \"1234\", expected a whole number of 32 bits",
                "\"duration_ms\":1234 | \"duration_ms\":12.5 | duration_ms is 12.5, expected a whole number of 32 bits",
                "\"duration_ms\":1234 | \"duration_ms\":2147483648 | duration_ms is 2147483648, expected a whole number of 32 bits",
                "\"duration_ms\":1234 | \"duration_ms\":99999999999999999999 | duration_ms is 99999999999999999999, expected a whole number of 32 bits",
                "\"popularity\":77 | \"popularity\":\"high\" | popularity is \"high\", expected a whole number of 32 bits",
                "\"total_tracks\":12 | \"total_tracks\":[12] | album.total_tracks is a list, expected a whole number of 32 bits",
                "\"explicit\":true | \"explicit\":\"yes\" | explicit is \"yes\", expected true or false",
                "\"artists\":[{\"external_urls\":{\"spotify\":\"u:a1\"} | \"artists\":\"x\",\"y\":[{\"a\":{} | artists is \"x\", expected a list",
                "\"external_ids\":{\"isrc\":\"ISRC1\"} | \"external_ids\":{\"isrc\":1} | external_ids.isrc is 1, expected text",
                "\"external_ids\":{\"isrc\":\"ISRC1\"} | \"external_ids\":\"x\" | external_ids is \"x\", expected an object",
                "{\"spotify\":\"u:t1\"} | {\"spotify\":[[1]]} | external_urls.spotify is a list, expected text",
                "\"1981-12-15\" | \"1981-13-15\" | album.release_date is \"1981-13-15\", expected a date as 1981, 1981-12 or 1981-12-15",
                "\"1981-12-15\" | \"long ago\" | album.release_date is \"long ago\", expected a date as 1981, 1981-12 or 1981-12-15",
                "\"1981-12-15\" | 1981 | album.release_date is 1981, expected text",
                "\"day\" | \"hour\" | album.release_date_precision is \"hour\", expected year, month or day",
                "\"2024-05-15T00:00:00Z\" | \"yesterday\" | added_at is \"yesterday\", expected a time of ISO 8601 with Z or an offset",
                "\"2024-05-15T00:00:00Z\" | \"2024-02-30T00:00:00Z\" | added_at is \"2024-02-30T00:00:00Z\", expected a time of ISO 8601 with Z or an offset",
                "\"2024-05-15T00:00:00Z\" | 1715731200 | added_at is 1715731200, expected text",
                "\"name\":\"Song t1\" | \"name\":\"a\\u0000b\" | name is \"a\\u0000b\", expected text without NUL characters and halves of surrogate pairs",
                "\"name\":\"Song t1\" | \"name\":\"a\\ud83d\" | name is \"a\\ud83d\", expected text without NUL characters and halves of surrogate pairs",
                "\"is_local\":false,\"name\" | \"is_local\":\"no\",\"name\" | is_local is \"no\", expected true or false",
                "\"type\":\"track\" | \"type\":1 | type is 1, expected text",
            })
    void aValueThatDoesNotFitRejectsItsEntryAsAWhole(String fitting, String misfit, String reason) throws Exception {
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
        assertThat(column(snapshot, Table.SONGS, "song_id")).containsExactly("t2");
        assertThat(column(snapshot, Table.ALBUM, "album_id")).containsExactly("al-t2");
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "position")).containsExactly("1");
    }

    @Test
    void anEntryThatIsNoObjectIsRejectedAmongOthers() {
        Snapshot snapshot =
                read(page("12", "{\"track\":[1]}", "{\"track\":true,\"added_at\":null}", "{}", entry("t1")));
        assertThat(snapshot.rejections())
                .extracting(Rejection::reason)
                .containsExactly(
                        "the entry is 12, expected an object",
                        "track is a list, expected an object",
                        "track is true, expected an object",
                        "the entry has none of item, track, added_at and is_local");
        assertThat(snapshot.rejections()).extracting(Rejection::entryJson).startsWith("12", "{\"track\":[1]}");
        assertThat(snapshot.seen()).isEqualTo(5);
    }

    @Test
    void aRejectionTellsLineAndEntryAndKeepsEveryCharacterOfTheEntry() {
        String bad = "{\"track\" : {\"name\":\"새 \\ud83d 😀\", \"id\":\"t2\",\n \"x\":1e400, \"duration_ms\": 1e3}}";
        Snapshot snapshot = read("\ufeff{\"items\":[\n" + entry("t1") + ",\n" + bad + "\n]}");
        assertThat(snapshot.rejections())
                .containsExactly(
                        new Rejection(
                                9,
                                2,
                                "name is \"새 \\ud83d 😀\", expected text without NUL characters and halves of surrogate pairs",
                                "{\"track\":{\"name\":\"새 \\uD83D \\uD83D\\uDE00\",\"id\":\"t2\",\"x\":1e400,\"duration_ms\":1e3}}"));
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

    @ParameterizedTest
    @CsvSource({
        "1981,1981-01-01",
        "1981-12,1981-12-01",
        "1981-12-15,1981-12-15",
        "0000,",
        "0000-00-00,",
        "'',",
    })
    void aReleaseDateIsCompletedToItsFirstDay(String given, String expected) {
        Snapshot snapshot = read(page(entry("t1").replace("1981-12-15", given)));
        assertThat(column(snapshot, Table.ALBUM, "release_date")).containsExactly(expected);
        assertThat(column(snapshot, Table.ALBUM, "release_date_precision")).containsExactly("day");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-10-03T12:48:11Z,2024-10-03 12:48:11.000",
        "2024-10-03T12:48:11.5Z,2024-10-03 12:48:11.500",
        "2024-10-03T12:48:11.123999Z,2024-10-03 12:48:11.123",
        "2024-10-03T00:30:00+02:00,2024-10-02 22:30:00.000",
        "1970-01-01T00:00:00Z,1970-01-01 00:00:00.000",
    })
    void timesAreWrittenInUtcToTheMillisecond(String given, String expected) {
        Snapshot snapshot = read(page(entry("t1", given)));
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "added_at")).containsExactly(expected);
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
