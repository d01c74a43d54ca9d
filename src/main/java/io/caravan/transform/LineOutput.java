package io.caravan.transform;

import java.io.IOException;
import java.io.OutputStream;

/** Gathers the small pieces of which lines are made. */
final class LineOutput {
    private final OutputStream stream;
    /** A larger one costs more to clear, for each file, than it saves in writes. */
    private final byte[] buffer = new byte[1 << 14];

    private int length;

    LineOutput(OutputStream stream) {
        this.stream = stream;
    }

    void write(byte[] bytes, int from, int count) throws IOException {
        if (count > buffer.length - length) {
            flush();
            if (count > buffer.length) {
                stream.write(bytes, from, count);
                return;
            }
        }
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
    }

    void flush() throws IOException {
        stream.write(buffer, 0, length);
        length = 0;
    }
}
