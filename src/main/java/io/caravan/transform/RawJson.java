package io.caravan.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/**
 * The JSON of a raw object for who wants to know what it looks like, not what it says: the same bytes are read, and the same refused, as by
 * {@link SnapshotTransform}, but for a larger limit.
 */
public final class RawJson {
    /** A raw object is held in no memory here: what it may grow to is a matter of time. */
    private static final Limits LIMITS = new Limits(8L << 30, 200, 100, 1_000_000, 1 << 20);

    private RawJson() {}

    /** Takes JSON, or several values of it in a row. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads to the end.
         *
         * @param utf8 the text, without compression and byte order mark
         */
        T of(InputStream utf8) throws IOException;
    }

    /**
     * Reads one raw object; the stream is left open.
     *
     * @param key its key in the lake, for messages
     * @throws IOException if the stream fails, which a retry may heal
     * @throws UnreadableSnapshotException if it is no JSON, which a retry cannot heal
     */
    public static <T> T read(String key, InputStream bytes, Reading<T> reading) throws IOException {
        SourceBytes source = new SourceBytes(bytes);
        try {
            T read = read(key, source, reading);
            if (source.failure() != null) {
                throw source.failure();
            }
            return read;
        } catch (IOException | UnreadableSnapshotException e) {
            // GZIPInputStream takes a failing source for the end of its input.
            if (source.failure() != null) {
                throw source.failure();
            }
            throw e instanceof IOException broken
                    ? new UnreadableSnapshotException(
                            key, "its compression or its encoding is broken (%s)".formatted(broken.getMessage()), e)
                    : (UnreadableSnapshotException) e;
        }
    }

    private static <T> T read(String key, SourceBytes source, Reading<T> reading) throws IOException {
        RawText text = RawText.of(source).unzipped();
        text.foreign().ifPresent(what -> {
            throw new UnreadableSnapshotException(key, what);
        });
        try (JsonBytes json = new JsonBytes(key, source, text.utf8(), LIMITS)) {
            try {
                return reading.of(json);
            } catch (JsonProcessingException e) {
                // Not the parser's own words, which quote the object.
                String problem = TextForm.of(json.head(), "").orElse("it is no JSON, or cut off" + place(e));
                throw new UnreadableSnapshotException(key, problem, e);
            }
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", at byte " + e.getLocation().getByteOffset();
    }

    /** Returns what an object is that is no entry of a playlist, by the names of its fields; nothing where nobody knows. */
    public static Optional<String> kindOf(Collection<String> names) {
        FieldNames fields = new FieldNames();
        names.forEach(fields::add);
        return Optional.ofNullable(ForeignForm.what(fields));
    }
}
