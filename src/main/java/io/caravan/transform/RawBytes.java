package io.caravan.transform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The bytes of a raw object as stored: hashes and counts what passes, and remembers when the source itself failed, so that a lost
 * connection is never taken for a broken object. Closing it leaves the source open: that belongs to whoever opened it.
 */
final class RawBytes extends FilterInputStream {
    private final MessageDigest digest = Hex.sha256();
    private final MessageDigest keyedDigest = Hex.sha256();
    private boolean named;
    private boolean ended;
    private long count;
    private IOException failure;

    RawBytes(String key, InputStream source) {
        super(source);
        keyedDigest.update(key.getBytes(StandardCharsets.UTF_8));
        keyedDigest.update((byte) 0);
    }

    /** The object has a name of its own: the hash of key and bytes is not needed, and hashing is what costs most here. */
    void isNamed() {
        named = true;
    }

    long count() {
        return count;
    }

    /** Returns how the source failed, or null. */
    IOException failure() {
        return failure;
    }

    /** Returns the SHA-256 of the bytes, 64 hex digits; to be asked once. */
    String sha256() {
        return Hex.of(digest.digest());
    }

    /** Returns the SHA-256 of key, a 0 byte and bytes, 64 hex digits; to be asked once. */
    String keyedSha256() {
        return Hex.of(keyedDigest.digest());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
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
        digest.update(buffer, offset, read);
        if (!named) {
            keyedDigest.update(buffer, offset, read);
        }
        return read;
    }

    /**
     * Says that there is more until the end was seen. GZIPInputStream looks for a further member only if something is available,
     * and streams from a network often answer 0 in the middle: the members after the first would be lost silently.
     */
    @Override
    public int available() {
        return ended ? 0 : 1;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, 8_192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {}
}
