package io.caravan.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.model.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of one table, kept as the bytes that they are in a CSV file: a value goes from the raw object into that file without
 * becoming anything else on its way.
 */
public final class TableRows {
    /** Lines with the cell that all begin with, or null, and what stands in their gaps. */
    private record Part(Cell first, Lines lines, List<Cell> fillings) {}

    private final Table table;
    private final byte[] ending;
    private final List<Part> parts = new ArrayList<>();

    /** Creates a table without rows, of which all will end in the same two columns. */
    TableRows(Table table, String extractedAt, String snapshot) {
        this.table = table;
        this.ending = ('"' + extractedAt + "\",\"" + snapshot + "\"\n").getBytes(UTF_8);
    }

    /** Adds lines without gaps. */
    TableRows add(Lines lines) {
        return add(lines, List.of());
    }

    /** Adds lines with what stands in their gaps. */
    TableRows add(Lines lines, List<Cell> fillings) {
        parts.add(new Part(null, lines, fillings));
        return this;
    }

    /** Adds lines that have the same first cell. */
    TableRows add(String first, Lines lines) {
        parts.add(new Part(Cell.of(first), lines, List.of()));
        return this;
    }

    /** Returns how many rows there are. */
    public int size() {
        return parts.stream().mapToInt(part -> part.lines().size()).sum();
    }

    /**
     * Writes a CSV file with its header: UTF-8, line feeds, commas, every value in quotes, quotes doubled, nothing at all for no
     * value. May be called as often as need be; the stream is left open.
     */
    public void writeCsv(OutputStream stream) throws IOException {
        var out = new LineOutput(stream);
        byte[] header = table.columnNames().stream()
                .map(column -> '"' + column + '"')
                .collect(Collectors.joining(",", "", "\n"))
                .getBytes(UTF_8);
        out.write(header, 0, header.length);
        for (Part part : parts) {
            part.lines().write(out, part.first(), part.fillings(), ending);
        }
        out.flush();
    }
}
