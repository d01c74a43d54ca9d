package io.caravan.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * <p>No read can be pinned to a {@code snapshot_id}. So the metadata is read before and after the pages; when it changed or the
 * pages do not fit together, they are thrown away and read again, {@value #MOST_TRIES} times in all. What throws changes nothing, so that
 * it can be called again.
 */
public final class PlaylistRead {
    static final int MOST_TRIES = 3;

    private final String playlistId;
    private final Path pages;
    private final int pageSize;
    private ObjectNode playlist;
    private Instant startedAt;
    private boolean unchanged;
    private boolean settled;
    private boolean consistent;
    /** Entries of the read before, where pages of it came empty; -1 else. */
    private int hollowEntries = -1;

    private PageOrder order;
    private long length;
    private int tries;

    /**
     * Begins a read.
     *
     * @param pages where the pages wait
     * @param pageSize value of {@code spotify.page-size}
     */
    PlaylistRead(String playlistId, Path pages, int pageSize) {
        this.playlistId = playlistId;
        this.pages = pages;
        this.pageSize = pageSize;
        this.order = new PageOrder(playlistId, pageSize);
    }

    /** Returns the id of the playlist. */
    public String getPlaylistId() {
        return playlistId;
    }

    /** Returns the offset of the next page, which is never taken from the answer's {@code next}. */
    public int getOffset() {
        return order.offset();
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
        return !order.isEnded();
    }

    /** Returns the entries received. */
    public int getEntries() {
        return order.entries();
    }

    /** Returns how many places of the playlist Spotify never gave. */
    int missing() {
        return order.missing();
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
        order = new PageOrder(playlistId, pageSize);
    }

    /**
     * Takes an answer.
     *
     * @return false where it is held back until Spotify was asked once more
     */
    boolean addPage(JsonNode answer, byte[] compact) throws IOException {
        PageOrder.Page page = order.accept(answer, compact);
        if (page == null) {
            return false;
        }
        write(page.compact());
        order.took(page);
        return true;
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

    /**
     * Holds the metadata after the pages against those before. Without a snapshot_id another read would prove no more than this one. Where
     * pages came empty before the end, two reads that agree prove that there is nothing.
     */
    void settle(ObjectNode metadata, Instant now) throws IOException {
        String before = snapshotId(playlist);
        String after = snapshotId(metadata);
        boolean stoodStill = !order.isDrifted() && before != null && before.equals(after);
        consistent = stoodStill && (!order.isHollow() || order.entries() == hollowEntries);
        hollowEntries = order.isHollow() ? order.entries() : -1;
        boolean provable = order.isDrifted() || before != null || after != null;
        if (consistent || !provable || tries == MOST_TRIES) {
            settled = true;
        } else {
            startPages(metadata, now);
        }
    }

    /** Says what there is to know of it beside the number of its entries: what it is called, and what is not well. */
    String remark() {
        String name = playlist.path("name").asText();
        return (name.isEmpty() ? "" : " of \"" + name + "\"")
                + (missing() == 0 ? "" : ", " + missing() + " places that Spotify did not give")
                + (consistent ? "" : inconsistency());
    }

    private String inconsistency() {
        return snapshotId(playlist) == null
                ? ", without a snapshot_id, so that nobody knows whether it changed meanwhile"
                : ", changed while it was read";
    }
}
