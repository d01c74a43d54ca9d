package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads one entry of a playlist to its end and then says what it is. Spotify renamed {@code track} to {@code item}; some answers
 * carry both, which are then one entry. The track inside has a boolean that is called {@code track} too, so types decide.
 */
final class EntryReader {
    private final Repeats<Cell> knownUsers = new Repeats<>(1 << 6);
    private final JsonReader json;
    private final Fields fields;
    private final TrackReader tracks;
    private final Users users;

    EntryReader(JsonReader json, Users users) {
        this.json = json;
        this.fields = new Fields(json);
        this.tracks = new TrackReader(json);
        this.users = users;
    }

    /** Reads the value that the reader stands on. */
    Entry read() throws IOException {
        return switch (json.token()) {
            case START_OBJECT -> readFrom(json.nextField());
            case VALUE_NULL -> new Entry.Skipped(SkipReason.NULL_ITEM);
            default -> {
                String reason = "the entry is %s, expected an object".formatted(fields.shown());
                json.skip();
                yield new Entry.Foreign(reason);
            }
        };
    }

    /** Reads the rest of an object from the field on, on whose value the reader stands. */
    Entry readFrom(Name first) throws IOException {
        fields.restart();
        TrackReader.Found item = null;
        TrackReader.Found track = null;
        String noObject = null;
        Cell addedAt = null;
        Cell addedBy = null;
        Boolean local = null;
        boolean entry = false;
        boolean ofCatalogue = false;
        for (Name field = first; field != null; field = json.nextField()) {
            JsonToken token = json.token();
            switch (field) {
                case ITEM, TRACK -> {
                    entry |= token == JsonToken.START_OBJECT || token == JsonToken.VALUE_NULL;
                    if (token != JsonToken.START_OBJECT) {
                        noObject = token == JsonToken.VALUE_NULL ? noObject : noObject(field);
                    } else if (field == Name.ITEM) {
                        item = tracks.read();
                    } else if (item == null) {
                        track = tracks.read();
                    } else {
                        json.skip();
                    }
                }
                case ADDED_AT -> {
                    entry = true;
                    addedAt = fields.time("added_at");
                }
                case ADDED_BY -> addedBy = addedBy();
                case IS_LOCAL -> local = fields.flag("is_local");
                case ID, TYPE, URI -> {
                    ofCatalogue = true;
                    json.skip();
                }
                default -> json.skip();
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

    private Entry judge(TrackReader.Found found, boolean local, Cell addedAt, Cell addedBy) {
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

    private Cell addedBy() throws IOException {
        if (!fields.opensObject("added_by")) {
            return null;
        }
        return fields.recalled(knownUsers, () -> users.cell(fields.idWithin("added_by", "added_by.id")));
    }

    private String noObject(Name field) throws IOException {
        String reason = "%s is %s, expected an object".formatted(field.text(), fields.shown());
        json.skip();
        return reason;
    }
}
