package io.caravan.transform;

import io.caravan.text.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** What a snapshot is called, when it was read and of which playlist it is, where the raw object itself does not tell: its key may. */
final class SnapshotIdentity {
    /** Begins the id of a playlist of which nobody knows Spotify's. */
    private static final String UNKNOWN = "unknown:";

    private static final Pattern OWN_PLAYLIST_ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final RawSource source;
    private final RawBytes raw;
    private final RawKey key;
    private final NamedPlaylists named;

    SnapshotIdentity(RawSource source, RawBytes raw, DayFirst dayFirst, NamedPlaylists named) {
        this.source = source;
        this.raw = raw;
        this.key = new RawKey(source.key(), dayFirst);
        this.named = named;
    }

    /**
     * Returns the name of a snapshot that Caravan extracted.
     *
     * @throws UnreadableSnapshotException if the id is none of Spotify's
     */
    String ownName(String playlistId, Header header) {
        if (!OWN_PLAYLIST_ID.matcher(playlistId).matches()) {
            throw new UnreadableSnapshotException(
                    source.key(),
                    "its playlist's id is \"%s\", expected letters and digits".formatted(Excerpt.of(playlistId, 100)));
        }
        return playlistId + "_" + Timestamps.compact(header.extractedAt());
    }

    /** Returns the name of a snapshot of another program; of one that was transformed before, the name that it got then. */
    String foreignName() {
        return source.archived() == null
                ? key.slug() + "_" + raw.keyedSha256().substring(0, 12)
                : source.archived().snapshot();
    }

    /** Returns the header that an object of another program would have. */
    Header foreignHeader() {
        Instant extractedAt = source.archived() == null
                ? key.time().orElse(source.lastModified()).truncatedTo(ChronoUnit.MILLIS)
                : source.archived().extractedAt();
        return new Header(null, extractedAt, true);
    }

    /** Returns the id of the playlist that the raw object holds without one. */
    String playlistId() {
        return source.archived() == null ? idFromKey() : idFromArchive();
    }

    private String idFromKey() {
        return named.idOf(key).or(key::playlistId).orElseGet(() -> UNKNOWN + key.slugWithoutTime());
    }

    private String idFromArchive() {
        String snapshot = source.archived().snapshot();
        String id = source.archived().playlistId();
        return id == null ? UNKNOWN + RawKey.slugWithoutTime(snapshot.substring(0, snapshot.lastIndexOf('_'))) : id;
    }
}
