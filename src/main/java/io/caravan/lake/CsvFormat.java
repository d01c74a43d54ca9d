package io.caravan.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Marshals rows to CSV in UTF-8: line feeds, every value in quotes, quotes doubled, nothing at all for null. The body is a
 * {@link CsvFile}, whose rows go out as they come. Camel's own format first tries to make a map of each row, and took most of a
 * snapshot's time.
 */
public final class CsvFormat extends ServiceSupport implements DataFormat {
    private static final int BUFFER = 1 << 16;

    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) throws IOException {
        var writer = new Writer(stream);
        for (List<String> row : ((CsvFile) graph).lines()) {
            writer.write(row);
        }
        writer.flush();
    }

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) {
        throw new UnsupportedOperationException("Caravan reads no CSV");
    }

    private static final class Writer {
        private final OutputStream stream;
        private byte[] buffer = new byte[BUFFER];
        private int length;
        /** The last value of each column and what it looks like: the last columns are the same in all rows. */
        private String[] values = {};

        private byte[][] written = {};

        Writer(OutputStream stream) {
            this.stream = stream;
        }

        void write(List<String> row) throws IOException {
            int columns = row.size();
            if (values.length < columns) {
                values = Arrays.copyOf(values, columns);
                written = Arrays.copyOf(written, columns);
            }
            for (int column = 0; column < columns; column++) {
                if (column > 0) {
                    write((byte) ',');
                }
                String value = row.get(column);
                if (value != null) {
                    write(column, value);
                }
            }
            write((byte) '\n');
        }

        /** Compares objects, not texts: that is enough for values that stand in many rows, and costs nothing for the others. */
        @SuppressWarnings("ReferenceEquality")
        private void write(int column, String value) throws IOException {
            if (values[column] != value) {
                values[column] = value;
                written[column] = null;
                write((byte) '"');
                write(bytes(value));
                write((byte) '"');
                return;
            }
            if (written[column] == null) {
                written[column] = ('"' + new String(bytes(value), UTF_8) + '"').getBytes(UTF_8);
            }
            write(written[column]);
        }

        private static byte[] bytes(String value) {
            return (value.indexOf('"') < 0 ? value : value.replace("\"", "\"\"")).getBytes(UTF_8);
        }

        private void write(byte b) throws IOException {
            if (length == buffer.length) {
                flush();
            }
            buffer[length++] = b;
        }

        private void write(byte[] bytes) throws IOException {
            if (bytes.length > buffer.length - length) {
                flush();
                if (bytes.length > buffer.length) {
                    stream.write(bytes);
                    return;
                }
            }
            System.arraycopy(bytes, 0, buffer, length, bytes.length);
            length += bytes.length;
        }

        void flush() throws IOException {
            stream.write(buffer, 0, length);
            length = 0;
        }
    }
}
