package io.caravan.transform;

import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object or a list that is no entry, as far as its keys have told what it is: a page, a playlist, or what somebody has wrapped
 * around them.
 */
final class RawObject {
    /** Where people keep what a playlist says about itself beside its entries. */
    private static final Set<String> FACTS = Set.of("playlist", "playlist_info", "metadata", "meta", "info", "details");

    /** Where in the raw object it begins. */
    final Place place;

    String id;
    /** What is wrong with its id, or null. */
    String misfit;
    /** The playlist that is named beside a page or an entry. */
    String besideId;

    String type;
    /** What a playlist says about itself: its row of {@link Table#PLAYLIST}, as far as that is told here. */
    final Cells facts = new Cells(Table.PLAYLIST);

    final FieldNames names = new FieldNames();
    /** Whether it stands where somebody keeps what a playlist says about itself apart from its entries. */
    boolean isFacts;

    /** Whether it stands under a name, and not in a list. */
    boolean isNamed;
    /** Whether its list holds playlists, not entries. */
    boolean listsPlaylists;

    boolean isHeader;
    boolean isError;
    /** Whether a key says that there should be a page inside. */
    boolean claimsItems;
    /** What stands in the object itself: all of it if the object is a page. */
    Page page = new Page();
    /** The page under {@code items} or {@code tracks}, or null. */
    Page inner;
    /** What stands under keys that neither a page nor a playlist has. */
    final List<RawObject> wrapped = new ArrayList<>();
    /** The playlists of entries that name them. */
    final List<RawObject> named = new ArrayList<>();
    /** Entries that name their playlist, by its id. */
    private Map<String, Page> byPlaylist = Map.of();

    private String lastNamed;

    RawObject(Place place) {
        this.place = place;
    }

    /**
     * Returns an object of which nothing is known but what it is called.
     *
     * @param name null in a list
     */
    static RawObject named(String name, Place start) {
        RawObject object = new RawObject(start);
        if (name != null) {
            object.isNamed = true;
            object.isFacts = FACTS.contains(name);
            object.listsPlaylists = name.equals("playlists");
            object.besideId = Playlists.idOfName(name);
        }
        return object;
    }

    /** Returns whether a field tells that the object is an entry; an entry has no id and no type of its own. */
    boolean isEntryFrom(String field) {
        return switch (field) {
            case "item", "track", "added_at", "added_by", "is_local", "played_at" ->
                id == null && type == null && !isHeader && !claimsItems && !page.hasItems;
            default -> false;
        };
    }

    private Page pageOf(String playlistId) {
        if (byPlaylist.isEmpty()) {
            byPlaylist = new LinkedHashMap<>();
        }
        return byPlaylist.computeIfAbsent(playlistId, id -> {
            var listed = new Page();
            listed.hasItems = true;
            return listed;
        });
    }

    /**
     * Makes objects of entries that name their playlists; where all name one, this object is that playlist. Those that name none before the
     * first that does are this object's own.
     */
    void tellApart() {
        if (byPlaylist.size() == 1 && (id == null || byPlaylist.containsKey(id))) {
            besideId = byPlaylist.keySet().iterator().next();
            entryPage().append(byPlaylist.values().iterator().next());
            entryPage().hasItems = true;
        } else {
            byPlaylist.forEach((playlistId, listed) -> {
                var playlist = new RawObject(place);
                playlist.id = playlistId;
                playlist.page = listed;
                named.add(playlist);
            });
            if (!byPlaylist.isEmpty() && entries() == 0) {
                page = new Page();
                inner = null;
            }
        }
        byPlaylist = Map.of();
    }

    long entries() {
        return page.entries + (inner == null ? 0 : inner.entries);
    }

    /** Returns whether there is a list of entries, be it empty, in it or in what it wraps. */
    boolean hasEntries() {
        return entryPage().hasItems || !named.isEmpty() || wrapped.stream().anyMatch(RawObject::hasEntries);
    }

    /** Returns whether it, or all that it wraps, names its playlist. */
    boolean tellsPlaylist() {
        return playlistId() != null
                || (!entryPage().hasItems
                        && wrapped.stream().filter(RawObject::hasEntries).allMatch(RawObject::tellsPlaylist));
    }

    /** Returns the playlist that it names, or null. */
    String playlistId() {
        String told = id == null ? Playlists.idIn(entryPage().href) : id;
        told = told == null ? Playlists.idIn(page.href) : told;
        return told == null ? besideId : told;
    }

    /** Returns the playlist that is named beside an entry, or null. */
    String besidePlaylist() {
        return besideId != null
                ? besideId
                : wrapped.stream()
                        .filter(facts -> facts.isFacts && facts.isAboutPlaylist())
                        .map(RawObject::playlistId)
                        .findFirst()
                        .orElse(null);
    }

    /** Returns whether it is a playlist in a list of such that should have entries. */
    boolean lacksEntries() {
        return !hasEntries() && !isFacts && ((claimsItems && !isNamed) || "playlist".equals(type));
    }

    /** Returns whether what it says about itself is about a playlist. */
    boolean isAboutPlaylist() {
        String told = playlistId();
        return "playlist".equals(type)
                || (type == null && told != null && SpotifyIds.isPlaylist(told))
                || (id == null && told != null);
    }

    /** Takes what another object says about the playlist. */
    void learn(RawObject other) {
        if (besideId == null) {
            besideId = other.playlistId();
        }
        facts.learn(other.facts);
    }

    /** Returns whether somebody may miss it: it has entries, or should have, or tells of a playlist. */
    boolean matters() {
        return hasEntries() || isFacts || claimsItems || "playlist".equals(type);
    }

    /** Returns the page of the entries that name their playlist, or follow on one that does. */
    Page pageOfNamed(String playlistId) {
        lastNamed = playlistId == null ? lastNamed : playlistId;
        return lastNamed == null ? null : pageOf(lastNamed);
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
