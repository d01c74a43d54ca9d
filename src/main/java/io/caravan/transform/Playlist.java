package io.caravan.transform;

import io.caravan.model.Table;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A playlist of the raw object: what is known of it, and its rows but for the playlist's id. */
final class Playlist {
    private final String id;

    /** Its row of {@link Table#PLAYLIST}, as far as that is told. */
    private final Cells facts = new Cells(Table.PLAYLIST);

    private final Lines items = new Lines(Table.PLAYLIST_ITEMS, "playlist_id", "extracted_at", "snapshot");
    /** Positions taken: first → first after. */
    private final TreeMap<Long, Long> taken = new TreeMap<>();

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
    void learn(Cells later) {
        facts.learn(later);
    }

    /**
     * Adds the entries of a page at its offset, without one after the entries read so far.
     *
     * @return false if an entry's position is taken: then the raw object holds the playlist more than once
     */
    boolean add(Page page) {
        facts.learn("total_items", page.total);
        hasItems |= page.hasItems;
        long offset = page.offset == null ? entries : page.offset;
        if (page.entries > 0 && !take(offset, offset + page.entries)) {
            return false;
        }
        entries += page.entries;
        for (Page.Item item : page.items) {
            item.row().set("position", Cell.of(offset + item.index()));
            items.add(item.row());
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

    /**
     * Adds its own row and those of its items.
     *
     * @param finalId its id, also where the raw object does not tell it
     * @return what was read of it
     */
    PlaylistRead addTo(Map<Table, TableRows> rows, String finalId, Instant extractedAt) {
        facts.set("items_extracted_at", Cell.of(Timestamps.cell(extractedAt)));
        Lines row = new Lines(Table.PLAYLIST, "playlist_id", "extracted_at", "snapshot");
        row.add(facts);
        rows.get(Table.PLAYLIST).add(finalId, row);
        rows.get(Table.PLAYLIST_ITEMS).add(finalId, items);
        String total = facts.get("total_items").text();
        return new PlaylistRead(
                finalId,
                facts.get("playlist_name").text(),
                taken.isEmpty() ? null : taken.firstKey(),
                taken.isEmpty() ? null : taken.lastEntry().getValue() - 1,
                entries,
                total == null ? null : Integer.valueOf(total));
    }
}
