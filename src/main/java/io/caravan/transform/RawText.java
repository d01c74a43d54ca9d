package io.caravan.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.ReaderInputStream;

/** The text of a raw object in UTF-8, by what its first bytes tell of compression and encoding. */
final class RawText {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_MAGIC = 8;
    private static final String COMPRESSED = "it is compressed with %s, and only gzip is read";

    /** What begins with certain bytes. */
    private static final class Magic {
        private final String what;
        private final int[] bytes;

        Magic(String what, int... bytes) {
            this.what = what;
            this.bytes = bytes;
        }

        boolean begins(byte[] start) {
            for (int at = 0; at < bytes.length; at++) {
                if (at >= start.length || (start[at] & 0xff) != bytes[at]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Magic GZIP = new Magic("gzip", 0x1f, 0x8b);
    private static final Magic UTF_8 = new Magic("UTF-8", 0xef, 0xbb, 0xbf);

    /** No JSON begins with any of these. */
    private static final List<Magic> FOREIGN = List.of(
            new Magic(COMPRESSED.formatted("Zstandard"), 0x28, 0xb5, 0x2f, 0xfd),
            new Magic(COMPRESSED.formatted("bzip2"), 'B', 'Z', 'h'),
            new Magic(COMPRESSED.formatted("xz"), 0xfd, '7', 'z', 'X', 'Z'),
            new Magic(COMPRESSED.formatted("LZ4"), 0x04, 0x22, 0x4d, 0x18),
            new Magic(COMPRESSED.formatted("Snappy"), 0xff, 0x06, 0x00, 0x00, 's', 'N'),
            new Magic("it is a ZIP archive", 'P', 'K', 0x03, 0x04),
            new Magic("it is a Parquet file", 'P', 'A', 'R', '1'),
            new Magic("it is an ORC file", 'O', 'R', 'C'),
            new Magic("it is an Avro file", 'O', 'b', 'j', 0x01),
            new Magic("it is a PDF document", '%', 'P', 'D', 'F'),
            new Magic("it is UTF-32, and only UTF-8 and UTF-16 are read", 0xff, 0xfe, 0x00, 0x00),
            new Magic("it is UTF-32, and only UTF-8 and UTF-16 are read", 0x00, 0x00, 0xfe, 0xff));

    private final PushbackInputStream raw;
    private final byte[] first;

    private RawText(PushbackInputStream raw, byte[] first) {
        this.raw = raw;
        this.first = first;
    }

    /** Looks at the first bytes of an object. */
    static RawText of(InputStream bytes) throws IOException {
        PushbackInputStream start = new PushbackInputStream(bytes, LONGEST_MAGIC);
        byte[] first = start.readNBytes(LONGEST_MAGIC);
        start.unread(first);
        return new RawText(start, first);
    }

    boolean isGzipped() {
        return GZIP.begins(first);
    }

    /** Looks at the first bytes of what is compressed. */
    RawText unzipped() throws IOException {
        return isGzipped() ? of(new GZIPInputStream(raw, BUFFER)) : this;
    }

    /** Returns what it is where it can be no JSON. */
    Optional<String> foreign() {
        return FOREIGN.stream()
                .filter(magic -> magic.begins(first))
                .map(magic -> magic.what)
                .findFirst();
    }

    /** Returns the text without its byte order mark; JSON begins with a sign of ASCII, so that UTF-16 is known without one. */
    InputStream utf8() throws IOException {
        if (UTF_8.begins(first)) {
            raw.skipNBytes(3);
            return raw;
        }
        if (first.length < 2 || (first[0] != 0 && first[1] != 0 && !isMarked(0xfe, 0xff) && !isMarked(0xff, 0xfe))) {
            return raw;
        }
        boolean isLittle = isMarked(0xff, 0xfe) || first[1] == 0;
        Charset charset = isLittle ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        if (isMarked(0xfe, 0xff) || isMarked(0xff, 0xfe)) {
            raw.skipNBytes(2);
        }
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return ReaderInputStream.builder()
                .setReader(new InputStreamReader(raw, decoder))
                .setCharset(StandardCharsets.UTF_8)
                .setBufferSize(BUFFER)
                .get();
    }

    private boolean isMarked(int one, int two) {
        return (first[0] & 0xff) == one && (first[1] & 0xff) == two;
    }
}
