package io.caravan.transform;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of one table as lines of a CSV file, one behind the other, but for what only the end of the raw object tells: that is put
 * before and behind each line, and into its gap where it has one. A comma follows each cell, since every table has columns behind those
 * that are known here.
 */
final class Lines {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SMALLEST = 1 << 12;
    private static final int LARGEST = 1 << 16;
    /** Before each line: its length, and the length of what stands before its gap. */
    private static final int HEAD = 2 * Integer.BYTES;

    /** Whole lines, put aside in pieces, so that none is copied again and again to make room for others. */
    private final List<byte[]> full = new ArrayList<>();

    private byte[] piece = new byte[SMALLEST];
    private int line;
    private int end = HEAD;
    private int gap = -1;
    private int size;

    int size() {
        return size;
    }

    /** Adds a cell to the line; null is no value. */
    void add(Cell cell) {
        int length = cell == null ? 0 : cell.bytes.length;
        reserve(length + 1);
        if (cell != null) {
            System.arraycopy(cell.bytes, 0, piece, end, length);
        }
        end += length;
        piece[end++] = ',';
    }

    /** Adds a number that is not negative to the line. */
    void add(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        reserve(digits + 3);
        piece[end] = '"';
        long rest = number;
        for (int digit = digits; digit > 0; digit--) {
            piece[end + digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        piece[end + digits + 1] = '"';
        piece[end + digits + 2] = ',';
        end += digits + 3;
    }

    /** Leaves out a cell of the line that is known only when all is written. */
    void leaveGap() {
        gap = end - line - HEAD;
    }

    /** Ends the line. */
    void end() {
        INTS.set(piece, line, end - line - HEAD);
        INTS.set(piece, line + Integer.BYTES, gap);
        size++;
        gap = -1;
        line = end;
        reserve(HEAD);
        end += HEAD;
    }

    private void reserve(int bytes) {
        if (piece.length - end < bytes) {
            full.add(Arrays.copyOf(piece, line));
            int begun = end - line;
            byte[] next = new byte[Math.max(2 * (begun + bytes), Math.min(2 * piece.length, LARGEST))];
            System.arraycopy(piece, line, next, 0, begun);
            piece = next;
            line = 0;
            end = begun;
        }
    }

    /**
     * Writes all lines.
     *
     * @param first the cell with which each begins; null where the first is in the line
     * @param fillings what stands in the gap of each
     * @param ending what stands behind each
     */
    void write(LineOutput out, Cell first, List<Cell> fillings, byte[] ending) throws IOException {
        int row = 0;
        for (byte[] lines : full) {
            row = write(lines, lines.length, row, out, first, fillings, ending);
        }
        write(piece, line, row, out, first, fillings, ending);
    }

    private static int write(
            byte[] lines, int to, int firstRow, LineOutput out, Cell first, List<Cell> fillings, byte[] ending)
            throws IOException {
        int row = firstRow;
        for (int at = 0; at < to; row++) {
            int length = (int) INTS.get(lines, at);
            int gap = (int) INTS.get(lines, at + Integer.BYTES);
            at += HEAD;
            if (first != null) {
                out.writeCell(first);
            }
            if (gap < 0) {
                out.write(lines, at, length);
            } else {
                out.write(lines, at, gap);
                out.writeCell(fillings.get(row));
                out.write(lines, at + gap, length - gap);
            }
            out.write(ending, 0, ending.length);
            at += length;
        }
        return row;
    }
}
