package io.caravan.transform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of a raw object after decompression: holds them to the limits. */
final class JsonBytes extends FilterInputStream {
    private static final int HEAD = 1 << 10;

    private final String key;
    private final SourceBytes raw;
    private final Limits limits;
    private final byte[] head = new byte[HEAD];
    private long count;

    JsonBytes(String key, SourceBytes raw, InputStream unzipped, Limits limits) {
        super(unzipped);
        this.key = key;
        this.raw = raw;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            if (count < HEAD) {
                System.arraycopy(buffer, offset, head, (int) count, (int) Math.min(read, HEAD - count));
            }
            count += read;
            checkLimits();
        }
        return read;
    }

    /** Returns the first bytes, at most 1 KiB. */
    byte[] head() {
        return Arrays.copyOf(head, (int) Math.min(count, HEAD));
    }

    private void checkLimits() {
        if (count > limits.maxBytes()) {
            throw new UnreadableSnapshotException(
                    key, "it holds more than %d bytes, the limit after decompression".formatted(limits.maxBytes()));
        }
        if (count > Limits.RATIO_COUNTS_FROM && count / limits.maxRatio() > raw.count()) {
            throw new UnreadableSnapshotException(
                    key,
                    "%d bytes were compressed to %d, beyond the limit of %d to 1"
                            .formatted(count, raw.count(), limits.maxRatio()));
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
