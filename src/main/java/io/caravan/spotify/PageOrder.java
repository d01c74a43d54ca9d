package io.caravan.spotify;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.failure.RefusedException;
import io.caravan.text.Counted;

/**
 * Which entries of a playlist are to be asked for next, and which never came. The next offset is counted from the entries received. A
 * page that holds fewer than its limit before the end is asked for once more; if it is short again, the places between it and the next
 * page are missing.
 */
final class PageOrder {
    /** Spotify ends a playlist at 10,000 entries; a read that goes far beyond is answered by something else. */
    private static final int MOST_ENTRIES = 100_000;
    /** So many pages without an entry, one after the other, and each of them twice, are the end. */
    private static final int MOST_EMPTY = 2;

    private final String playlistId;
    private final int asked;
    private JsonNode first;
    private Page held;
    private boolean probing;
    private int pages;
    private int empty;
    private int entries;
    private int missing;
    private int total = -1;
    private boolean drifted;
    private boolean hollow;
    private boolean ended;

    /**
     * Creates the order of a read that begins.
     *
     * @param asked entries a page that are asked for
     */
    PageOrder(String playlistId, int asked) {
        this.playlistId = playlistId;
        this.asked = asked;
    }

    /**
     * A page.
     *
     * @param limit entries that it could hold; 0 where it does not say
     * @param total entries that there are; -1 where it does not say
     * @param compact the answer without white space
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Page(JsonNode items, int limit, int total, byte[] compact) {
        static Page of(JsonNode page, int asked, byte[] compact) {
            int limit = page.path("limit").asInt(0);
            return new Page(page.path("items"), Math.min(limit, asked), number(page, "total", -1), compact);
        }

        boolean isShortAt(int offset) {
            return items.size() < limit && (long) offset + items.size() < total;
        }
    }

    private static int number(JsonNode page, String key, int otherwise) {
        Integer number = AnswerForm.whole(page.path(key));
        return number == null ? otherwise : number;
    }

    /** Returns the offset of the next page. */
    int offset() {
        return place() + (probing ? 1 : 0);
    }

    private int place() {
        return entries + missing;
    }

    /** Returns the entries received. */
    int entries() {
        return entries;
    }

    /** Returns how many places Spotify never gave. */
    int missing() {
        return missing;
    }

    boolean isEnded() {
        return ended;
    }

    /** Returns whether a whole page came empty before the end: that may be a fault that passes, and what is behind it was not asked for. */
    boolean isHollow() {
        return hollow;
    }

    /** Returns whether the pages do not fit together, so that they prove nothing. */
    boolean isDrifted() {
        return drifted;
    }

    /**
     * Looks at an answer and changes nothing but what it holds back.
     *
     * @return the page to be written and then {@link #took taken}; null where Spotify is to be asked first, at {@link #offset}
     * @throws RefusedException when whoever answers does not look at the offset
     */
    Page accept(JsonNode answer, byte[] compact) {
        int offset = offset();
        int stated = number(answer, "offset", offset);
        if (stated != offset) {
            throw ignored("was asked for the entries from " + offset + " on and gave those from " + stated + " on");
        }
        Page page = Page.of(answer, asked, compact);
        if (probing) {
            if (page.items().equals(held.items())) {
                throw ignored("gave the same " + Counted.of(page.items().size(), "entry", "entries")
                        + " whichever were asked for");
            }
            return held;
        }
        if (held == null && (repeats(page) || page.isShortAt(offset))) {
            held = page;
            probing = repeats(page);
            return null;
        }
        boolean worse = held != null && page.items().size() < held.items().size();
        return worse ? held : page;
    }

    /** A playlist may hold the same entries twice; then those from the next place on are others. One that is the same throughout tells nothing. */
    private boolean repeats(Page page) {
        JsonNode items = page.items();
        if (pages != 1 || items.isEmpty() || !items.equals(first)) {
            return false;
        }
        for (JsonNode item : items) {
            if (!item.equals(items.get(0))) {
                return true;
            }
        }
        return false;
    }

    private RefusedException ignored(String what) {
        return new RefusedException("Playlist " + playlistId + ": Spotify " + what
                + "; whoever answers does not look at the offset, so that the entries cannot be read. Look where spotify.api-url"
                + " leads, and through which proxy");
    }

    /** Counts a page that was written. */
    void took(Page page) {
        int offset = place();
        int size = page.items().size();
        drifted |= total >= 0 && page.total() != total;
        total = page.total();
        if (page.isShortAt(offset)) {
            missing += Math.min(page.limit() - size, total - offset - size);
        }
        // A whole playlist of nothing would pass for its content, and an answer that does not say its limit may be a
        // passing one.
        drifted |= size == 0 && offset < total && (offset == 0 || page.limit() <= 0);
        hollow |= size == 0 && offset < total;
        entries += size;
        pages++;
        empty = size == 0 ? empty + 1 : 0;
        first = pages == 1 ? page.items() : null;
        held = null;
        probing = false;
        if (empty == MOST_EMPTY && place() < total) {
            missing += total - place();
        }
        // A total below what came, or none at all, proves nothing: then only an empty page is the end.
        ended = place() == total || (size == 0 && (drifted || offset >= total));
        if (place() > MOST_ENTRIES && !ended) {
            throw new RefusedException("Playlist " + playlistId + " does not end: " + entries
                    + " entries came of a total of " + total
                    + "; look at it in Spotify, or take it out of spotify.playlists");
        }
    }
}
