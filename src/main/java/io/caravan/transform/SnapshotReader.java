package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Recognizes the forms in which playlists lie in lakes. Every form is a sequence of JSON values, each an object or a list of
 * objects, and each object is one of four: Caravan's header, an entry, a page (its {@code items} are a list), a playlist (its {@code
 * items} or {@code tracks} are a page). Keys may come in any order, so an object is what its keys have made of it at its end; only an
 * entry is recognized by its first telling key.
 */
final class SnapshotReader {
    private static final int SHOWN_LENGTH = 60;

    private final JsonReader json;
    private final Users users;
    private final Limits limits;
    private final SnapshotBuilder builder;
    private final Fields fields;
    private final EntryReader entries;
    private long seen;

    SnapshotReader(JsonReader json, Limits limits, Users users, SnapshotBuilder builder) {
        this.json = json;
        this.users = users;
        this.limits = limits;
        this.builder = builder;
        this.fields = new Fields(json);
        this.entries = new EntryReader(json, users);
    }

    /** Where in the decompressed text a value begins. */
    private record Place(long line, long offset) {

        /** Returns it for a message. */
        @Override
        public String toString() {
            return " (line %d, byte %d)".formatted(line, offset);
        }
    }

    private Place place() {
        return new Place(json.line(), json.tokenOffset());
    }

    /** Reads all values and hands what they hold to the builder. */
    void readAll() throws IOException {
        try {
            if (!json.begin()) {
                throw builder.unreadable("it is not UTF-8");
            }
            while (json.nextRoot() != null) {
                readValue();
            }
        } catch (MalformedJsonException e) {
            throw builder.unreadable(
                    (e.isBeyondLimit() ? "it is beyond a limit: " : "it is not JSON or ends too early: ")
                            + e.getMessage()
                            + new Place(json.line(), json.offset()),
                    e);
        }
        if (json.offset() == 0) {
            throw builder.unreadable("it is empty (0 bytes)");
        }
    }

    private void readValue() throws IOException {
        if (json.token() != JsonToken.START_ARRAY) {
            readObject();
            return;
        }
        while (json.nextElement() != JsonToken.END_ARRAY) {
            if (json.token() == JsonToken.VALUE_NULL) {
                Place start = place();
                accept(start, entries.read());
            } else {
                readObject();
            }
        }
    }

    private void readObject() throws IOException {
        if (json.token() != JsonToken.START_OBJECT) {
            throw unreadable("it holds %s where a page, a playlist or an entry was expected".formatted(fields.shown()));
        }
        Place start = place();
        json.mark();
        RawObject object = new RawObject();
        fields.restart();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (object.isEntryFrom(field)) {
                accept(start, entries.readFrom(field));
                return;
            }
            readField(object, field);
        }
        json.unmark();
        if (fields.misfit() != null) {
            throw builder.unreadable(fields.misfit() + ", in the object that begins there" + start);
        }
        if (!object.isHeader) {
            builder.add(object, start.toString());
        }
    }

    private void readField(RawObject object, String field) throws IOException {
        if (object.isHeader) {
            skip(field);
            return;
        }
        switch (field) {
            case "caravan" -> {
                readHeader();
                object.isHeader = true;
            }
            case "items", "tracks" -> readItems(object, field);
            case "id" -> object.id = fields.id("id");
            case "name" -> object.facts.set("playlist_name", fields.cell("name"));
            case "type" -> object.type = fields.text("type");
            case "snapshot_id" -> object.facts.set("snapshot_id", fields.cell("snapshot_id"));
            case "owner" -> object.facts.set("owner_id", users.cell(fields.idWithin("owner", "owner.id")));
            case "external_urls" ->
                object.facts.set("url", fields.cellWithin("external_urls", "spotify", "external_urls.spotify"));
            case "error" -> {
                object.isError = true;
                skip(field);
            }
            default -> readPageField(object.page, field);
        }
    }

    private void readItems(RawObject object, String field) throws IOException {
        JsonToken token = json.token();
        object.claimsItems |= token != JsonToken.START_ARRAY;
        if (object.entries() > 0) {
            json.skip(); // the same entries under their other name
        } else if (token == JsonToken.START_ARRAY && field.equals("items")) {
            readEntries(object.page);
        } else if (token == JsonToken.START_OBJECT) {
            readPage(object);
        } else if (token != JsonToken.VALUE_NULL) {
            throw unreadable("%s is %s, expected a page".formatted(field, fields.shown()));
        }
    }

    /** Reads the page inside of a playlist. */
    private void readPage(RawObject object) throws IOException {
        Page page = new Page();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            JsonToken token = json.token();
            if (!field.equals("items") || token == JsonToken.VALUE_NULL) {
                readPageField(page, field);
            } else if (token == JsonToken.START_ARRAY) {
                readEntries(page);
            } else {
                throw unreadable("items is %s, expected a list".formatted(fields.shown()));
            }
        }
        if (object.inner == null || page.hasItems) {
            object.inner = page;
        }
    }

    private void readPageField(Page page, String field) throws IOException {
        switch (field) {
            case "offset" -> {
                page.offset = fields.whole("offset");
                if (page.offset != null && page.offset < 0) {
                    throw unreadable("the offset of a page is " + page.offset);
                }
            }
            case "total" -> page.total = fields.number("total");
            case "href" -> page.href = fields.text("href");
            default -> skip(field);
        }
    }

    private void readEntries(Page page) throws IOException {
        page.hasItems = true;
        while (json.nextElement() != JsonToken.END_ARRAY) {
            Place start = place();
            json.mark();
            accept(page, entries.read(), start);
        }
    }

    /** Takes an entry that stands in no page, as a page of its own without an offset. */
    private void accept(Place start, Entry entry) throws IOException {
        Page page = new Page();
        page.hasItems = true;
        if (entry instanceof Entry.Foreign) {
            throw builder.unreadable("it holds an object that is no page, no playlist and no entry" + start);
        }
        accept(page, entry, start);
        builder.add(page);
    }

    private void accept(Page page, Entry entry, Place start) throws IOException {
        seen++;
        if (json.offset() - start.offset() > limits.maxEntryBytes()) {
            checkSize("entry " + seen, start.offset());
        }
        if (entry instanceof Entry.Added added) {
            builder.add(page, added);
        } else if (entry instanceof Entry.Skipped skipped) {
            builder.skip(page, skipped);
        } else if (entry instanceof Entry.Misfit misfit) {
            builder.reject(page, rejection(misfit.reason(), start), false);
        } else if (entry instanceof Entry.Foreign foreign) {
            builder.reject(page, rejection(foreign.reason(), start), true);
        }
        json.unmark();
    }

    private Rejection rejection(String reason, Place start) throws IOException {
        return new Rejection(start.line(), seen, reason, EntryText.compact(json.since(start.offset())));
    }

    private void readHeader() throws IOException {
        try {
            builder.header(Header.read(json, fields));
        } catch (IllegalArgumentException e) {
            throw unreadable(e.getMessage());
        }
    }

    private void skip(String field) throws IOException {
        long start = json.tokenOffset();
        json.skip();
        checkSize(field, start);
    }

    private void checkSize(String what, long start) {
        long size = json.offset() - start;
        if (size > limits.maxEntryBytes()) {
            throw unreadable("%s takes %d bytes, the limit is %d"
                    .formatted(Excerpt.of(what, SHOWN_LENGTH), size, limits.maxEntryBytes()));
        }
    }

    private UnreadableSnapshotException unreadable(String problem) {
        return builder.unreadable(problem + place());
    }
}
