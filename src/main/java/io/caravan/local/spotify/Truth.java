package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** What a playlist of the simulator really holds, for tests that compare it with what came out at the other end. */
public sealed interface Truth {

    /** Returns the id under which the playlist is served. */
    String id();

    /**
     * A playlist whose entries were captured from the real Spotify.
     *
     * @param entries the rows as captured, in their order
     */
    record Captured(String id, List<JsonNode> entries) implements Truth {}

    /**
     * A playlist of the {@link Catalogue}. An entry's position is its index.
     *
     * @param ownerName null for an owner without a display name
     * @param shape under which key a row holds its track
     */
    record Playlist(
            String id,
            String name,
            String ownerId,
            String ownerName,
            boolean collaborative,
            boolean isPublic,
            String snapshotId,
            Shape shape,
            List<Entry> entries)
            implements Truth {}

    /** The key of a row that holds the track; Spotify renamed it in 2026. */
    enum Shape {
        TRACK,
        ITEM,
        BOTH
    }

    /** What an entry of a playlist is. */
    enum Kind {
        TRACK,
        NULL_ITEM,
        LOCAL_FILE,
        EPISODE,
        NO_ID
    }

    /**
     * One row of a playlist.
     *
     * @param addedAt whole seconds; null in very old lists
     * @param addedBy a user's id, empty where Spotify itself added the row
     * @param track null for {@link Kind#NULL_ITEM}; an episode has neither album nor artists
     */
    record Entry(Kind kind, Instant addedAt, String addedBy, Track track) {}

    /**
     * A track, local file or episode.
     *
     * @param id null for {@link Kind#LOCAL_FILE} and {@link Kind#NO_ID}
     * @param isrc null where the recording has none
     * @param popularity 0 to 100, null for an episode; newer apps are not shown it
     */
    record Track(
            String id,
            String name,
            int durationMs,
            boolean explicit,
            String isrc,
            Integer popularity,
            Album album,
            List<Artist> artists) {}

    /**
     * An album; that of a local file has a name and nothing else.
     *
     * @param releaseDate as served: null, {@code 0000}, {@code 1981}, {@code 1981-12} or {@code 1981-12-15}
     * @param releaseDatePrecision year, month, day, or null with the date
     */
    record Album(
            String id,
            String name,
            String releaseDate,
            String releaseDatePrecision,
            Integer totalTracks,
            List<Artist> artists) {}

    /** An artist; the id is null for a local file. */
    record Artist(String id, String name) {}
}
