package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Test;

class CsvFormatTest {

    private static String marshalled(List<List<String>> rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new CsvFormat().marshal(null, new CsvFile("a.csv", rows), bytes);
        return bytes.toString(UTF_8);
    }

    @Test
    void everyValueIsQuotedAndNullIsNothingAtAll() throws IOException {
        assertThat(marshalled(List.of(
                        List.of("a", "b", "c"),
                        Arrays.asList("", null, "NULL"),
                        Arrays.asList(null, "x,\"y\"\n", "é 새 😀"))))
                .isEqualTo("\"a\",\"b\",\"c\"\n\"\",,\"NULL\"\n,\"x,\"\"y\"\"\n\",\"é 새 😀\"\n");
    }

    @Test
    void whatIsWrittenIsWhatCommonsCsvWrites() throws IOException {
        var random = new Random(7);
        String[] parts = {"a", "\"", ",", "\n", "\r", " ", "é", "새", "😀", "x".repeat(70_000), "NULL", "\\N", "="};
        String same = "the same object";
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < 500; row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < 7; column++) {
                cells.add(
                        switch (random.nextInt(4)) {
                            case 0 -> null;
                            case 1 -> same;
                            default -> parts[random.nextInt(parts.length)] + parts[random.nextInt(parts.length)];
                        });
            }
            rows.add(cells);
        }
        var expected = new StringWriter();
        try (var printer = new CSVPrinter(
                expected,
                CSVFormat.DEFAULT
                        .builder()
                        .setQuoteMode(QuoteMode.ALL_NON_NULL)
                        .setRecordSeparator("\n")
                        .get())) {
            printer.printRecords(rows);
        }
        assertThat(marshalled(rows)).isEqualTo(expected.toString());
    }
}
