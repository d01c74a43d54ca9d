package io.caravan.transform;

import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A list of entries with what stands around it; the offset may stand after the entries. */
final class Page {
    /** A row of {@link Table#PLAYLIST_ITEMS} that does not know its playlist and its place there yet. */
    record Item(long index, Cells row) {}

    /** An entry that is no row. */
    sealed interface Other {
        long index();
    }

    record Skipped(long index, SkipReason reason) implements Other {}

    /**
     * An entry that does not fit.
     *
     * @param isForeign whether it does not even look like an entry
     */
    record Rejected(long index, Rejection rejection, boolean isForeign) implements Other {}

    private static final Pattern OFFSET = Pattern.compile("[?&]offset=(\\d{1,9})(?:&|$)");

    final List<Item> items = new ArrayList<>();
    final List<Other> others = new ArrayList<>();
    /** Whether there is a list of entries, be it empty. */
    boolean hasItems;
    /** Entries of all kinds. */
    long entries;

    Integer offset;
    /** What is wrong with the offset, or null. */
    String problem;
    /** Whether it tells where more entries are. */
    boolean hasNext;

    Cell total = Cell.WITHHELD;
    String href;

    /** Returns the offset that it tells, or its address does; null for none. */
    Integer toldOffset() {
        if (offset != null || href == null) {
            return offset;
        }
        Matcher told = OFFSET.matcher(href);
        return told.find() ? Integer.valueOf(told.group(1)) : null;
    }

    /** Puts the entries of another list behind its own. */
    void append(Page other) {
        other.items.forEach(item -> items.add(new Item(entries + item.index(), item.row())));
        for (Other each : other.others) {
            others.add(
                    each instanceof Rejected rejected
                            ? new Rejected(entries + each.index(), rejected.rejection(), rejected.isForeign())
                            : new Skipped(entries + each.index(), ((Skipped) each).reason()));
        }
        entries += other.entries;
    }

    /** Returns whether its entries are the first ones of another list. */
    boolean beginsOf(Page longer) {
        return items.size() <= longer.items.size()
                && entries <= longer.entries
                && IntStream.range(0, items.size()).allMatch(item -> isSame(items.get(item), longer.items.get(item)));
    }

    private static boolean isSame(Item one, Item other) {
        return one.index() == other.index()
                && Arrays.equals(one.row().get("song_id").bytes, other.row().get("song_id").bytes);
    }
}
