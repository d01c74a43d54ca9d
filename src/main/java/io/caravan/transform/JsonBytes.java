package io.caravan.transform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a raw object after decompression: holds them to the limits and keeps the last ones, to quote an entry from them. */
final class JsonBytes extends FilterInputStream {
    /** The parser reads ahead of what it has understood, in blocks of 8,000 bytes. */
    private static final int READ_AHEAD = 1 << 16;

    private final RawSource source;
    private final RawBytes raw;
    private final Limits limits;
    private final byte[] recent;
    private long count;

    JsonBytes(RawSource source, RawBytes raw, InputStream unzipped, Limits limits) {
        super(unzipped);
        this.source = source;
        this.raw = raw;
        this.limits = limits;
        this.recent = new byte[limits.maxEntryBytes() + READ_AHEAD];
    }

    /** Returns the bytes from one offset to another; they must be an entry that has just been read. */
    byte[] slice(long from, long to) {
        if (from < count - recent.length || to > count || from > to) {
            throw new IllegalArgumentException("Bytes %d to %d are no longer here".formatted(from, to));
        }
        byte[] slice = new byte[(int) (to - from)];
        int start = (int) (from % recent.length);
        int first = Math.min(slice.length, recent.length - start);
        System.arraycopy(recent, start, slice, 0, first);
        System.arraycopy(recent, 0, slice, first, slice.length - first);
        return slice;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, Math.min(length, READ_AHEAD));
        if (read > 0) {
            keep(buffer, offset, read);
            count += read;
            checkLimits();
        }
        return read;
    }

    private void keep(byte[] buffer, int offset, int length) {
        int start = (int) (count % recent.length);
        int first = Math.min(length, recent.length - start);
        System.arraycopy(buffer, offset, recent, start, first);
        System.arraycopy(buffer, offset + first, recent, 0, length - first);
    }

    private void checkLimits() {
        if (count > limits.maxBytes()) {
            throw new UnreadableSnapshotException(
                    source.key(),
                    "it holds more than %d bytes, the limit after decompression".formatted(limits.maxBytes()));
        }
        if (count > Limits.RATIO_COUNTS_FROM && count / limits.maxRatio() > raw.count()) {
            throw new UnreadableSnapshotException(
                    source.key(),
                    "%d bytes were compressed to %d, beyond the limit of %d to 1"
                            .formatted(count, raw.count(), limits.maxRatio()));
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
