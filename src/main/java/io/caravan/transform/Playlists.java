package io.caravan.transform;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The playlists of a raw object, and to which of them a page belongs. */
final class Playlists {
    private static final Pattern IN_HREF = Pattern.compile("/playlists/([A-Za-z0-9]{22})(?:[/?]|$)");
    private static final Pattern SAVED = Pattern.compile("/v1/me/tracks(?:[/?]|$)");
    private static final Pattern LIKED = Pattern.compile("(?i)(?:liked|saved)[ _-]?(?:songs?|tracks?)?");
    /** The songs that a user likes are no playlist of Spotify's, and one of ours. */
    private static final String LIKED_SONGS = "liked-songs";

    private static final int MOST_PLAYLISTS = 10_000;

    private final String key;
    /** By id; the one that has none under null. */
    private final Map<String, Playlist> byId = new LinkedHashMap<>();

    private Playlist current;
    private boolean own;

    Playlists(String key) {
        this.key = key;
    }

    /** The raw object is Caravan's: it holds one playlist object, and all pages after it belong to that. */
    void areOwn() {
        own = true;
    }

    Collection<Playlist> all() {
        return byId.values();
    }

    boolean contains(String id) {
        return byId.containsKey(id);
    }

    /**
     * Adds an entry that stands alone.
     *
     * @param id the playlist that it names; null for the one before it
     */
    void add(Page page, String id) {
        if (id != null && !own) {
            add(page, playlist(id));
        } else {
            add(page, current == null ? unnamed("") : current);
        }
    }

    /** Adds a page or a playlist. */
    void add(RawObject object) {
        Playlist playlist = own ? ownPlaylist(object, object.place) : playlist(object, object.place);
        playlist.learn(object.facts);
        Page page = object.entryPage();
        if (object.id != null && object.isPlaylist() && page.toldOffset() == null) {
            page.offset = 0; // a page goes on where the one before ended, a playlist begins
        }
        add(page, playlist);
    }

    private void add(Page page, Playlist playlist) {
        current = playlist;
        if (!playlist.add(page)) {
            throw unreadable(
                    "it holds two entries at the same position of %s; an object may hold one read of a playlist"
                            .formatted(playlist.shown()));
        }
    }

    private Playlist playlist(RawObject object, Object where) {
        String id = object.playlistId();
        if (id != null) {
            return playlist(id);
        }
        boolean isOther =
                object.isPlaylist() || object.facts.get("playlist_name").isValue();
        return isOther || current == null ? unnamed(where) : current;
    }

    private Playlist playlist(String id) {
        if (byId.size() > MOST_PLAYLISTS) {
            throw unreadable("it holds more than " + MOST_PLAYLISTS + " playlists");
        }
        return byId.computeIfAbsent(id, Playlist::new);
    }

    /** Returns the playlist that an address of Spotify's API is of, or null. */
    static String idIn(String href) {
        Matcher matcher = IN_HREF.matcher(href == null ? "" : href);
        if (matcher.find()) {
            return matcher.group(1);
        }
        return href != null && SAVED.matcher(href).find() ? LIKED_SONGS : null;
    }

    /** Returns the playlist for which a name stands where somebody keeps several, or null. */
    static String idOfName(String name) {
        return LIKED.matcher(name).matches() ? LIKED_SONGS : SpotifyIds.playlistIn(name);
    }

    private Playlist unnamed(Object where) {
        if (own) {
            throw unreadable("its header is not followed by one playlist object and its pages" + where);
        }
        if (byId.containsKey(null)) {
            throw unreadable("it holds several playlists without an id, which cannot be told apart" + where);
        }
        return byId.computeIfAbsent(null, Playlist::new);
    }

    private Playlist ownPlaylist(RawObject object, Object where) {
        if (object.id == null) {
            return current == null ? unnamed(where) : current;
        }
        if (current == null || object.id.equals(current.id())) {
            return byId.computeIfAbsent(object.id, Playlist::new);
        }
        throw unreadable("its header is followed by more than one playlist object" + where);
    }

    /** Refuses an object that holds no playlist, or one without its items: that is not an empty playlist. */
    void checkComplete() {
        if (byId.isEmpty()) {
            throw unreadable("it holds no playlist and no entry");
        }
        for (Playlist playlist : byId.values()) {
            if (!playlist.hasItems()) {
                throw unreadable(
                        ("%s has no items: it holds no page of them and none follows; Spotify leaves them out for a user"
                                        + " who neither owns the playlist nor collaborates on it")
                                .formatted(playlist.shown()));
            }
            playlist.foreignEntries().ifPresent(problem -> {
                throw unreadable(problem);
            });
        }
    }

    private UnreadableSnapshotException unreadable(String problem) {
        return new UnreadableSnapshotException(key, problem);
    }
}
