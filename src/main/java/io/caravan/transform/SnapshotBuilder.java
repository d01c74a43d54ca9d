package io.caravan.transform;

import io.caravan.model.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gathers what a raw object holds and completes it at its end, when its name and its playlists are known. */
final class SnapshotBuilder {
    private static final Pattern OWN_PLAYLIST_ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final RawSource source;
    private final RawBytes raw;
    private final RawKey key;
    private final CatalogueRows catalogue = new CatalogueRows();
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final List<Rejection> rejections = new ArrayList<>();
    private final Playlists playlists;
    private Header header;
    private long tracks;
    private long foreign;

    SnapshotBuilder(RawSource source, RawBytes raw, DayFirst dayFirst) {
        this.source = source;
        this.raw = raw;
        this.key = new RawKey(source.key(), dayFirst);
        this.playlists = new Playlists(source.key());
        for (SkipReason reason : SkipReason.values()) {
            skipped.put(reason, 0L);
        }
        if (source.archived() != null) {
            raw.isNamed();
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
        if (header != null || !playlists.all().isEmpty() || seen() > 0) {
            throw unreadable("it holds a header of Caravan after its first line");
        }
        header = first;
        playlists.areOwn();
        raw.isNamed();
    }

    void add(Page page, Entry.Added added) {
        tracks++;
        catalogue.add(added.track(), added.item().get("added_at"));
        page.items.add(new Page.Item(page.entries++, added.item()));
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

    /** Takes an entry that stands alone, as a page of its own. */
    void add(Page page) {
        playlists.add(page);
    }

    /** Takes a page or a playlist. */
    void add(RawObject object, String where) {
        if (!object.isPlaylist() && !object.isPage()) {
            throw unreadable((object.isError
                            ? "it holds an error that Spotify answered, not a playlist"
                            : "it holds an object that is no page, no playlist and no entry")
                    + where);
        }
        playlists.add(object, where);
    }

    /** Completes all rows. */
    Snapshot build(boolean gzipped) {
        playlists.checkComplete();
        if (foreign > 0 && foreign == seen()) {
            throw unreadable("its items are no entries of a playlist: "
                    + rejections.get(0).reason());
        }
        return header == null ? foreignSnapshot(gzipped) : ownSnapshot(gzipped);
    }

    private Snapshot foreignSnapshot(boolean gzipped) {
        if (source.archived() != null) {
            return snapshot(
                    source.archived().snapshot(),
                    new Header(null, source.archived().extractedAt(), true),
                    gzipped);
        }
        String name = key.slug() + "_" + raw.keyedSha256().substring(0, 12);
        Instant extractedAt = key.time().orElse(source.lastModified()).truncatedTo(ChronoUnit.MILLIS);
        return snapshot(name, new Header(null, extractedAt, true), gzipped);
    }

    private Snapshot ownSnapshot(boolean gzipped) {
        String id = playlists.all().iterator().next().id();
        if (!OWN_PLAYLIST_ID.matcher(id).matches()) {
            throw unreadable("its playlist's id is \"%s\", expected letters and digits".formatted(Excerpt.of(id, 100)));
        }
        return snapshot(id + "_" + Timestamps.compact(header.extractedAt()), header, gzipped);
    }

    private Snapshot snapshot(String name, Header facts, boolean gzipped) {
        Map<Table, TableRows> rows = new EnumMap<>(Table.class);
        for (Table table : Table.ofSnapshots()) {
            rows.put(table, new TableRows(table, facts.extractedAt(), name));
        }
        catalogue.addTo(rows);
        List<PlaylistRead> reads = new ArrayList<>();
        for (Playlist playlist : playlists.all()) {
            reads.add(playlist.addTo(rows, finalId(playlist, name), facts.extractedAt()));
        }
        List<Withheld> withheld = new ArrayList<>();
        rows.values().forEach(each -> each.addWithheld(withheld::add));
        Collections.sort(withheld);
        return new Snapshot(
                name,
                facts.extractedAt(),
                facts.runId(),
                header != null,
                facts.consistent(),
                raw.sha256(),
                gzipped,
                seen(),
                skipped,
                rejections,
                reads,
                rows,
                withheld);
    }

    /** Returns a playlist's id; where the raw object does not tell it, that in its key. */
    private String finalId(Playlist playlist, String name) {
        if (playlist.id() != null) {
            return playlist.id();
        }
        String id = playlistIdFromKey().orElse("unknown:" + name);
        if (playlists.contains(id)) {
            throw unreadable("it holds the playlist %s with and without its id".formatted(id));
        }
        return id;
    }

    private Optional<String> playlistIdFromKey() {
        return source.archived() == null
                ? key.playlistId()
                : Optional.ofNullable(source.archived().playlistId());
    }

    private long seen() {
        return tracks + skipped.values().stream().mapToLong(Long::longValue).sum() + rejections.size();
    }
}
