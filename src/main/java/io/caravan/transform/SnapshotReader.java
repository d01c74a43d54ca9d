package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Recognizes the forms in which playlists lie in lakes. Every form is a sequence of JSON values, and each object in it is one of five:
 * Caravan's header, an entry, a page (its {@code items} are a list), a playlist (its {@code items} or {@code tracks} are a page or a list),
 * or what somebody has wrapped around these: an answer's {@code data}, a playlist's facts beside its page, playlists by their ids, JSON
 * in a text. Keys may come in any order, so an object is what its keys have made of it at its end; only an entry is recognized by
 * its first telling key.
 */
final class SnapshotReader {
    private static final int SHOWN_LENGTH = 60;

    private final JsonReader json;
    private final Users users;
    private final Limits limits;
    private final SnapshotBuilder builder;
    private final JsonFields fields;
    private final JsonFields strict;
    private final EntryReader entries;
    private final ValueSize size;
    private final PageReader pages;

    SnapshotReader(JsonReader json, Limits limits, Users users, SnapshotBuilder builder) {
        this.json = json;
        this.users = users;
        this.limits = limits;
        this.builder = builder;
        this.fields = new JsonFields(json, builder.repairs());
        this.strict = JsonFields.strict(json);
        this.entries = new EntryReader(json, users, builder.repairs());
        this.size = new ValueSize(json, limits, builder);
        this.pages = new PageReader(json, limits, builder, size, entries);
    }

    /** Reads all values and hands what they hold to the builder. */
    void readAll() throws IOException {
        try {
            readRoots(null);
        } catch (MalformedJsonException e) {
            throw builder.malformed(e, json.ahead(SHOWN_LENGTH), new Place(json.line(), json.offset()));
        }
        if (json.offset() == 0) {
            throw builder.unreadable("it is empty (0 bytes)");
        }
    }

    private void readRoots(RawObject parent) throws IOException {
        while (json.nextRoot() != null) {
            readValue(parent);
        }
    }

    /**
     * Reads a value that may be of any form.
     *
     * @param parent what it is wrapped in, or null
     */
    private void readValue(RawObject parent) throws IOException {
        switch (json.token()) {
            case START_OBJECT -> readObject(parent, null);
            case START_ARRAY -> {
                while (json.nextElement() != JsonToken.END_ARRAY) {
                    readElement(parent);
                }
            }
            case VALUE_STRING -> readText(parent);
            default -> readOther(parent);
        }
    }

    private void readElement(RawObject parent) throws IOException {
        boolean isGap = json.token() == JsonToken.VALUE_NULL && (parent == null || parent.page.entries > 0);
        if (isGap) {
            pages.accept(parent, size.place(), entries.read());
        } else {
            readValue(parent);
        }
    }

    /** A text may be JSON that was made a text once more; what only looks like it is a text. */
    private void readText(RawObject parent) throws IOException {
        String text = json.beginsLikeJson() ? json.text() : "";
        if (!EntryText.isJson(text)) {
            readOther(parent);
            return;
        }
        builder.countPart();
        var inner = new JsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limits);
        new SnapshotReader(inner, limits, users, builder).readRoots(parent);
    }

    private void readOther(RawObject parent) throws IOException {
        if (parent == null) {
            throw builder.noObject(
                    "it holds %s where a page, a playlist or an entry was expected".formatted(fields.shown()),
                    size.place());
        }
        size.skip("a value");
    }

    /**
     * Reads an object.
     *
     * @param name what it is called where it stands; null in a list
     */
    private void readObject(RawObject parent, String name) throws IOException {
        Place start = size.place();
        json.mark();
        RawObject object = RawObject.named(name, start);
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (object.isEntryFrom(field)) {
                pages.accept(parent, start, entries.readFrom(field, object.besidePlaylist()));
                return;
            }
            object.names.add(field);
            readField(object, field);
        }
        json.unmark();
        object.tellApart();
        if (parent != null) {
            keep(parent, object);
        } else if (!object.isHeader) {
            builder.add(object);
        }
    }

    private void readField(RawObject object, String field) throws IOException {
        if (object.isHeader) {
            size.skip(field);
            return;
        }
        switch (field) {
            case "caravan" -> {
                readHeader();
                object.isHeader = true;
            }
            case "items", "tracks" -> readItems(object, field);
            case "id" -> {
                fields.restart();
                object.id = fields.ids().required("id");
                object.misfit = fields.misfit();
            }
            case "name", "playlist_name" -> object.facts.learn("playlist_name", fields.cell(field));
            case "type" -> object.type = fields.text("type");
            case "snapshot_id" -> object.facts.set("snapshot_id", fields.cell("snapshot_id"));
            case "owner" -> object.facts.set("owner_id", users.cell(fields.ids().within("owner", "owner.id")));
            case "external_urls" ->
                object.facts.set("url", fields.cellWithin("external_urls", "spotify", "external_urls.spotify"));
            case "playlist_id", "playlistId" -> object.besideId = fields.ids().id(field);
            case "uri" -> {
                String uri = fields.text("uri");
                boolean isPlaylist = uri != null && uri.contains(":playlist:");
                object.besideId = isPlaylist && object.besideId == null ? SpotifyIds.bare(uri) : object.besideId;
            }
            case "playlist" -> {
                if (builder.isOwn() || json.token() != JsonToken.VALUE_STRING || json.beginsLikeJson()) {
                    readOtherField(object, field);
                } else {
                    String id = SpotifyIds.playlistIn(fields.text(field));
                    object.besideId = id == null ? object.besideId : id;
                }
            }
            case "error" -> {
                object.isError = json.token() != JsonToken.VALUE_NULL;
                size.skip(field);
            }
            case "offset", "total", "href", "next" -> pages.readField(object.page, field);
            default -> readOtherField(object, field);
        }
    }

    private void keep(RawObject parent, RawObject wrapped) {
        if (wrapped.matters()) {
            builder.countPart();
            parent.wrapped.add(wrapped);
        }
    }

    /** Looks for entries under a key that neither pages nor playlists have; Caravan's own objects have none there. */
    private void readOtherField(RawObject object, String field) throws IOException {
        JsonToken token = json.token();
        if (builder.isOwn() || (!token.isStructStart() && !json.beginsLikeJson())) {
            size.skip(field);
            return;
        }
        long start = json.tokenOffset();
        RawObject list = RawObject.named(field, size.place());
        if (token == JsonToken.START_OBJECT) {
            readObject(list, field);
        } else {
            readValue(list);
        }
        list.tellApart();
        if (!list.hasEntries()) {
            size.check(field, start);
        }
        if (token == JsonToken.START_OBJECT && !list.entryPage().hasItems && list.named.isEmpty()) {
            object.wrapped.addAll(list.wrapped);
        } else {
            keep(object, list);
        }
    }

    private void readItems(RawObject object, String field) throws IOException {
        JsonToken token = json.token();
        boolean isNumber = object.isNamed && token.isScalarValue() && token != JsonToken.VALUE_NULL;
        object.claimsItems |= !isNumber && (token != JsonToken.START_ARRAY || field.equals("tracks"));
        if (object.entries() > 0) {
            json.skip(); // the same entries under their other name
        } else if (token == JsonToken.START_ARRAY && object.listsPlaylists) {
            readValue(object);
        } else if (token == JsonToken.START_ARRAY) {
            pages.readEntries(object, object.page);
        } else if (token == JsonToken.START_OBJECT) {
            pages.readPage(object);
        } else if (isNumber) {
            size.skip(field);
        } else if (token != JsonToken.VALUE_NULL) {
            throw unreadable("%s is %s, expected a page".formatted(field, fields.shown()));
        }
    }

    private void readHeader() throws IOException {
        try {
            strict.restart();
            builder.header(Header.read(json, strict));
        } catch (IllegalArgumentException e) {
            throw unreadable(e.getMessage());
        }
    }

    private UnreadableSnapshotException unreadable(String problem) {
        return builder.unreadable(problem + size.place());
    }
}
