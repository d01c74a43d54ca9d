package io.caravan.transform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A window that slides over the bytes of a stream. Behind the last byte stand eight zeros: a loop that looks for something
 * needs no test of the end, since a zero always stops it, and eight bytes can be looked at as one.
 */
class ByteWindow {
    static final int EOF = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int READ = 1 << 16;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final InputStream in;
    private final int widest;

    byte[] buffer = new byte[READ + Long.BYTES];
    /** Where the next byte stands, and where the bytes end. */
    int at;

    int end;
    /** The first byte that must stay, or -1 where all that was passed may go. */
    int kept = -1;
    /** The same for what is longer than one value; it gives way when the window would become too wide. */
    int marked = -1;

    private long passed;
    private long lines = 1;
    private long lineOffset;

    /**
     * Opens a window.
     *
     * @param widest how many bytes may have to stay at a time
     */
    ByteWindow(InputStream in, int widest) {
        this.in = in;
        this.widest = widest;
    }

    /** Returns how many bytes stand before an index of the window. */
    final long offset(int index) {
        return passed + index;
    }

    /** Returns the offset of the next byte. */
    final long offset() {
        return passed + at;
    }

    /** Returns the line on which the next byte stands, from 1; only line feeds between values count. */
    final long line() {
        return lines;
    }

    /** Returns the offset at which that line begins. */
    final long lineOffset() {
        return lineOffset;
    }

    /** Returns eight bytes from an index on, the first one lowest. */
    final long eight(int index) {
        return (long) LONGS.get(buffer, index);
    }

    /** Marks, of eight bytes, the quotes, backslashes, control characters and all that is not ASCII; exact up to the first. */
    static long specials(long eight) {
        long quote = eight ^ (ONES * '"');
        long backslash = eight ^ (ONES * '\\');
        // Taking one from a zero sets its high bit; a byte whose high bit was set before is not ASCII, which the last
        // term marks.
        return ((quote - ONES) | (backslash - ONES) | (eight - ONES * ' ') | eight) & HIGHS;
    }

    /** Returns whether one of eight bytes is DELETE, the only control character that JSON lets stand as it is. */
    static boolean hasDelete(long eight) {
        long delete = eight ^ (ONES * 0x7f);
        return ((delete - ONES) & ~delete & HIGHS) != 0;
    }

    /** Returns the first byte that is no white space, without taking it, or {@link #EOF}. */
    final int peek() throws IOException {
        long before = lines;
        while (true) {
            int c = buffer[at];
            if (c > ' ' || c < 0) {
                return c & 0xff;
            }
            if (c == '\n') {
                lines++;
                lineOffset = offset() + 1;
            } else if (c != ' ' && c != '\r' && c != '\t') {
                if (at < end || !fill()) {
                    return at < end ? c : ended(before);
                }
                continue;
            }
            at++;
        }
    }

    /** What ends too early does so on the line of its last byte, and not behind the line feed that follows. */
    private int ended(long line) {
        lines = line;
        return EOF;
    }

    /** Makes sure that so many bytes stand from an index of the window on. */
    final boolean has(int bytes) throws IOException {
        while (end - at < bytes) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads more bytes; what was passed and need not stay goes, so that indexes change.
     *
     * @return false at the end of the stream
     */
    final boolean fill() throws IOException {
        if (marked >= 0 && end - marked > widest) {
            marked = -1;
        }
        int needed = kept < 0 ? at : kept;
        if (end - needed > widest) {
            throw new MalformedJsonException("a value of more than %d bytes".formatted(widest), true);
        }
        int from = marked < 0 ? needed : Math.min(needed, marked);
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, end - from);
            passed += from;
            moved(from);
        }
        if (buffer.length - Long.BYTES - end < READ / 2) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, end, buffer.length - Long.BYTES - end);
        end += Math.max(read, 0);
        Arrays.fill(buffer, end, end + Long.BYTES, (byte) 0);
        return read > 0;
    }

    /** Lets go of what was marked. */
    final void unmark() {
        marked = -1;
    }

    /** Returns what stands from the next byte on, at most so many bytes. */
    final String ahead(int length) {
        return new String(buffer, at, Math.min(length, end - at), ISO_8859_1);
    }

    /** Returns the bytes from an offset to the next one; they were marked. */
    final byte[] since(long offset) {
        if (marked < 0 || offset < offset(marked)) {
            throw new IllegalArgumentException("The bytes from %d on are no longer here".formatted(offset));
        }
        return Arrays.copyOfRange(buffer, (int) (offset - offset(0)), at);
    }

    /** Returns what is wrong with the next byte. */
    final MalformedJsonException unexpected(String expected) {
        String found = at >= end
                ? "the end"
                : buffer[at] > ' ' && buffer[at] < 0x7f
                        ? "'" + (char) buffer[at] + "'"
                        : "the byte 0x%02x".formatted(buffer[at] & 0xff);
        return new MalformedJsonException("%s where %s was expected".formatted(found, expected), false);
    }

    /** All bytes stand so many places further to the front. */
    void moved(int bytes) {
        at -= bytes;
        end -= bytes;
        kept = Math.max(kept - bytes, -1);
        marked = Math.max(marked - bytes, -1);
    }
}
