package io.caravan.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.RefusedException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * One playlist on its way from Spotify: what has come so far and what is still to be asked. The pages wait in a file, since
 * a playlist may be larger than what a small heap can hold several of.
 *
 * <p>No read can be pinned to a {@code snapshot_id}. So the metadata is read before and after the pages; when it changed, the
 * total drifted, or an empty page came before the total, the pages are thrown away and read again, {@value #MOST_TRIES} times in
 * all. What throws changes nothing, so that it can be called again.
 */
public final class PlaylistRead {
    static final int MOST_TRIES = 3;
    /** Spotify ends a playlist at 10,000 entries; a read that goes far beyond is answered by something else. */
    private static final int MOST_ENTRIES = 100_000;

    private final String playlistId;
    private final Path pages;
    private ObjectNode playlist;
    private Instant startedAt;
    private boolean unchanged;
    private boolean settled;
    private boolean consistent;
    private boolean lastPageSeen;
    private boolean drifted;
    private long length;
    private int tries;
    private int entries;
    private int total = -1;

    PlaylistRead(String playlistId, Path pages) {
        this.playlistId = playlistId;
        this.pages = pages;
    }

    /** Returns the id of the playlist. */
    public String getPlaylistId() {
        return playlistId;
    }

    /** Returns the offset of the next page: counted from the entries received, never taken from the answer's {@code next}. */
    public int getOffset() {
        return entries;
    }

    /** Returns whether nothing changed since the last whole read, so that no page is asked for. */
    public boolean isUnchanged() {
        return unchanged;
    }

    /** Returns whether the playlist is still to be read (again). */
    public boolean isUnsettled() {
        return !settled;
    }

    /** Returns whether a page is still to be asked for. */
    public boolean isOpen() {
        return !lastPageSeen;
    }

    /** Returns the entries received. */
    public int getEntries() {
        return entries;
    }

    /** Returns whether the playlist stood still while it was read. */
    public boolean isConsistent() {
        return consistent;
    }

    boolean isFirstAnswer() {
        return playlist == null;
    }

    ObjectNode playlist() {
        return playlist;
    }

    static String snapshotId(JsonNode metadata) {
        return metadata.path("snapshot_id").textValue();
    }

    Instant startedAt() {
        return startedAt;
    }

    Path pages() {
        return pages;
    }

    void markUnchanged() {
        unchanged = true;
        settled = true;
    }

    /** Starts the pages anew, with the metadata that came just now. */
    void startPages(ObjectNode metadata, Instant now) throws IOException {
        Files.write(pages, new byte[0]);
        length = 0;
        playlist = metadata;
        startedAt = now;
        tries++;
        entries = 0;
        total = -1;
        lastPageSeen = false;
        drifted = false;
    }

    void addPage(JsonNode page, byte[] compact) throws IOException {
        JsonNode items = page.get("items");
        if (items == null || !items.isArray()) {
            throw new RefusedException(
                    "Playlist " + playlistId + ": Spotify's answer holds no items. It gives the items of"
                            + " a playlist only to its owner and collaborators when the app is in development mode; sign in as one"
                            + " of them, or take the playlist out of spotify.playlists");
        }
        int pageTotal = page.path("total").asInt(-1);
        int received = entries + items.size();
        if (received > MOST_ENTRIES) {
            throw new RefusedException("Playlist " + playlistId + " does not end: " + received
                    + " entries came of a total of " + pageTotal
                    + "; look at it in Spotify, or take it out of spotify.playlists");
        }
        write(compact);
        // An empty page before the end may be a passing answer, and a whole playlist of nothing would pass for its
        // content.
        drifted |= (total >= 0 && pageTotal != total) || (items.isEmpty() && entries < pageTotal);
        total = pageTotal;
        entries = received;
        // A total below what came, or none at all, proves nothing: then only an empty page is the end.
        lastPageSeen = items.isEmpty() || entries == total;
    }

    /** Writes behind the last whole page, so that a write that failed half-way is written over. */
    private void write(byte[] compact) throws IOException {
        try (var out = FileChannel.open(pages, StandardOpenOption.WRITE)) {
            out.truncate(length).position(length);
            try (var stream = Channels.newOutputStream(out)) {
                stream.write(compact);
                stream.write('\n');
            }
        }
        length += compact.length + 1;
    }

    /** Holds the metadata after the pages against those before. */
    void settle(ObjectNode metadata, Instant now) throws IOException {
        String before = snapshotId(playlist);
        String after = snapshotId(metadata);
        consistent = !drifted && before != null && before.equals(after);
        if (consistent || tries == MOST_TRIES) {
            settled = true;
        } else {
            startPages(metadata, now);
        }
    }
}
