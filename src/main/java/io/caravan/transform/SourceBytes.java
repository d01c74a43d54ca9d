package io.caravan.transform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a raw object as stored: counts what passes, and remembers when the source itself failed, so that a lost connection is never
 * taken for a broken object. Closing it leaves the source open: that belongs to whoever opened it.
 */
class SourceBytes extends FilterInputStream {
    private boolean ended;
    private long count;
    private IOException failure;

    SourceBytes(InputStream source) {
        super(source);
    }

    /** Sees what was read. */
    void pass(byte[] buffer, int offset, int length) {}

    final long count() {
        return count;
    }

    /** Returns how the source failed, or null. */
    final IOException failure() {
        return failure;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(buffer, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (read < 0) {
            ended = true;
            return read;
        }
        count += read;
        pass(buffer, offset, read);
        return read;
    }

    /**
     * Says that there is more until the end was seen. GZIPInputStream looks for a further member only if something is available,
     * and streams from a network often answer 0 in the middle: the members after the first would be lost silently.
     */
    @Override
    public final int available() {
        return ended ? 0 : 1;
    }

    @Override
    public final long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, 8_192)).length;
    }

    @Override
    public final boolean markSupported() {
        return false;
    }

    @Override
    public final void close() {}
}
