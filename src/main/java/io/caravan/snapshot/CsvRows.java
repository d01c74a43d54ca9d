package io.caravan.snapshot;

import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.dataformat.csv.CsvMarshaller;
import org.apache.camel.dataformat.csv.CsvMarshallerFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * Lets Camel's CSV format take a {@link CsvFile}, whose rows are the bytes of that file already. The format's own marshaller makes a map
 * of each row first and then prints value by value, and both take many times as long as the transform itself.
 */
public final class CsvRows implements CsvMarshallerFactory {
    /**
     * What the transform writes, what {@code sql/*}{@code /copy_*.sql} reads, and every other CSV of Caravan's: every value is quoted, a null is
     * nothing at all.
     */
    public static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setRecordSeparator("\n")
            .get();

    /**
     * Returns the marshaller. How lines end is not for the route to say: {@code "\n"}, saved by a visual editor, is nothing that Camel reads.
     *
     * @throws ConfigurationException if the route asks for another format than that of the rows
     */
    @Override
    public CsvMarshaller create(CSVFormat format, CsvDataFormat dataFormat) {
        boolean unsaid = format.getRecordSeparator().equals(CSVFormat.DEFAULT.getRecordSeparator());
        CSVFormat asked = unsaid
                ? format.builder()
                        .setRecordSeparator(FORMAT.getRecordSeparator())
                        .get()
                : format;
        if (!asked.equals(FORMAT)) {
            throw new ConfigurationException(
                    "The step write-table-csv asks for " + format
                            + ", but the transform writes, and sql/ reads, " + FORMAT
                            + "; in routes/write-files.camel.yaml its csv has quoteMode ALL_NON_NULL and no other option of the format");
        }
        return new Marshaller(asked);
    }

    private static final class Marshaller extends CsvMarshaller {
        Marshaller(CSVFormat format) {
            super(format);
        }

        @Override
        public void marshal(Exchange exchange, Object file, OutputStream stream) throws IOException {
            ((CsvFile) file).rows().writeCsv(stream);
        }

        @Override
        protected Iterable<?> getMapRecordValues(Map<?, ?> row) {
            throw new UnsupportedOperationException("No row is a map here");
        }
    }
}
