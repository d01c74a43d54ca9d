package io.caravan.transform;

import io.caravan.model.Table;

/** An object of a raw object's top level, as far as its keys have told what it is. */
final class RawObject {
    String id;
    String type;
    /** What a playlist says about itself: its row of {@link Table#PLAYLIST}, as far as that is told here. */
    final Cells facts = new Cells(Table.PLAYLIST);

    boolean isHeader;
    boolean isError;
    /** Whether a key says that there should be a page inside. */
    boolean claimsItems;
    /** What stands in the object itself: all of it if the object is a page. */
    final Page page = new Page();
    /** The page under {@code items} or {@code tracks}, or null. */
    Page inner;

    /** Returns whether a field tells that the object is an entry; an entry has no id and no type of its own. */
    boolean isEntryFrom(String field) {
        return switch (field) {
            case "item", "track", "added_at", "added_by", "is_local" ->
                id == null && type == null && !isHeader && !claimsItems && !page.hasItems;
            default -> false;
        };
    }

    long entries() {
        return page.entries + (inner == null ? 0 : inner.entries);
    }

    /** Returns the page that holds the entries, of which one at most has any; it has no items if none does. */
    Page entryPage() {
        boolean isInner = inner != null && page.entries == 0 && (inner.hasItems || !page.hasItems);
        return isInner ? inner : page;
    }

    boolean isPlaylist() {
        return type == null ? id != null || claimsItems : type.equals("playlist");
    }

    boolean isPage() {
        return type == null && page.hasItems;
    }
}
