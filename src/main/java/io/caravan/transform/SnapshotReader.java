package io.caravan.transform;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/**
 * Recognizes the forms in which playlists lie in lakes. Every form is a sequence of JSON values, each an object or a list of
 * objects, and each object is one of four: Caravan's header, an entry, a page (its {@code items} are a list), a playlist (its {@code
 * items} or {@code tracks} are a page). Keys may come in any order, so an object is what its keys have made of it at its end; only an
 * entry is recognized by its first telling key.
 */
final class SnapshotReader {
    private final JsonParser parser;
    private final JsonBytes bytes;
    private final Limits limits;
    private final SnapshotBuilder builder;
    private final Fields fields;
    private final EntryReader entries;
    private long seen;

    SnapshotReader(JsonParser parser, JsonBytes bytes, Limits limits, SnapshotBuilder builder) {
        this.parser = parser;
        this.bytes = bytes;
        this.limits = limits;
        this.builder = builder;
        this.fields = new Fields(parser);
        this.entries = new EntryReader(parser);
    }

    /** Returns where in the decompressed text something is, for a message. */
    private static String at(JsonLocation location) {
        return " (line %d, byte %d)".formatted(location.getLineNr(), location.getByteOffset());
    }

    /** Reads all values and hands what they hold to the builder. */
    void readAll() throws IOException {
        if (parser.currentLocation().getByteOffset() < 0) {
            throw builder.unreadable("it is not UTF-8");
        }
        try {
            while (parser.nextToken() != null) {
                readValue();
            }
        } catch (StreamConstraintsException e) {
            throw unreadable("it is beyond a limit: ", e);
        } catch (JsonProcessingException e) {
            throw unreadable("it is not JSON or ends too early: ", e);
        }
        if (parser.currentLocation().getByteOffset() == 0) {
            throw builder.unreadable("it is empty (0 bytes)");
        }
    }

    private void readValue() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            readObject();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                readBareEntry(parser.currentTokenLocation());
            } else {
                readObject();
            }
        }
    }

    private void readObject() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unreadable("it holds %s where a page, a playlist or an entry was expected".formatted(fields.shown()));
        }
        JsonLocation start = parser.currentTokenLocation();
        RawObject object = new RawObject();
        fields.restart();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            if (object.isEntryFrom(field)) {
                readBareEntry(start);
                return;
            }
            parser.nextToken();
            readField(object, field);
        }
        if (fields.misfit() != null) {
            throw builder.unreadable(fields.misfit() + ", in the object that begins there" + at(start));
        }
        if (!object.isHeader) {
            builder.add(object, at(start));
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
            case "id" -> object.id = fields.id(field);
            case "name" -> object.name = fields.text(field);
            case "type" -> object.type = fields.text(field);
            case "snapshot_id" -> object.snapshotId = fields.text(field);
            case "owner" -> object.ownerId = fields.idWithin(field);
            case "external_urls" -> object.url = fields.textWithin(field, "spotify");
            case "error" -> {
                object.isError = true;
                skip(field);
            }
            default -> readPageField(object.page, field);
        }
    }

    private void readItems(RawObject object, String field) throws IOException {
        JsonToken token = parser.currentToken();
        object.claimsItems |= token != JsonToken.START_ARRAY;
        if (object.entries() > 0) {
            parser.skipChildren(); // the same entries under their other name
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
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
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
                page.offset = fields.whole(field);
                if (page.offset != null && page.offset < 0) {
                    throw unreadable("the offset of a page is " + page.offset);
                }
            }
            case "total" -> page.total = fields.whole(field);
            case "href" -> page.href = fields.text(field);
            default -> skip(field);
        }
    }

    private void readEntries(Page page) throws IOException {
        page.hasItems = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonLocation start = parser.currentTokenLocation();
            accept(page, entries.read(), start);
        }
    }

    /** Reads an entry that stands in no page, as a page of its own without an offset. */
    private void readBareEntry(JsonLocation start) throws IOException {
        Page page = new Page();
        page.hasItems = true;
        Entry entry = entries.read();
        if (entry instanceof Entry.Foreign) {
            throw builder.unreadable("it holds an object that is no page, no playlist and no entry" + at(start));
        }
        accept(page, entry, start);
        builder.add(page);
    }

    private void accept(Page page, Entry entry, JsonLocation start) throws IOException {
        seen++;
        checkSize("entry " + seen, start.getByteOffset());
        if (entry instanceof Entry.Added added) {
            builder.add(page, added);
        } else if (entry instanceof Entry.Skipped skipped) {
            builder.skip(page, skipped);
        } else if (entry instanceof Entry.Misfit misfit) {
            builder.reject(page, rejection(misfit.reason(), start), false);
        } else if (entry instanceof Entry.Foreign foreign) {
            builder.reject(page, rejection(foreign.reason(), start), true);
        }
    }

    private Rejection rejection(String reason, JsonLocation start) throws IOException {
        long end = parser.currentLocation().getByteOffset();
        return new Rejection(
                start.getLineNr(), seen, reason, EntryText.compact(bytes.slice(start.getByteOffset(), end)));
    }

    private void readHeader() throws IOException {
        try {
            builder.header(Header.read(parser, fields));
        } catch (IllegalArgumentException e) {
            throw unreadable(e.getMessage());
        }
    }

    private void skip(String field) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        checkSize(Excerpt.of(field, 60), start);
    }

    private void checkSize(String what, long start) {
        long size = parser.currentLocation().getByteOffset() - start;
        if (size > limits.maxEntryBytes()) {
            throw unreadable("%s takes %d bytes, the limit is %d".formatted(what, size, limits.maxEntryBytes()));
        }
    }

    private UnreadableSnapshotException unreadable(String problem, JsonProcessingException cause) {
        return builder.unreadable(
                problem + Excerpt.of(cause.getOriginalMessage(), 300) + at(parser.currentLocation()), cause);
    }

    private UnreadableSnapshotException unreadable(String problem) {
        return builder.unreadable(problem + at(parser.currentTokenLocation()));
    }
}
