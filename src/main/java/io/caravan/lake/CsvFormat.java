package io.caravan.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Marshals rows to CSV in UTF-8: line feeds, every value in quotes, quotes doubled, nothing at all for null. The body is a
 * {@link CsvFile}, whose rows go out as they come. Camel's own format first tries to make a map of each row, and took most of a
 * snapshot's time.
 */
public final class CsvFormat extends ServiceSupport implements DataFormat {
    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) throws IOException {
        ((CsvFile) graph).rows().writeCsv(stream);
    }

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) {
        throw new UnsupportedOperationException("Caravan reads no CSV");
    }
}
