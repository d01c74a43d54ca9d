package io.caravan.transform;

import io.caravan.model.Table;
import java.util.Map;
import java.util.TreeMap;

/** A playlist of the raw object: what is known of it, and its rows but for the playlist's id. */
final class Playlist {
    /** What a playlist object says about itself, as {@link Cell cells}; null where it says nothing. */
    record Facts(Cell name, Cell ownerId, Cell snapshotId, Cell url) {}

    private final String id;

    private final Lines items = new Lines();
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

    private static Cell first(Cell earlier, Cell later) {
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
            items.add(offset + item.index());
            items.add(item.songId());
            items.add(item.addedAt());
            items.add(item.addedBy());
            items.add(item.popularity());
            items.end();
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

    /** Adds the row of {@link Table#PLAYLIST} without the columns that all tables have. */
    void addTo(Lines lines, String finalId, String extractedAt) {
        lines.add(Cell.of(finalId));
        lines.add(facts.name());
        lines.add(facts.ownerId());
        lines.add(facts.snapshotId());
        lines.add(total == null ? null : Cell.of(total.toString()));
        lines.add(facts.url());
        lines.add(Cell.of(extractedAt));
        lines.end();
    }

    /** Returns the rows of {@link Table#PLAYLIST_ITEMS} without the playlist's id and the columns that all tables have. */
    Lines items() {
        return items;
    }
}
