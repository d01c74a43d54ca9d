package io.caravan.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Makes rows of a raw object: one pass over its bytes, no tree of it. Reads what Caravan writes and what other programs have
 * left in a lake: pages, playlists and entries, alone, in lists, in JSON lines or wrapped into something else, gzipped or not, in UTF-8 or
 * UTF-16. May be used by several threads.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/reference/get-playlists-items">Get Playlist Items</a>
 */
public final class SnapshotTransform {
    /**
     * Which transform this is. To be raised with every change after which some raw object gives other rows, so that the ledger tells
     * which snapshots are worth a replay.
     */
    public static final int VERSION = 2;

    private final UserIds userIds;
    private final DayFirst dayFirst;
    private final NamedPlaylists named;
    private final Limits limits;

    /** Creates a transform that takes from a key only what is certain, with {@link Limits#defaults()}. */
    public SnapshotTransform(UserIds userIds) {
        this(userIds, Limits.defaults());
    }

    /**
     * Creates a transform with {@link Limits#defaults()}.
     *
     * @param dayFirst whether 03-02-2024 in a key is the third of February: null where nobody knows
     * @param playlistIds what {@link NamedPlaylists#of} reads
     */
    public SnapshotTransform(UserIds userIds, Boolean dayFirst, String playlistIds) {
        this(userIds, DayFirst.of(dayFirst), NamedPlaylists.of(playlistIds), Limits.defaults());
    }

    SnapshotTransform(UserIds userIds, Limits limits) {
        this(userIds, DayFirst.UNTOLD, NamedPlaylists.of(""), limits);
    }

    private SnapshotTransform(UserIds userIds, DayFirst dayFirst, NamedPlaylists named, Limits limits) {
        this.userIds = Objects.requireNonNull(userIds, "userIds");
        this.dayFirst = dayFirst;
        this.named = named;
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /**
     * Reads one raw object to its end, of whose bytes nothing is known; the stream is left open.
     *
     * @throws IOException if the stream fails, which a retry may heal
     * @throws UnreadableSnapshotException if the object is what it should not be, which a retry cannot heal
     */
    public Snapshot read(RawSource source, InputStream bytes) throws IOException {
        return read(source, bytes, null);
    }

    /**
     * Reads one raw object to its end; the stream is left open.
     *
     * @param told its fingerprint, or null
     * @throws IOException if the stream fails, which a retry may heal
     * @throws UnreadableSnapshotException if the object is what it should not be, which a retry cannot heal
     * @throws StaleFingerprintException if the fingerprint is of other bytes
     */
    public Snapshot read(RawSource source, InputStream bytes, Fingerprint told) throws IOException {
        RawBytes raw = new RawBytes(source.key(), bytes, told);
        try {
            return read(source, raw);
        } catch (IOException | UnreadableSnapshotException e) {
            // GZIPInputStream takes a failing source for the end of its input.
            if (raw.failure() != null) {
                throw raw.failure();
            }
            throw e instanceof IOException broken ? unreadable(source, broken) : (UnreadableSnapshotException) e;
        }
    }

    private Snapshot read(RawSource source, RawBytes raw) throws IOException {
        RawText stored = RawText.of(raw);
        RawText unzipped = stored.unzipped();
        unzipped.foreign().ifPresent(what -> {
            throw new UnreadableSnapshotException(source.key(), what);
        });
        try (JsonBytes text = new JsonBytes(source.key(), raw, unzipped.utf8(), limits)) {
            SnapshotBuilder builder = new SnapshotBuilder(source, raw, text, dayFirst, named);
            new SnapshotReader(new JsonReader(text, limits), limits, new Users(userIds), builder).readAll();
            raw.transferTo(OutputStream.nullOutputStream());
            if (raw.failure() != null) {
                throw raw.failure();
            }
            return builder.build(stored.isGzipped());
        }
    }

    private static UnreadableSnapshotException unreadable(RawSource source, IOException e) {
        return new UnreadableSnapshotException(
                source.key(), "its compression or its encoding is broken (%s)".formatted(e.getMessage()), e);
    }
}
