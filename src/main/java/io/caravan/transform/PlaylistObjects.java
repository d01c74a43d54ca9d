package io.caravan.transform;

import java.util.List;
import java.util.function.Consumer;

/**
 * Tells what the objects of a raw object's top level are: playlists and pages, or what somebody has wrapped around these; hands on
 * those that hold entries, and refuses what could be one thing or another.
 */
final class PlaylistObjects {
    private static final int SHOWN_LENGTH = 60;

    private final String key;
    private final Playlists playlists;
    private final Consumer<Page> counts;

    /**
     * Begins with none.
     *
     * @param key of the raw object
     * @param playlists take the objects that hold entries
     * @param counts takes their pages
     */
    PlaylistObjects(String key, Playlists playlists, Consumer<Page> counts) {
        this.key = key;
        this.playlists = playlists;
        this.counts = counts;
    }

    /**
     * Takes an object of the top level.
     *
     * @throws UnreadableSnapshotException if nobody can tell what it is
     */
    void add(RawObject object) {
        if (object.misfit != null) {
            throw unreadable(object.misfit + ", in the object that begins there" + object.place);
        }
        List<RawObject> listed =
                object.wrapped.stream().filter(RawObject::hasEntries).toList();
        object.wrapped.stream()
                .filter(facts ->
                        facts.isFacts && facts.isAboutPlaylist() && (!facts.hasEntries() || isRepeated(facts, object)))
                .forEach(object::learn);
        boolean hasOwn = object.entryPage().hasItems;
        if (listed.stream().anyMatch(each -> hasOwn ? !isRepeated(each, object) : isAmbiguous(each, listed, object))) {
            throw unreadable("it holds entries in several places (its fields are " + object.names
                    + "), which may be those of one playlist or of several" + object.place);
        }
        if (!hasOwn && !listed.isEmpty()) {
            object.wrapped.stream()
                    .filter(wrapped -> wrapped.hasEntries() || wrapped.lacksEntries())
                    .forEach(wrapped -> addWrapped(object, wrapped));
        } else if (object.isPlaylist() || object.isPage()) {
            addListed(object);
        } else if (object.named.isEmpty()) {
            throw unreadable((object.isError
                            ? "it holds an error that Spotify answered, not a playlist"
                            : "it holds an object that is no page, no playlist and no entry"
                                    + (object.type == null
                                            ? ForeignForm.ofObject(object.names)
                                            : ": it is of the type " + Excerpt.of(object.type, SHOWN_LENGTH)))
                    + object.place + "; its fields are " + object.names);
        }
        object.named.forEach(this::addListed);
    }

    private void addListed(RawObject object) {
        if (object.entryPage().problem != null) {
            throw unreadable(object.entryPage().problem + ", in the page that begins there" + object.place);
        }
        playlists.add(object);
        counts.accept(object.entryPage());
    }

    /** The first page of a playlist may stand beside all of its entries. */
    private static boolean isRepeated(RawObject wrapped, RawObject around) {
        return wrapped.isFacts
                && wrapped.entryPage().hasItems
                && wrapped.entryPage().beginsOf(around.entryPage());
    }

    /** Lists under several names may be several playlists, or the same one twice: without ids and offsets nobody can tell. */
    private static boolean isAmbiguous(RawObject wrapped, List<RawObject> listed, RawObject around) {
        return listed.size() > 1
                && wrapped.isNamed
                && !wrapped.tellsPlaylist()
                && (around.playlistId() == null || wrapped.entryPage().toldOffset() == null);
    }

    /** What a page or a playlist does not say about itself, the object may that somebody wrapped around it. */
    private void addWrapped(RawObject around, RawObject wrapped) {
        if (wrapped.playlistId() == null && around.isAboutPlaylist()) {
            wrapped.learn(around);
        }
        add(wrapped);
    }

    private UnreadableSnapshotException unreadable(String problem) {
        return new UnreadableSnapshotException(key, problem);
    }
}
