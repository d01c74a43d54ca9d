package io.caravan.transform;

import static io.caravan.transform.Transforming.KEY;
import static io.caravan.transform.Transforming.entry;
import static io.caravan.transform.Transforming.page;
import static io.caravan.transform.Transforming.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.model.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableRowsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String csv(Snapshot snapshot, Table table) throws IOException {
        var bytes = new ByteArrayOutputStream();
        snapshot.rows().get(table).writeCsv(bytes);
        return bytes.toString(UTF_8);
    }

    @Test
    void everyValueIsQuotedAndNullIsNothingAtAll() throws IOException {
        Snapshot snapshot = read("""
                {"items":[{"added_at":"2024-05-15T00:00:00Z","track":{"id":"a","name":"x,\\"y\\"\\n","duration_ms":-0,"explicit":false}},
                {"track":{"id":"b","name":"","popularity":-7,"external_ids":{"isrc":"NULL"},"artists":[{"id":"é 새 😀"}]}}]}""");
        String end = "\"2025-02-03 04:05:06.789\",\"" + snapshot.name() + "\"\n";
        assertThat(csv(snapshot, Table.SONGS))
                .isEqualTo(
                        "\"song_id\",\"song_name\",\"duration_ms\",\"url\",\"popularity\",\"explicit\",\"isrc\",\"song_added\","
                                + "\"album_id\",\"artist_id\",\"extracted_at\",\"snapshot\"\n"
                                + "\"a\",\"x,\"\"y\"\"\n\",\"0\",,,\"false\",,\"2024-05-15 00:00:00.000\",,," + end
                                + "\"b\",\"\",,,\"-7\",,\"NULL\",,,\"é 새 😀\"," + end);
        assertThat(csv(snapshot, Table.ALBUM))
                .isEqualTo(
                        "\"album_id\",\"album_name\",\"release_date\",\"release_date_precision\",\"total_tracks\",\"url\","
                                + "\"extracted_at\",\"snapshot\"\n");
    }

    @Test
    void whatIsWrittenIsWhatCommonsCsvWrites() throws IOException {
        var random = new Random(7);
        String[] parts = {
            "a", "\"", ",", "\n", "\r", " ", "\\", "é", "새", "😀", "x".repeat(70_000), "NULL", "=", "\u007f"
        };
        var entries = new ArrayList<String>();
        var expected = new StringWriter();
        var format = CSVFormat.DEFAULT
                .builder()
                .setQuoteMode(QuoteMode.ALL_NON_NULL)
                .setRecordSeparator("\n")
                .get();
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < 500; row++) {
            String name = random.nextInt(9) == 0
                    ? null
                    : parts[random.nextInt(parts.length)] + parts[random.nextInt(parts.length)];
            entries.add("{\"track\":{\"id\":\"t%d\",\"name\":%s}}".formatted(row, JSON.writeValueAsString(name)));
            rows.add(new ArrayList<>(Arrays.asList("t" + row, name, null, null, null, null, null, null, null, null)));
        }
        Snapshot snapshot = read(page(entries.toArray(String[]::new)));
        try (var printer = new CSVPrinter(expected, format)) {
            printer.printRecord(Table.SONGS.columnNames());
            for (List<String> row : rows) {
                row.addAll(List.of("2025-02-03 04:05:06.789", snapshot.name()));
                printer.printRecord(row);
            }
        }
        assertThat(csv(snapshot, Table.SONGS)).isEqualTo(expected.toString());
    }

    /** Longer forms than the shortest, halves of pairs, and what lies beyond Unicode; also where the reader's window ends. */
    @ParameterizedTest
    @ValueSource(strings = {"c181", "e08181", "eda080", "edbfbf", "f0808181", "f4908080", "f5808080"})
    void whatIsNoSoundUtf8NeverStandsInAFile(String hex) throws IOException {
        for (int before : IntStream.concat(IntStream.of(0), IntStream.rangeClosed(65_470, 65_540))
                .toArray()) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes("{\"items\":[{\"track\":{\"id\":\"t\",\"name\":\"".getBytes(UTF_8));
            bytes.writeBytes("x".repeat(before).getBytes(UTF_8));
            bytes.writeBytes(HexFormat.of().parseHex(hex));
            bytes.writeBytes("\"}}]}".getBytes(UTF_8));
            var csv = new ByteArrayOutputStream();
            try {
                read(KEY, bytes.toByteArray()).rows().get(Table.SONGS).writeCsv(csv);
            } catch (UnreadableSnapshotException e) {
                continue;
            }
            assertThatCode(() -> UTF_8.newDecoder().decode(ByteBuffer.wrap(csv.toByteArray())))
                    .as("%s after %s", hex, before)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void utf8OfAnotherFormThanTheShortestIsMended() throws IOException {
        String before = "{\"items\":[{\"track\":{\"id\":\"t\",\"name\":\"";
        // 'A' in two bytes, a form that Jackson reads, but few other readers of the file would.
        byte[] odd = {(byte) 0xc1, (byte) 0x81};
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(UTF_8));
        bytes.writeBytes(odd);
        bytes.writeBytes("\"}}]}".getBytes(UTF_8));
        Snapshot snapshot = read(KEY, bytes.toByteArray());
        assertThat(csv(snapshot, Table.SONGS)).contains("\"t\",\"A\",");
    }

    @Test
    void rowsMayBeWrittenTwice() throws IOException {
        Snapshot snapshot = read(page(entry("t1"), entry("t2"), entry("t1")));
        for (Table table : Table.ofSnapshots()) {
            assertThat(csv(snapshot, table)).isEqualTo(csv(snapshot, table)).endsWith("\"" + snapshot.name() + "\"\n");
        }
    }
}
