package io.caravan.transform;

import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.List;

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

    final List<Item> items = new ArrayList<>();
    final List<Other> others = new ArrayList<>();
    /** Whether there is a list of entries, be it empty. */
    boolean hasItems;
    /** Entries of all kinds. */
    long entries;

    Integer offset;
    Cell total = Cell.WITHHELD;
    String href;
}
