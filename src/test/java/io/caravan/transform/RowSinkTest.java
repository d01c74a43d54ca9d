package io.caravan.transform;

import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.page;
import static io.caravan.transform.Transforming.read;
import static io.caravan.transform.Transforming.track;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.model.Column;
import io.caravan.model.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowSinkTest {
    private static final String NULL = "(null)";
    private static final String WITHHELD = "(withheld)";
    /** 2025-02-03T04:05:06.789Z: 20122 days, 4 hours, 5 minutes, 6.789 seconds. */
    private static final long SEEN_MILLIS = 1_738_555_506_789L;

    /** Returns the rows of a table, each value by the name of its column, of the type that the column has. */
    private static List<Map<String, Object>> seen(Snapshot snapshot, Table table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try {
            snapshot.rows().get(table).handTo(row -> rows.add(values(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Map<String, Object> values(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Column column : row.table().columns()) {
            int index = row.table().indexOf(column.name());
            values.put(
                    column.name(),
                    row.isWithheld(index) ? WITHHELD : row.isNull(index) ? NULL : value(row, column, index));
        }
        return values;
    }

    private static Object value(Row row, Column column, int index) {
        return switch (column.type()) {
            case TEXT -> row.text(index);
            case INT -> row.intValue(index);
            case LONG -> row.longValue(index);
            case BOOLEAN -> row.booleanValue(index);
            case DATE -> row.epochDay(index);
            case TIMESTAMP -> row.epochMillis(index);
        };
    }

    private static List<Object> column(Snapshot snapshot, Table table, String column) {
        return seen(snapshot, table).stream().map(row -> row.get(column)).toList();
    }

    @Test
    void aSinkSeesEveryValueByItsColumnAndInItsType() {
        Snapshot snapshot = read(page("""
                {"added_at":"2024-05-15T10:11:12Z","added_by":{"id":"anna"},"track":%s}""".formatted(track("t1"))));
        String name = snapshot.name();
        assertThat(seen(snapshot, Table.SONGS)).singleElement().satisfies(song -> assertThat(song.values())
                .containsExactly(
                        "t1",
                        "Song t1",
                        1234L,
                        "u:t1",
                        77,
                        true,
                        "ISRC1",
                        1_715_767_872_000L,
                        "al-t1",
                        "a1",
                        SEEN_MILLIS,
                        name));
        assertThat(seen(snapshot, Table.ALBUM)).singleElement().satisfies(album -> assertThat(album.values())
                .containsExactly("al-t1", "Album t1", 4366, "day", 12, "u:al-t1", SEEN_MILLIS, name));
        assertThat(seen(snapshot, Table.ARTISTS))
                .extracting(artist -> List.copyOf(artist.values()))
                .containsExactly(
                        List.of("a1", "First", "u:a1", SEEN_MILLIS, name),
                        List.of("a2", "Second", "u:a2", SEEN_MILLIS, name),
                        List.of("other", "Other", "u:other", SEEN_MILLIS, name));
        assertThat(seen(snapshot, Table.SONG_ARTISTS))
                .extracting(artist -> List.copyOf(artist.values()))
                .containsExactly(List.of("t1", 0, "a1", SEEN_MILLIS, name), List.of("t1", 1, "a2", SEEN_MILLIS, name));
        assertThat(seen(snapshot, Table.PLAYLIST_ITEMS)).singleElement().satisfies(item -> assertThat(item.values())
                .containsExactly("unknown:some-name", 0, "t1", 1_715_767_872_000L, "anna", 77, SEEN_MILLIS, name));
        assertThat(seen(snapshot, Table.PLAYLIST)).singleElement().satisfies(playlist -> assertThat(playlist.values())
                .containsExactly(
                        "unknown:some-name",
                        WITHHELD,
                        WITHHELD,
                        WITHHELD,
                        WITHHELD,
                        WITHHELD,
                        SEEN_MILLIS,
                        SEEN_MILLIS,
                        name));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1969-12-31T23:59:59.999Z, -1",
        "2024-05-15T12:11:12.5+02:00, 1715767872500",
        "2000-02-29T00:00:00.0019Z, 951782400001",
        "0001-01-01T00:00:00Z, -62135596800000",
        "9999-12-31T23:59:59Z, 253402300799000"
    })
    void aTimestampIsMillisecondsOfUtc(String addedAt, long millis) {
        Snapshot snapshot = read(page(entry("t1", addedAt)));
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "added_at")).containsExactly(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "1969-12-31, -1",
        "2000-02-29, 11016",
        "1981, 4018",
        "1981-12, 4352",
        "0001-01-01, -719162",
        "9999-12-31, 2932896"
    })
    void aDateIsADay(String released, int day) {
        Snapshot snapshot = read(page(entry("t1").replace("1981-12-15", released)));
        assertThat(column(snapshot, Table.ALBUM, "release_date")).containsExactly(day);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "-7, -7", "2147483647, 2147483647", "-2147483648, -2147483648"})
    void numbersKeepTheirSign(String told, int number) {
        Snapshot snapshot = read(page(entry("t1").replace("77", told).replace("1234", told)));
        assertThat(column(snapshot, Table.SONGS, "popularity")).containsExactly(number);
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "popularity")).containsExactly(number);
        assertThat(column(snapshot, Table.SONGS, "duration_ms")).containsExactly((long) number);
    }

    @Test
    void textsComeAsTheyWereTold() throws IOException {
        String longest = "\"é😀".repeat(30_000);
        List<String> names =
                List.of("", " ", "\"", "\"\"", "a,\"b\"\n", "é 새 😀", "NULL", "\\N", "AC\\DC", longest, "last");
        var entries = new ArrayList<String>();
        for (String name : names) {
            String json = name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            entries.add("{\"track\":{\"id\":\"t%d\",\"name\":\"%s\"}}".formatted(entries.size(), json));
        }
        Snapshot snapshot = read(page(entries.toArray(String[]::new)));
        assertThat(column(snapshot, Table.SONGS, "song_name")).isEqualTo(names);
        List<byte[]> bytes = new ArrayList<>();
        int column = Table.SONGS.indexOf("song_name");
        snapshot.rows().get(Table.SONGS).handTo(row -> bytes.add(row.utf8(column)));
        assertThat(bytes).extracting(each -> new String(each, UTF_8)).isEqualTo(names);
    }

    @Test
    void aTextThatTwoSinksAskForIsMadeOnce() throws IOException {
        Snapshot snapshot = read(page(entry("t1"), entry("t2")));
        int column = Table.SONGS.indexOf("song_name");
        List<String> ones = new ArrayList<>();
        List<String> others = new ArrayList<>();
        snapshot.rows().get(Table.SONGS).handTo(row -> ones.add(row.text(column)), row -> others.add(row.text(column)));
        assertThat(ones).containsExactly("Song t1", "Song t2");
        for (int row = 0; row < 2; row++) {
            assertThat(others.get(row)).isSameAs(ones.get(row));
        }
    }

    @Test
    void aFieldThatIsLeftOutIsWithheldAndOneThatIsNullIsNull() {
        Snapshot snapshot = read(page(
                "{\"track\":{\"id\":\"t1\"}}",
                """
                {"added_at":null,"added_by":null,"track":{"id":"t2","name":null,"duration_ms":null,"external_urls":null,"popularity":null,
                "explicit":null,"external_ids":null,"album":null,"artists":null}}""",
                """
                {"added_by":{},"track":{"id":"t3","external_urls":{},"external_ids":{"ean":"1"},"artists":[],"album":{"id":"al"}}}""",
                "{\"track\":{\"id\":\"t4\",\"album\":{},\"artists\":[{\"name\":\"x\"}]}}",
                "{\"track\":{\"id\":\"t5\",\"album\":{\"id\":null},\"artists\":[null]}}"));
        assertThat(seen(snapshot, Table.SONGS))
                .extracting(row -> row.values().stream().skip(1).limit(9).toList())
                .containsExactly(
                        List.of(
                                WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD,
                                WITHHELD),
                        List.of(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                        List.of(WITHHELD, WITHHELD, NULL, WITHHELD, WITHHELD, NULL, WITHHELD, "al", NULL),
                        List.of(
                                WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD,
                                WITHHELD),
                        List.of(WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, NULL, NULL));
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "added_at"))
                .containsExactly(WITHHELD, NULL, WITHHELD, WITHHELD, WITHHELD);
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "added_by"))
                .containsExactly(WITHHELD, NULL, NULL, WITHHELD, WITHHELD);
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "popularity"))
                .containsExactly(WITHHELD, NULL, WITHHELD, WITHHELD, WITHHELD);
        assertThat(seen(snapshot, Table.ALBUM))
                .extracting(row -> row.values().stream().limit(6).toList())
                .containsExactly(List.of("al", WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD));
    }

    @Test
    void aWithheldColumnIsNullTooButANullIsNotWithheld() throws IOException {
        Snapshot snapshot = read(page("{\"track\":{\"id\":\"t1\",\"name\":null}}"));
        snapshot.rows().get(Table.SONGS).handTo(row -> {
            assertThat(row.isNull(0)).isFalse();
            assertThat(row.isWithheld(0)).isFalse();
            assertThat(row.isNull(1)).isTrue();
            assertThat(row.isWithheld(1)).isFalse();
            assertThat(row.isNull(2)).isTrue();
            assertThat(row.isWithheld(2)).isTrue();
        });
    }

    @Test
    void whenASongWasAddedIsTheEarliestTimeToldElseNullElseWithheld() {
        Snapshot snapshot = read(page(
                entry("a", "2024-05-15T00:00:00Z"),
                entry("a", "2010-12-31T23:59:59Z"),
                "{\"added_at\":null,\"track\":{\"id\":\"a\"}}",
                "{\"track\":{\"id\":\"b\"}}",
                "{\"added_at\":null,\"track\":{\"id\":\"b\"}}",
                "{\"track\":{\"id\":\"b\"}}",
                "{\"added_at\":null,\"track\":{\"id\":\"c\"}}",
                "{\"track\":{\"id\":\"c\"}}",
                entry("c", "2011-01-01T00:00:01Z"),
                "{\"track\":{\"id\":\"d\"}}",
                "{\"track\":{\"id\":\"d\"}}",
                "{\"track\":{\"id\":\"e\"}}",
                entry("e", "2011-01-01T00:00:02Z")));
        assertThat(column(snapshot, Table.SONGS, "song_added"))
                .containsExactly(1_293_839_999_000L, NULL, 1_293_840_001_000L, WITHHELD, 1_293_840_002_000L);
    }

    @Test
    void toAskForAnotherTypeOrForNothingIsAnError() throws IOException {
        Snapshot snapshot = read(page("{\"track\":{\"id\":\"t1\",\"popularity\":null}}"));
        int popularity = Table.SONGS.indexOf("popularity");
        snapshot.rows().get(Table.SONGS).handTo(row -> {
            assertThatThrownBy(() -> row.longValue(popularity))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("tbl_songs.popularity is INT, not LONG");
            assertThatThrownBy(() -> row.intValue(popularity))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("tbl_songs.popularity has no value in this row");
            assertThatThrownBy(() -> row.text(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("tbl_songs.song_name has no value in this row");
        });
    }

    @Test
    void sinksOfOnePassSeeTheSameRowsInOneOrder() throws IOException {
        Snapshot snapshot = read(
                page(IntStream.range(0, 3_000).mapToObj(at -> entry("t" + at)).toArray(String[]::new)));
        for (Table table : Table.ofSnapshots()) {
            var csv = new ByteArrayOutputStream();
            var sink = new CsvSink(table, csv);
            List<Map<String, Object>> first = new ArrayList<>();
            List<Map<String, Object>> second = new ArrayList<>();
            TableRows rows = snapshot.rows().get(table);
            rows.handTo(row -> first.add(values(row)), sink, row -> second.add(values(row)));
            sink.flush();
            assertThat(second).isEqualTo(first).hasSize(rows.size());
            var alone = new ByteArrayOutputStream();
            rows.writeCsv(alone);
            assertThat(csv.toByteArray()).isEqualTo(alone.toByteArray());
        }
        assertThat(column(snapshot, Table.SONGS, "song_id"))
                .isEqualTo(IntStream.range(0, 3_000).mapToObj(at -> "t" + at).toList());
        assertThat(column(snapshot, Table.PLAYLIST_ITEMS, "position"))
                .isEqualTo(IntStream.range(0, 3_000).boxed().toList());
    }

    @Test
    void afterASinkThatFailsNoSinkGetsARow() {
        Snapshot snapshot = read(page(entry("t1"), entry("t2"), entry("t3")));
        List<String> taken = new ArrayList<>();
        assertThatThrownBy(() -> snapshot.rows().get(Table.SONGS).handTo(row -> taken.add(row.text(0)), row -> {
                    if (row.text(0).equals("t2")) {
                        throw new IOException("the disk is full");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
        assertThat(taken).containsExactly("t1", "t2");
    }

    /** Stands for a table that has columns behind those that all rows have in common. */
    @Test
    void columnsStandAtTheirPlaceWhetherTheyAreKnownEarlyOrLate() throws IOException {
        var lines = new CsvLines(Table.SONGS, "song_id", "duration_ms", "url", "isrc");
        var common = new Cells(Table.SONGS);
        common.set("song_id", Cell.of("same \"id\""));
        common.set("duration_ms", Cell.of(5));
        common.set("url", Cell.NULL);
        for (String snapshot : List.of("one", "two \"2\"")) {
            var cells = new Cells(Table.SONGS);
            cells.set("song_name", Cell.of("name of " + snapshot));
            cells.set("artist_id", Cell.NULL);
            cells.set("snapshot", Cell.of(snapshot));
            lines.add(cells);
        }
        var row = new Row(lines, common, Table.SONGS.indexOf("isrc"), List.of(Cell.of("I1"), Cell.WITHHELD));
        var bytes = new ByteArrayOutputStream();
        var out = new LineOutput(bytes);
        List<List<Object>> seen = new ArrayList<>();
        while (row.next()) {
            row.writeLine(out);
            seen.add(new ArrayList<>(values(row).values()));
        }
        out.flush();
        assertThat(bytes.toString(UTF_8)).isEqualTo("""
                        "same ""id""\","name of one","5",,,,"I1",,,,,"one"
                        "same ""id""\","name of two ""2""\","5",,,,,,,,,"two ""2""\"
                        """);
        String without = WITHHELD;
        assertThat(seen)
                .containsExactly(
                        Arrays.asList(
                                "same \"id\"",
                                "name of one",
                                5L,
                                NULL,
                                without,
                                without,
                                "I1",
                                without,
                                without,
                                NULL,
                                without,
                                "one"),
                        Arrays.asList(
                                "same \"id\"",
                                "name of two \"2\"",
                                5L,
                                NULL,
                                without,
                                without,
                                without,
                                without,
                                without,
                                NULL,
                                without,
                                "two \"2\""));
    }

    /** Where one piece of the rows ends and the next begins. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_000, 4_096, 65_536, 300_000})
    void rowsOfAnyLengthFollowEachOther(int length) {
        List<String> names = IntStream.range(0, 40)
                .mapToObj(at -> "x".repeat(at % 3 == 0 ? length : at))
                .collect(Collectors.toList());
        var entries = new ArrayList<String>();
        for (String name : names) {
            entries.add("{\"track\":{\"id\":\"t%d\",\"name\":\"%s\"}}".formatted(entries.size(), name));
        }
        Snapshot snapshot = read(page(entries.toArray(String[]::new)));
        assertThat(column(snapshot, Table.SONGS, "song_name")).isEqualTo(names);
        assertThat(column(snapshot, Table.SONGS, "snapshot")).hasSize(40).containsOnly(snapshot.name());
    }
}
