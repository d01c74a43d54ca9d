package io.caravan.transform;

import io.caravan.model.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** How the lines of a file are put together: from runs of cells that lie side by side already, and what comes between and behind them. */
final class CsvLine {
    /** How many of the row's cells are written after each run. */
    private final int[] stops;
    /** What follows each run, the same bytes in each line; of the run before the filling, what stands behind that. */
    private final byte[][] tails;
    /** The run that the filling follows, or -1. */
    private int filledRun = -1;

    /**
     * Plans the lines of a table.
     *
     * @param places the place of each column in the row's cells, or -1
     * @param common the cells that are the same in each row
     * @param filled the column of the filling, or -1
     */
    CsvLine(Table table, int[] places, Cells common, int filled) {
        int[] stopsUntil = new int[places.length];
        byte[][] tailsUntil = new byte[places.length][];
        int runs = 0;
        int column = 0;
        while (column < places.length) {
            int stop = runs == 0 ? 0 : stopsUntil[runs - 1];
            for (; column < places.length && places[column] >= 0; column++) {
                stop = places[column] + 1;
            }
            var tail = new ByteArrayOutputStream();
            if (column == filled) {
                filledRun = runs;
                tail.write(behind(table, column++));
            }
            for (; column < places.length && places[column] < 0 && column != filled; column++) {
                tail.writeBytes(common.get(column).bytes);
                tail.write(behind(table, column));
            }
            stopsUntil[runs] = stop;
            tailsUntil[runs++] = tail.toByteArray();
        }
        stops = Arrays.copyOf(stopsUntil, runs);
        tails = Arrays.copyOf(tailsUntil, runs);
    }

    /** Returns what stands behind the cells of a column. */
    static byte behind(Table table, int column) {
        return (byte) (column == table.columns().size() - 1 ? '\n' : ',');
    }

    /**
     * Writes a line.
     *
     * @param ends where the row's cells end, from an index on, at which stands where they begin
     */
    void write(LineOutput out, byte[] bytes, int[] ends, int first, Cell filling) throws IOException {
        int from = ends[first] & ~CsvLines.WITHHELD;
        for (int run = 0; run < stops.length; run++) {
            int to = ends[first + stops[run]] & ~CsvLines.WITHHELD;
            if (to > from) {
                out.write(bytes, from, to - from);
                from = to;
            }
            if (run == filledRun) {
                out.write(filling.bytes, 0, filling.bytes.length);
            }
            out.write(tails[run], 0, tails[run].length);
        }
    }
}
