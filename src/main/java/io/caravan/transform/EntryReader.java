package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import io.caravan.model.Table;
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
    Entry readFrom(String first) throws IOException {
        fields.restart();
        TrackReader.Found item = null;
        TrackReader.Found track = null;
        String noObject = null;
        Cells row = new Cells(Table.PLAYLIST_ITEMS);
        Boolean local = null;
        boolean entry = false;
        boolean ofCatalogue = false;
        for (String field = first; field != null; field = json.nextField()) {
            JsonToken token = json.token();
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
                        json.skip();
                    }
                }
                case "added_at" -> {
                    entry = true;
                    row.set("added_at", fields.time("added_at"));
                }
                case "added_by" -> row.set("added_by", addedBy());
                case "is_local" -> local = fields.flag("is_local");
                case "id", "type", "uri" -> {
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
        return judge(found, Boolean.TRUE.equals(local), row);
    }

    private Entry judge(TrackReader.Found found, boolean local, Cells row) {
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
        if (misfit != null) {
            return new Entry.Misfit(misfit);
        }
        Cells song = found.track().song();
        row.set("song_id", song.get("song_id"));
        row.set("popularity", song.get("popularity"));
        return new Entry.Added(found.track(), row);
    }

    private Cell addedBy() throws IOException {
        if (!fields.opensObject("added_by")) {
            return Cell.NULL;
        }
        return fields.recalled(knownUsers, () -> users.cell(fields.idWithin("added_by", "added_by.id")));
    }

    private String noObject(String field) throws IOException {
        String reason = "%s is %s, expected an object".formatted(field, fields.shown());
        json.skip();
        return reason;
    }
}
