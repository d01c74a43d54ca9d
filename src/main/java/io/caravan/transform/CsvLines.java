package io.caravan.transform;

import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows of one table as lines of a CSV file, one behind the other, but for the columns that only the end of the raw object tells. Behind
 * each cell stands what stands there in the file: a comma, or the line feed. Where each cell ends is kept beside the lines, so that a value
 * is found without a look at those before it, and a line is copied without a look at its values.
 */
final class CsvLines {
    /** Stands at the end of a cell that is withheld. */
    static final int WITHHELD = 1 << 31;

    private static final int SMALLEST = 1 << 12;
    private static final int LARGEST = 1 << 16;

    /** Some of the lines, so that none is copied again and again to make room for others. */
    static final class Piece {
        final byte[] bytes;
        /** 0, then for each cell the index behind its comma, with {@link #WITHHELD} or without. */
        final int[] ends;

        final int rows;

        private Piece(byte[] bytes, int[] ends, int rows) {
            this.bytes = bytes;
            this.ends = ends;
            this.rows = rows;
        }
    }

    private final Table table;
    /** Indexes of the columns that stand in the lines. */
    private final int[] columns;

    private final byte last;
    private final List<Piece> full = new ArrayList<>();
    private byte[] bytes = new byte[SMALLEST];
    private int[] ends;
    private int end;
    private int rows;
    private int size;

    /**
     * Creates a table without rows.
     *
     * @param late columns that do not stand in the lines
     */
    CsvLines(Table table, String... late) {
        this.table = table;
        Set<String> left = Set.of(late);
        int count = table.columns().size();
        columns = IntStream.range(0, count)
                .filter(column -> !left.contains(table.columns().get(column).name()))
                .toArray();
        last = CsvLine.behind(table, columns[columns.length - 1]);
        ends = new int[1 + 16 * columns.length];
    }

    Table table() {
        return table;
    }

    int size() {
        return size;
    }

    /** Returns how many cells a line has. */
    int width() {
        return columns.length;
    }

    /** Returns the place of each column in the lines, from 0; -1 where it does not stand there. */
    int[] places() {
        int[] places = new int[table.columns().size()];
        Arrays.fill(places, -1);
        for (int place = 0; place < columns.length; place++) {
            places[columns[place]] = place;
        }
        return places;
    }

    /** Returns the names of the columns that stand in the lines and are withheld in each of them; none where there is no line. */
    List<String> withheld() {
        return IntStream.range(0, columns.length)
                .filter(place -> size > 0 && pieces().stream().allMatch(piece -> isWithheld(piece, place)))
                .mapToObj(place -> table.columns().get(columns[place]).name())
                .toList();
    }

    private boolean isWithheld(Piece piece, int place) {
        for (int row = 0; row < piece.rows; row++) {
            if (piece.ends[1 + row * columns.length + place] >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Adds a row, of which the columns that do not stand in the lines do not matter. */
    void add(Cells row) {
        byte[] to = bytes;
        int at = end;
        int cell = 1 + rows * columns.length;
        if (ends.length < cell + columns.length) {
            ends = Arrays.copyOf(ends, 2 * (cell + columns.length));
        }
        for (int place = 0; place < columns.length; place++) {
            Cell value = row.get(columns[place]);
            byte[] from = value.bytes;
            if (to.length - at <= from.length) {
                beginPiece(row);
                add(row);
                return;
            }
            System.arraycopy(from, 0, to, at, from.length);
            at += from.length + 1;
            to[at - 1] = ',';
            ends[cell + place] = value == Cell.WITHHELD ? at | WITHHELD : at;
        }
        to[at - 1] = last;
        end = at;
        rows++;
        size++;
    }

    /** Begins a piece in which a row has room, and about as many lines like those of the piece before. */
    private void beginPiece(Cells row) {
        full.add(new Piece(bytes, ends, rows));
        int needed = Arrays.stream(columns)
                .map(column -> row.get(column).bytes.length + 1)
                .sum();
        int length = Math.max(needed, Math.min(2 * bytes.length, LARGEST));
        int lines = (int) (17L * rows * length / (16L * end + 1)) + 1;
        bytes = new byte[length];
        ends = new int[1 + lines * columns.length];
        end = 0;
        rows = 0;
    }

    /** Returns all rows. */
    List<Piece> pieces() {
        List<Piece> all = new ArrayList<>(full);
        all.add(new Piece(bytes, ends, rows));
        return all;
    }
}
