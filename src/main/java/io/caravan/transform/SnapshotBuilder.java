package io.caravan.transform;

import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers what a raw object holds and completes it at its end, when its name and its playlists are known. */
final class SnapshotBuilder {
    private static final int MOST_PARTS = 10_000;

    private final RawSource source;
    private final RawBytes raw;
    private final JsonBytes text;
    private final SnapshotIdentity identity;
    private final CatalogueRows catalogue = new CatalogueRows();
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final List<Rejection> rejections = new ArrayList<>();
    private final Playlists playlists;
    private final PlaylistObjects objects;
    private final Repairs repairs = new Repairs();
    private Header header;
    private long tracks;
    /** Entries that were come upon; the same one twice counts twice here. */
    private long count;

    private int parts;

    SnapshotBuilder(RawSource source, RawBytes raw, JsonBytes text, DayFirst dayFirst, NamedPlaylists named) {
        this.source = source;
        this.raw = raw;
        this.text = text;
        this.identity = new SnapshotIdentity(source, raw, dayFirst, named);
        this.playlists = new Playlists(source.key());
        this.objects = new PlaylistObjects(source.key(), playlists, this::count);
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
        if (header != null || !playlists.all().isEmpty() || count > 0) {
            throw unreadable("it holds a header of Caravan after its first line");
        }
        header = first;
        playlists.areOwn();
        raw.isNamed();
    }

    Repairs repairs() {
        return repairs;
    }

    /** Returns the how-manieth entry of the raw object the next one is, from 1. */
    long count() {
        return ++count;
    }

    void add(Page page, Entry.Added added) {
        catalogue.add(added.track(), added.item().get("added_at"));
        page.items.add(new Page.Item(page.entries++, added.item()));
    }

    void skip(Page page, Entry.Skipped entry) {
        page.others.add(new Page.Skipped(page.entries++, entry.reason()));
    }

    /** Takes an entry that becomes no row; a foreign one does not even look like an entry. */
    void reject(Page page, Rejection rejection, boolean isForeign) {
        page.others.add(new Page.Rejected(page.entries++, rejection, isForeign));
    }

    /**
     * Takes an entry that stands alone, as a page of its own.
     *
     * @param playlistId the playlist that it names, or null
     */
    void add(Page page, String playlistId) {
        playlists.add(page, playlistId);
        count(page);
    }

    /** Takes an object of the raw object's top level. */
    void add(RawObject object) {
        objects.add(object);
    }

    /** Counts an object or a text that is kept until the raw object has been read. */
    void countPart() {
        if (++parts > MOST_PARTS) {
            throw unreadable("it holds more than " + MOST_PARTS + " objects and texts in which entries may be");
        }
    }

    boolean isOwn() {
        return header != null;
    }

    private void count(Page page) {
        tracks += page.items.size();
        for (Page.Other other : page.others) {
            if (other instanceof Page.Skipped entry) {
                skipped.merge(entry.reason(), 1L, Long::sum);
            } else if (other instanceof Page.Rejected entry) {
                rejections.add(entry.rejection());
            }
        }
    }

    /**
     * Says what was found in the place of JSON.
     *
     * @param rest what stands there
     */
    UnreadableSnapshotException malformed(MalformedJsonException e, String rest, Place place) {
        if (e.isBeyondLimit()) {
            return unreadable("it is beyond a limit: " + e.getMessage() + place, e);
        }
        String what = e.getMessage().endsWith("where UTF-8 was expected")
                ? "it is not UTF-8, and no other encoding but UTF-16 is read"
                : TextForm.of(text.head(), rest).orElse("it is not JSON or ends too early");
        return unreadable(what + ": " + e.getMessage() + place, e);
    }

    /** Says what was found in the place of an object; a line of CSV may be JSON as far as its first comma. */
    UnreadableSnapshotException noObject(String problem, Place place) {
        return unreadable(
                (TextForm.isTable(text.head()) ? TextForm.of(text.head(), "").orElseThrow() + ": " : "")
                        + problem
                        + place);
    }

    /** Completes all rows. */
    Snapshot build(boolean gzipped) {
        playlists.checkComplete();
        return header == null
                ? snapshot(identity.foreignName(), identity.foreignHeader(), gzipped)
                : snapshot(identity.ownName(playlists.all().iterator().next().id(), header), header, gzipped);
    }

    private Snapshot snapshot(String name, Header facts, boolean gzipped) {
        Map<Table, TableRows> rows = new EnumMap<>(Table.class);
        for (Table table : Table.ofSnapshots()) {
            rows.put(table, new TableRows(table, facts.extractedAt(), name));
        }
        catalogue.addTo(rows);
        List<PlaylistRead> reads = new ArrayList<>();
        String givenId = null;
        for (Playlist playlist : playlists.all()) {
            String id = finalId(playlist);
            givenId = playlist.id() == null ? id : givenId;
            reads.add(playlist.addTo(rows, id, facts.extractedAt()));
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
                repairs.byField(),
                reads,
                givenId,
                rows,
                withheld);
    }

    /** Returns a playlist's id; where the raw object does not tell it, what its key does. */
    private String finalId(Playlist playlist) {
        if (playlist.id() != null) {
            return playlist.id();
        }
        String id = identity.playlistId();
        if (playlists.contains(id)) {
            throw unreadable("it holds the playlist %s with and without its id".formatted(id));
        }
        return id;
    }

    private long seen() {
        return tracks + skipped.values().stream().mapToLong(Long::longValue).sum() + rejections.size();
    }
}
