package io.caravan.transform;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers what a raw object holds and completes it at its end, when its name and its playlists are known. */
final class SnapshotBuilder {
    private static final Pattern PLAYLIST_IN_HREF = Pattern.compile("/playlists/([A-Za-z0-9]{22})(?:[/?]|$)");
    private static final Pattern OWN_PLAYLIST_ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final RawSource source;
    private final RawBytes raw;
    private final UserIds userIds;
    private final RawKey key;
    private final Map<String, String> shownUserIds = new HashMap<>();
    private final CatalogueRows catalogue = new CatalogueRows();
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<String, Playlist> playlists = new LinkedHashMap<>();
    private Playlist current;
    private Header header;
    private long tracks;
    private long foreign;

    SnapshotBuilder(RawSource source, RawBytes raw, UserIds userIds) {
        this.source = source;
        this.raw = raw;
        this.userIds = userIds;
        this.key = new RawKey(source.key());
        for (SkipReason reason : SkipReason.values()) {
            skipped.put(reason, 0L);
        }
    }

    UnreadableSnapshotException unreadable(String problem) {
        return unreadable(problem, null);
    }

    UnreadableSnapshotException unreadable(String problem, Exception cause) {
        return new UnreadableSnapshotException(source.key(), problem, cause);
    }

    /** Takes the first line of an object of Caravan's own. */
    void header(Header first) {
        if (header != null || current != null) {
            throw unreadable("it holds a header of Caravan after its first line");
        }
        header = first;
        raw.isNamed();
    }

    void add(Page page, Entry.Added added) {
        tracks++;
        catalogue.add(added.track(), added.addedAt());
        page.items.add(new Page.Item(
                page.entries++,
                added.track().id(),
                added.addedAt(),
                shown(added.addedBy()),
                added.track().popularity()));
    }

    void skip(Page page, Entry.Skipped entry) {
        page.entries++;
        skipped.merge(entry.reason(), 1L, Long::sum);
    }

    /** Takes an entry that becomes no row; a foreign one does not even look like an entry. */
    void reject(Page page, Rejection rejection, boolean isForeign) {
        page.entries++;
        rejections.add(rejection);
        foreign += isForeign ? 1 : 0;
    }

    /** Takes a page that has nothing around it: it belongs to the playlist before it. */
    void add(Page page) {
        if (current == null) {
            current = playlist(null);
        }
        addTo(current, page);
    }

    /** Takes a page or a playlist. */
    void add(RawObject object, String where) {
        if (!object.isPlaylist() && !object.isPage()) {
            throw unreadable((object.isError
                            ? "it holds an error that Spotify answered, not a playlist"
                            : "it holds an object that is no page, no playlist and no entry")
                    + where);
        }
        current = playlistOf(object, where);
        current.learn(new Playlist.Facts(object.name, shown(object.ownerId), object.snapshotId, object.url));
        addTo(current, object.entryPage());
    }

    private Playlist playlistOf(RawObject object, String where) {
        if (header != null) {
            return ownPlaylist(object, where);
        }
        String id = object.id;
        id = id == null ? idIn(object.entryPage().href) : id;
        id = id == null ? idIn(object.page.href) : id;
        if (id != null) {
            return playlist(id);
        }
        if (!object.isPlaylist()) {
            return current == null ? playlist(null) : current;
        }
        if (playlists.containsKey(null)) {
            throw unreadable("it holds several playlists without an id, which cannot be told apart" + where);
        }
        return playlist(null);
    }

    /** All pages of an object of ours belong to its one playlist. */
    private Playlist ownPlaylist(RawObject object, String where) {
        if (object.id != null && (current == null || object.id.equals(current.id()))) {
            return playlist(object.id);
        }
        if (object.id != null || current == null) {
            throw unreadable("its header is not followed by one playlist object and its pages" + where);
        }
        return current;
    }

    private Playlist playlist(String id) {
        return playlists.computeIfAbsent(id, Playlist::new);
    }

    private static String idIn(String href) {
        Matcher matcher = PLAYLIST_IN_HREF.matcher(href == null ? "" : href);
        return matcher.find() ? matcher.group(1) : null;
    }

    private void addTo(Playlist playlist, Page page) {
        if (!playlist.add(page)) {
            throw unreadable(
                    "it holds two entries at the same position of the playlist %s; an object may hold one read of a playlist"
                            .formatted(Excerpt.of(String.valueOf(playlist.id()), 100)));
        }
    }

    private String shown(String userId) {
        return userId == null ? null : shownUserIds.computeIfAbsent(userId, userIds::shown);
    }

    /** Completes all rows. */
    Snapshot build(boolean gzipped) {
        checkComplete();
        String name = header == null
                ? key.slug() + "_" + raw.keyedSha256().substring(0, 12)
                : current.id() + "_" + Timestamps.inName(header.extractedAt());
        Instant extractedAt = header == null
                ? key.time().orElse(source.lastModified()).truncatedTo(ChronoUnit.MILLIS)
                : header.extractedAt();
        return new Snapshot(
                name,
                extractedAt,
                header == null ? null : header.runId(),
                header != null,
                header == null || header.consistent(),
                raw.sha256(),
                gzipped,
                seen(),
                skipped,
                rejections,
                rows(name, Timestamps.cell(extractedAt)));
    }

    private long seen() {
        return tracks + skipped.values().stream().mapToLong(Long::longValue).sum() + rejections.size();
    }

    private void checkComplete() {
        if (current == null) {
            throw unreadable("it holds no playlist and no entry");
        }
        if (header != null && !OWN_PLAYLIST_ID.matcher(current.id()).matches()) {
            throw unreadable("its playlist's id is \"%s\", expected letters and digits"
                    .formatted(Excerpt.of(current.id(), 100)));
        }
        for (Playlist playlist : playlists.values()) {
            if (!playlist.hasItems()) {
                throw unreadable(
                        ("the playlist %s has no items: it holds no page of them and none follows; Spotify leaves them out"
                                        + " for a user who neither owns the playlist nor collaborates on it")
                                .formatted(Excerpt.of(String.valueOf(playlist.id()), 100)));
            }
        }
        if (foreign > 0 && foreign == seen()) {
            throw unreadable("its items are no entries of a playlist: "
                    + rejections.get(0).reason());
        }
    }

    private Map<Table, List<List<String>>> rows(String name, String extractedAt) {
        Map<Table, List<String[]>> rows = new EnumMap<>(catalogue.rows());
        rows.put(Table.PLAYLIST, new ArrayList<>());
        rows.put(Table.PLAYLIST_ITEMS, new ArrayList<>());
        for (Playlist playlist : playlists.values()) {
            String id = playlist.id() == null ? key.playlistId().orElse("unknown:" + name) : playlist.id();
            if (playlist.id() == null && playlists.containsKey(id)) {
                throw unreadable("it holds the playlist %s with and without its id".formatted(id));
            }
            rows.get(Table.PLAYLIST).add(playlist.row(id, extractedAt));
            rows.get(Table.PLAYLIST_ITEMS).addAll(playlist.itemRows(id));
        }
        Map<Table, List<List<String>>> complete = new EnumMap<>(Table.class);
        rows.forEach((table, partial) -> complete.put(table, new RowList(partial, extractedAt, name)));
        return complete;
    }
}
