package io.caravan.transform;

import io.caravan.model.Column;
import io.caravan.model.ColumnType;
import io.caravan.model.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A row, as a {@link RowSink} sees it. A column is given by its place in {@link Table#columns()}, from 0. To ask for a value of another type
 * than the column's, or for one that is not there, is an {@link IllegalStateException}.
 *
 * <p>There are two ways to have no value: Spotify told null, or it told nothing at all, which is withheld. {@link #isNull} holds for both.
 */
public final class Row {
    private final Table table;
    private final List<Column> columns;
    /** The place of each column in the lines; -1 where it does not stand there. */
    private final int[] places;
    /** Cells of the columns that do not stand in the lines, but for the one that is filled. */
    private final Cells common;

    private final int width;
    private final int filled;
    private final Iterator<Cell> fillings;
    private final CsvLine csv;
    /** Texts that were asked for: a sink may be one of several. */
    private final String[] texts;

    private boolean hasTexts;

    private final Iterator<CsvLines.Piece> pieces;
    private CsvLines.Piece piece;
    private int row = -1;
    private Cell filling = Cell.WITHHELD;
    /** Where the ends of the row's cells begin, with that of the cell before. */
    private int first;

    /** Where the value lies that was looked at last, in its quotes. */
    private byte[] bytes;

    private int from;
    private int to;
    private boolean withheld;

    /**
     * Stands before the first row.
     *
     * @param common the columns that do not stand in the lines
     * @param filled the one of them that differs from row to row, or -1
     * @param fillings its cells, row by row
     */
    Row(CsvLines lines, Cells common, int filled, List<Cell> fillings) {
        this.table = lines.table();
        this.columns = table.columns();
        this.places = lines.places();
        this.common = common;
        this.filled = filled;
        this.fillings = fillings.iterator();
        this.csv = new CsvLine(table, places, common, filled);
        this.texts = new String[places.length];
        this.pieces = lines.pieces().iterator();
        this.piece = pieces.next();
        this.width = lines.width();
    }

    /** Goes to the next row; returns false after the last. */
    boolean next() {
        row++;
        while (row == piece.rows) {
            if (!pieces.hasNext()) {
                return false;
            }
            piece = pieces.next();
            row = 0;
        }
        first = row * width;
        if (filled >= 0) {
            filling = fillings.next();
        }
        if (hasTexts) {
            Arrays.fill(texts, null);
            hasTexts = false;
        }
        return true;
    }

    /** Writes the row as a line of a CSV file. */
    void writeLine(LineOutput out) throws IOException {
        csv.write(out, piece.bytes, piece.ends, first, filling);
    }

    /** Returns the table of which it is a row. */
    public Table table() {
        return table;
    }

    /** Returns whether a column has no value. */
    public boolean isNull(int column) {
        look(column);
        return from == to;
    }

    /** Returns whether a column has no value because Spotify left its field out, not because it told null. */
    public boolean isWithheld(int column) {
        look(column);
        return withheld;
    }

    /** Returns a text. */
    public String text(int column) {
        if (texts[column] == null) {
            find(column, ColumnType.TEXT);
            texts[column] = Cell.text(bytes, from, to);
            hasTexts = true;
        }
        return texts[column];
    }

    /** Returns the bytes of a text in UTF-8, which are the caller's own. */
    public byte[] utf8(int column) {
        find(column, ColumnType.TEXT);
        return Cell.utf8(bytes, from, to);
    }

    /** Returns a whole number of 32 bits. */
    public int intValue(int column) {
        find(column, ColumnType.INT);
        return (int) Cell.number(bytes, from, to);
    }

    /** Returns a whole number of 64 bits. */
    public long longValue(int column) {
        find(column, ColumnType.LONG);
        return Cell.number(bytes, from, to);
    }

    public boolean booleanValue(int column) {
        find(column, ColumnType.BOOLEAN);
        return bytes[from + 1] == 't';
    }

    /** Returns a date as the number of days since 1970-01-01. */
    public int epochDay(int column) {
        find(column, ColumnType.DATE);
        return CellTimes.epochDay(bytes, from);
    }

    /** Returns a timestamp as the number of milliseconds since 1970-01-01, midnight in UTC. */
    public long epochMillis(int column) {
        find(column, ColumnType.TIMESTAMP);
        return CellTimes.epochMillis(bytes, from);
    }

    private void find(int column, ColumnType type) {
        look(column);
        Column asked = columns.get(column);
        if (asked.type() != type) {
            throw new IllegalStateException(
                    "%s.%s is %s, not %s".formatted(table.sqlName(), asked.name(), asked.type(), type));
        }
        if (from == to) {
            throw new IllegalStateException("%s.%s has no value in this row".formatted(table.sqlName(), asked.name()));
        }
    }

    private void look(int column) {
        int place = places[column];
        if (place >= 0) {
            int[] ends = piece.ends;
            bytes = piece.bytes;
            from = ends[first + place] & ~CsvLines.WITHHELD;
            to = (ends[first + place + 1] & ~CsvLines.WITHHELD) - 1;
            withheld = ends[first + place + 1] < 0;
        } else {
            Cell cell = column == filled ? filling : common.get(column);
            bytes = cell.bytes;
            from = 0;
            to = bytes.length;
            withheld = cell == Cell.WITHHELD;
        }
    }
}
