package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads pages and lists of entries, and hands each entry to the builder, for the page or the playlist that it belongs to. */
final class PageReader {
    private final JsonReader json;
    private final Limits limits;
    private final SnapshotBuilder builder;
    private final ValueSize size;
    private final JsonFields fields;
    private final JsonFields strict;
    private final EntryReader entries;

    PageReader(JsonReader json, Limits limits, SnapshotBuilder builder, ValueSize size, EntryReader entries) {
        this.json = json;
        this.limits = limits;
        this.builder = builder;
        this.size = size;
        this.fields = new JsonFields(json, builder.repairs());
        this.strict = JsonFields.strict(json);
        this.entries = entries;
    }

    /** Reads the page inside of a playlist. */
    void readPage(RawObject object) throws IOException {
        Page page = new Page();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            JsonToken token = json.token();
            if (!field.equals("items") || token == JsonToken.VALUE_NULL) {
                readField(page, field);
            } else if (token == JsonToken.START_ARRAY) {
                readEntries(object, page);
            } else {
                throw builder.unreadable("items is %s, expected a list".formatted(fields.shown()) + size.place());
            }
        }
        if (object.inner == null || page.hasItems) {
            object.inner = page;
        }
    }

    void readField(Page page, String field) throws IOException {
        switch (field) {
            case "offset" -> {
                strict.restart();
                page.offset = strict.whole("offset");
                page.problem = strict.misfit();
                if (page.offset != null && page.offset < 0) {
                    page.problem = "the offset of a page is " + page.offset;
                }
            }
            case "total" -> page.total = fields.number("total");
            case "href" -> page.href = fields.text("href");
            case "next" -> {
                page.hasNext = json.token() == JsonToken.VALUE_STRING;
                size.skip(field);
            }
            default -> size.skip(field);
        }
    }

    /** Reads the list of a page, whose elements are entries; of lists among them the elements are. */
    void readEntries(RawObject object, Page page) throws IOException {
        page.hasItems = true;
        while (json.nextElement() != JsonToken.END_ARRAY) {
            if (json.token() == JsonToken.START_ARRAY) {
                readEntries(object, page);
                continue;
            }
            Place start = size.place();
            json.mark();
            Entry entry = entries.read();
            Page ofNamed = object.pageOfNamed(entries.playlistId());
            accept(ofNamed == null ? page : ofNamed, entry, start);
        }
    }

    /** Takes an entry that stands in no page: where nothing is wrapped around it, it is a page of its own without an offset. */
    void accept(RawObject parent, Place start, Entry entry) throws IOException {
        String id = entries.playlistId();
        if (parent == null) {
            Page page = new Page();
            page.hasItems = true;
            accept(page, entry, start);
            builder.add(page, id);
            return;
        }
        parent.page.hasItems = true;
        Page ofNamed = parent.pageOfNamed(id);
        accept(ofNamed == null ? parent.page : ofNamed, entry, start);
    }

    private void accept(Page page, Entry entry, Place start) throws IOException {
        long number = builder.count();
        if (json.offset() - start.offset() > limits.maxEntryBytes()) {
            size.check("entry " + number, start.offset());
        }
        if (entry instanceof Entry.Added added) {
            builder.add(page, added);
        } else if (entry instanceof Entry.Skipped skipped) {
            builder.skip(page, skipped);
        } else if (entry instanceof Entry.Misfit misfit) {
            builder.reject(page, rejection(number, misfit.reason(), start), false);
        } else if (entry instanceof Entry.Foreign foreign) {
            builder.reject(page, rejection(number, foreign.reason(), start), true);
        }
        json.unmark();
    }

    private Rejection rejection(long number, String reason, Place start) throws IOException {
        return new Rejection(start.line(), number, reason, EntryText.compact(json.since(start.offset())));
    }
}
