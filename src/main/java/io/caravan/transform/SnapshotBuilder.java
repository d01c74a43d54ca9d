package io.caravan.transform;

import io.caravan.model.Table;
import io.caravan.text.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Gathers what a raw object holds and completes it at its end, when its name and its playlists are known. */
final class SnapshotBuilder {
    /** Begins the id of a playlist of which nobody knows Spotify's. */
    private static final String UNKNOWN = "unknown:";

    private static final int MOST_PARTS = 10_000;
    private static final int SHOWN_LENGTH = 60;
    private static final Pattern OWN_PLAYLIST_ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final RawSource source;
    private final RawBytes raw;
    private final JsonBytes text;
    private final NamedPlaylists named;
    private final RawKey key;
    private final CatalogueRows catalogue = new CatalogueRows();
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final List<Rejection> rejections = new ArrayList<>();
    private final Playlists playlists;
    private final Repairs repairs = new Repairs();
    private Header header;
    private long tracks;
    /** Entries that were come upon; the same one twice counts twice here. */
    private long count;

    private int parts;

    SnapshotBuilder(RawSource source, RawBytes raw, JsonBytes text, DayFirst dayFirst, NamedPlaylists named) {
        this.named = named;
        this.source = source;
        this.raw = raw;
        this.text = text;
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
        count(object.entryPage());
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

    /** Returns a playlist's id; where the raw object does not tell it, that in its key. */
    private String finalId(Playlist playlist) {
        if (playlist.id() != null) {
            return playlist.id();
        }
        String id = source.archived() == null ? idFromKey() : idFromArchive();
        if (playlists.contains(id)) {
            throw unreadable("it holds the playlist %s with and without its id".formatted(id));
        }
        return id;
    }

    private String idFromKey() {
        return named.idOf(key).or(key::playlistId).orElseGet(() -> UNKNOWN + key.slugWithoutTime());
    }

    private String idFromArchive() {
        String snapshot = source.archived().snapshot();
        String id = source.archived().playlistId();
        return id == null ? UNKNOWN + RawKey.slugWithoutTime(snapshot.substring(0, snapshot.lastIndexOf('_'))) : id;
    }

    private long seen() {
        return tracks + skipped.values().stream().mapToLong(Long::longValue).sum() + rejections.size();
    }
}
