package io.caravan.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.model.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Collectors;

/**
 * Writes rows as a CSV file with its header: UTF-8, line feeds, commas, every value in quotes, quotes doubled, nothing at all for no value.
 */
public final class CsvSink implements RowSink {
    private final LineOutput out;

    /** Begins a file of a table; the stream will be left open. */
    public CsvSink(Table table, OutputStream stream) throws IOException {
        out = new LineOutput(stream);
        byte[] header = table.columnNames().stream()
                .map(column -> '"' + column + '"')
                .collect(Collectors.joining(",", "", "\n"))
                .getBytes(UTF_8);
        out.write(header, 0, header.length);
    }

    @Override
    public void take(Row row) throws IOException {
        row.writeLine(out);
    }

    /** Hands all that was taken to the stream. */
    public void flush() throws IOException {
        out.flush();
    }
}
