package io.caravan.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private static final CSVFormat.Builder FORMAT = CSVFormat.DEFAULT.builder();

    @Test
    void aFormatThatTheRowsAreNotInIsRefused() {
        for (CSVFormat other : new CSVFormat[] {
            CSVFormat.DEFAULT,
            FORMAT.setQuoteMode(QuoteMode.ALL_NON_NULL).setRecordSeparator("\r").get(),
            FORMAT.setRecordSeparator("\n").setDelimiter(';').get()
        }) {
            assertThatThrownBy(() -> new CsvRows().create(other, null))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("write-table-csv")
                    .hasMessageContaining("ALL_NON_NULL");
        }
    }

    @Test
    void howLinesEndNeedNotBeSaid() {
        CSVFormat unsaid =
                CSVFormat.DEFAULT.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();
        assertThat(new CsvRows().create(unsaid, null)).isNotNull();
    }
}
