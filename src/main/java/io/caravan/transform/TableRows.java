package io.caravan.transform;

import io.caravan.model.Table;
import io.caravan.text.Timestamps;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of one table, kept as the bytes that they are in a CSV file: a value goes from the raw object into that file without
 * becoming anything else on its way. Any number of threads may read them.
 */
public final class TableRows {
    /**
     * Lines with what does not stand in them.
     *
     * @param playlistId the playlist whose rows they are, or an empty text
     * @param filled the column of which a cell a row is known beside the lines, or -1
     */
    private record Part(String playlistId, CsvLines lines, Cells common, int filled, List<Cell> fillings) {

        void addWithheld(Consumer<Withheld> withheld) {
            Table table = lines.table();
            for (String column : lines.withheld()) {
                withheld.accept(new Withheld(playlistId, table, column));
            }
            if (lines.size() > 0 && filled >= 0 && fillings.stream().allMatch(cell -> cell == Cell.WITHHELD)) {
                withheld.accept(new Withheld(
                        playlistId, table, table.columns().get(filled).name()));
            }
        }
    }

    private final Table table;
    private final Cell extractedAt;
    private final Cell snapshot;
    private final List<Part> parts = new ArrayList<>();

    /** Creates a table without rows, of which all will have the same two values. */
    TableRows(Table table, Instant extractedAt, String snapshot) {
        this.table = table;
        this.extractedAt = Cell.of(Timestamps.cell(extractedAt));
        this.snapshot = Cell.of(snapshot);
    }

    /** Adds rows of no playlist. */
    void add(CsvLines lines) {
        add(lines, null, List.of());
    }

    /** Adds rows of no playlist, with the cells of a column that does not stand in the lines. */
    void add(CsvLines lines, String filled, List<Cell> fillings) {
        int column = filled == null ? -1 : table.indexOf(filled);
        parts.add(new Part("", lines, common(), column, fillings));
    }

    /** Adds rows of a playlist. */
    void add(String playlistId, CsvLines lines) {
        Cells common = common();
        common.set("playlist_id", Cell.of(playlistId));
        parts.add(new Part(playlistId, lines, common, -1, List.of()));
    }

    private Cells common() {
        Cells common = new Cells(table);
        common.set("extracted_at", extractedAt);
        common.set("snapshot", snapshot);
        return common;
    }

    /** Tells the columns that none of the rows tells. */
    void addWithheld(Consumer<Withheld> withheld) {
        parts.forEach(part -> part.addWithheld(withheld));
    }

    /** Returns how many rows there are. */
    public int size() {
        return parts.stream().mapToInt(part -> part.lines().size()).sum();
    }

    /** Hands each row to all of the sinks; may be called as often as need be. */
    public void handTo(RowSink... sinks) throws IOException {
        for (Part part : parts) {
            var row = new Row(part.lines(), part.common(), part.filled(), part.fillings());
            while (row.next()) {
                for (RowSink sink : sinks) {
                    sink.take(row);
                }
            }
        }
    }

    /** Writes a CSV file with its header; the stream is left open. */
    public void writeCsv(OutputStream stream) throws IOException {
        var csv = new CsvSink(table, stream);
        handTo(csv);
        csv.flush();
    }
}
