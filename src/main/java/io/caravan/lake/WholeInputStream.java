package io.caravan.lake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;

/** Fails at its end when the bytes that came are not as many as S3 said: a cut body must never pass for a short one. */
public final class WholeInputStream extends FilterInputStream {
    private final String key;
    private final long size;
    private final Map<String, String> metadata;
    private long read;

    WholeInputStream(InputStream in, String key, long size, Map<String, String> metadata) {
        super(in);
        this.key = key;
        this.size = size;
        this.metadata = metadata;
    }

    /** Returns the object's user metadata. */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? -1 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(n);
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        read += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads all of it into a digest, and closes it. */
    void digestInto(MessageDigest digest) throws IOException {
        try (var in = new DigestInputStream(this, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void count(int n) throws IOException {
        if (n >= 0) {
            read += n;
        } else if (read != size) {
            throw new IOException("Read " + read + " of the " + size + " bytes of " + key
                    + ": the connection to S3 was cut; the object is read again");
        }
    }
}
