package io.caravan.transform;

import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.List;

/** A list of entries with what stands around it; the offset may stand after the entries. */
final class Page {
    /** A row of {@link Table#PLAYLIST_ITEMS} that does not know its playlist and its place there yet. */
    record Item(long index, Cells row) {}

    final List<Item> items = new ArrayList<>();
    /** Whether there is a list of entries, be it empty. */
    boolean hasItems;
    /** Entries of all kinds. */
    long entries;

    Integer offset;
    Cell total = Cell.WITHHELD;
    String href;
}
