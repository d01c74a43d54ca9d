package io.caravan.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads one entry of a playlist to its end and then says what it is. Spotify renamed {@code track} to {@code item}; some answers
 * carry both, which are then one entry. The track inside has a boolean that is called {@code track} too, so types decide.
 */
final class EntryReader {
    private final JsonParser parser;
    private final Fields fields;
    private final TrackReader tracks;

    EntryReader(JsonParser parser) {
        this.parser = parser;
        this.fields = new Fields(parser);
        this.tracks = new TrackReader(parser);
    }

    /** Reads the value that the parser stands on, or the rest of an object if it stands on one of its fields. */
    Entry read() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readFields(parser.nextFieldName());
            case FIELD_NAME -> readFields(parser.currentName());
            case VALUE_NULL -> new Entry.Skipped(SkipReason.NULL_ITEM);
            default -> {
                String reason = "the entry is %s, expected an object".formatted(fields.shown());
                parser.skipChildren();
                yield new Entry.Foreign(reason);
            }
        };
    }

    private Entry readFields(String first) throws IOException {
        fields.restart();
        TrackReader.Found item = null;
        TrackReader.Found track = null;
        String noObject = null;
        String addedAt = null;
        String addedBy = null;
        Boolean local = null;
        boolean entry = false;
        boolean ofCatalogue = false;
        for (String field = first; field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "item", "track" -> {
                    entry |= token == JsonToken.START_OBJECT || token == JsonToken.VALUE_NULL;
                    if (token != JsonToken.START_OBJECT) {
                        noObject = token == JsonToken.VALUE_NULL ? noObject : noObject(field);
                    } else if (field.equals("item")) {
                        item = tracks.read();
                    } else if (item == null) {
                        track = tracks.read();
                    } else {
                        parser.skipChildren();
                    }
                }
                case "added_at" -> {
                    entry = true;
                    addedAt = fields.time("added_at");
                }
                case "added_by" -> addedBy = fields.idWithin("added_by");
                case "is_local" -> local = fields.flag("is_local");
                case "id", "type", "uri" -> {
                    ofCatalogue = true;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        // Tracks and albums have is_local and a boolean track as well, but an entry has no id, type and uri of its own.
        if (!entry && (ofCatalogue || (local == null && noObject == null))) {
            return new Entry.Foreign("the entry has none of item, track, added_at and is_local");
        }
        TrackReader.Found found = item == null ? track : item;
        if (found == null) {
            return noObject == null ? new Entry.Skipped(SkipReason.NULL_ITEM) : new Entry.Misfit(noObject);
        }
        return judge(found, Boolean.TRUE.equals(local), addedAt, addedBy);
    }

    private Entry judge(TrackReader.Found found, boolean local, String addedAt, String addedBy) {
        if (local || found.local()) {
            return new Entry.Skipped(SkipReason.LOCAL_FILE);
        }
        if (found.episode()) {
            return new Entry.Skipped(SkipReason.EPISODE);
        }
        if (found.idless()) {
            return new Entry.Skipped(SkipReason.NO_ID);
        }
        String misfit = fields.misfit() == null ? found.misfit() : fields.misfit();
        return misfit == null ? new Entry.Added(found.track(), addedAt, addedBy) : new Entry.Misfit(misfit);
    }

    private String noObject(String field) throws IOException {
        String reason = "%s is %s, expected an object".formatted(field, fields.shown());
        parser.skipChildren();
        return reason;
    }
}
