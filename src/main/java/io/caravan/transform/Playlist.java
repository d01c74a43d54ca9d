package io.caravan.transform;

import io.caravan.model.Table;
import io.caravan.text.Timestamps;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A playlist of the raw object: what is known of it, and its rows but for the playlist's id. */
final class Playlist {
    private final String id;

    /** Its row of {@link Table#PLAYLIST}, as far as that is told. */
    private final Cells facts = new Cells(Table.PLAYLIST);

    private final CsvLines items = new CsvLines(Table.PLAYLIST_ITEMS, "playlist_id", "extracted_at", "snapshot");
    /** Positions taken: first → first after. */
    private final TreeMap<Long, Long> taken = new TreeMap<>();

    private boolean hasItems;
    private long entries;
    private long nulls;
    private long foreign;
    private Rejection firstForeign;
    /** Whether more entries follow the last one. */
    private boolean goesOn;
    /** Songs by position, once a page has repeated one. */
    private Map<Long, String> songs;

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
     * Adds the entries of a page at its offset, without one after the entries read so far. Those of an earlier page that the page repeats
     * leave it.
     *
     * @return false if a position is taken by another entry: then the raw object holds the playlist more than once
     */
    boolean add(Page page) {
        facts.learn("total_items", page.total);
        hasItems |= page.hasItems;
        long offset = page.toldOffset() == null ? entries : page.toldOffset();
        long listed = page.entries;
        if (isTaken(offset, offset + listed) && !dropRepeats(page, offset)) {
            return false;
        }
        goesOn = offset + listed >= end() ? page.hasNext : goesOn;
        take(offset, offset + listed);
        entries += page.entries;
        for (Page.Other other : page.others) {
            if (other instanceof Page.Skipped skipped && skipped.reason() == SkipReason.NULL_ITEM) {
                nulls++;
            } else if (other instanceof Page.Rejected rejected && rejected.isForeign()) {
                foreign++;
                firstForeign = firstForeign == null ? rejected.rejection() : firstForeign;
            }
        }
        for (Page.Item item : page.items) {
            item.row().set("position", Cell.of(offset + item.index()));
            items.add(item.row());
            if (songs != null) {
                songs.put(offset + item.index(), item.row().get("song_id").text());
            }
        }
        return true;
    }

    private long end() {
        return taken.isEmpty() ? 0 : taken.lastEntry().getValue();
    }

    /** Returns what is wrong with the entries where half of them or more are none. */
    Optional<String> foreignEntries() {
        return foreign > 0 && 2 * foreign >= entries - nulls
                ? Optional.of("%s of %s %s of a playlist. The first, on line %d: %s"
                        .formatted(
                                entries == 1 ? "the only entry" : foreign + " of the " + entries + " entries",
                                shown(),
                                foreign == 1 ? "is no entry" : "are no entries",
                                firstForeign.line(),
                                firstForeign.reason()))
                : Optional.empty();
    }

    private boolean isTaken(long from, long to) {
        Map.Entry<Long, Long> before = taken.lowerEntry(to);
        return before != null && before.getValue() > from;
    }

    private void take(long from, long to) {
        if (from == to) {
            return;
        }
        long first = from;
        long end = to;
        for (Map.Entry<Long, Long> near = taken.floorEntry(end);
                near != null && near.getValue() >= first;
                near = taken.floorEntry(end)) {
            taken.remove(near.getKey());
            first = Math.min(first, near.getKey());
            end = Math.max(end, near.getValue());
        }
        taken.put(first, end);
    }

    /** Takes entries out of a page that stand at positions that are taken by the same ones; returns false if others are there. */
    private boolean dropRepeats(Page page, long offset) {
        songs = songs == null ? songs() : songs;
        for (Page.Item item : page.items) {
            long position = offset + item.index();
            if (isTaken(position, position + 1)
                    && !item.row().get("song_id").text().equals(songs.get(position))) {
                return false;
            }
        }
        for (Page.Other other : page.others) {
            if (songs.containsKey(offset + other.index())) {
                return false;
            }
        }
        page.items.removeIf(item -> isTaken(offset + item.index(), offset + item.index() + 1));
        page.others.removeIf(other -> isTaken(offset + other.index(), offset + other.index() + 1));
        page.entries = (long) page.items.size() + page.others.size();
        return true;
    }

    private Map<Long, String> songs() {
        Map<Long, String> found = new HashMap<>();
        int position = Table.PLAYLIST_ITEMS.indexOf("position");
        int song = Table.PLAYLIST_ITEMS.indexOf("song_id");
        var row = new Row(items, new Cells(Table.PLAYLIST_ITEMS), -1, List.of());
        while (row.next()) {
            found.put((long) row.intValue(position), row.text(song));
        }
        return found;
    }

    /**
     * Adds its own row and those of its items.
     *
     * @param finalId its id, also where the raw object does not tell it
     * @return what was read of it
     */
    PlaylistRead addTo(Map<Table, TableRows> rows, String finalId, Instant extractedAt) {
        facts.set("items_extracted_at", Cell.of(Timestamps.cell(extractedAt)));
        CsvLines row = new CsvLines(Table.PLAYLIST, "playlist_id", "extracted_at", "snapshot");
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
                goesOn,
                total == null ? null : Integer.valueOf(total));
    }
}
