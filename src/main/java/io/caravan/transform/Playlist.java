package io.caravan.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A playlist of the raw object: what is known of it, and its rows but for the playlist's id. */
final class Playlist {
    /** What a playlist object says about itself; null where it says nothing. */
    record Facts(String name, String ownerId, String snapshotId, String url) {}

    private final String id;

    private final List<String[]> rows = new ArrayList<>();
    /** Positions taken: first → first after. */
    private final TreeMap<Long, Long> taken = new TreeMap<>();

    private Facts facts = new Facts(null, null, null, null);
    private Integer total;
    private boolean hasItems;
    private long entries;

    Playlist(String id) {
        this.id = id;
    }

    /** Returns how a message calls it. */
    String shown() {
        return id == null ? "the playlist without an id" : "the playlist " + Excerpt.of(id, 100);
    }

    boolean hasItems() {
        return hasItems;
    }

    /** Returns the id, or null if the raw object does not tell it. */
    String id() {
        return id;
    }

    /** Adds what is told later; what was told first stays. */
    void learn(Facts later) {
        facts = new Facts(
                first(facts.name(), later.name()),
                first(facts.ownerId(), later.ownerId()),
                first(facts.snapshotId(), later.snapshotId()),
                first(facts.url(), later.url()));
    }

    private static String first(String earlier, String later) {
        return earlier == null ? later : earlier;
    }

    /**
     * Adds the entries of a page at its offset, without one after the entries read so far.
     *
     * @return false if an entry's position is taken: then the raw object holds the playlist more than once
     */
    boolean add(Page page) {
        total = total == null ? page.total : total;
        hasItems |= page.hasItems;
        long offset = page.offset == null ? entries : page.offset;
        if (page.entries > 0 && !take(offset, offset + page.entries)) {
            return false;
        }
        entries += page.entries;
        for (Page.Item item : page.items) {
            String position = Long.toString(offset + item.index());
            rows.add(new String[] {null, position, item.songId(), item.addedAt(), item.addedBy(), item.popularity()});
        }
        return true;
    }

    private boolean take(long from, long to) {
        Map.Entry<Long, Long> before = taken.lowerEntry(to);
        if (before != null && before.getValue() > from) {
            return false;
        }
        if (before != null && before.getValue().longValue() == from) {
            taken.put(before.getKey(), to);
        } else {
            taken.put(from, to);
        }
        return true;
    }

    /** Returns the row of {@link Table#PLAYLIST} without the columns that all tables have. */
    String[] row(String finalId, String extractedAt) {
        return new String[] {
            finalId,
            facts.name(),
            facts.ownerId(),
            facts.snapshotId(),
            total == null ? null : total.toString(),
            facts.url(),
            extractedAt
        };
    }

    /** Returns the rows of {@link Table#PLAYLIST_ITEMS}, complete but for the columns that all tables have. */
    List<String[]> itemRows(String finalId) {
        rows.forEach(row -> row[0] = finalId);
        return rows;
    }
}
