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
    private final JsonFields fields;
    private final IdFields ids;
    private final TrackReader tracks;
    private final Users users;
    private final FieldNames names = new FieldNames();
    private String playlistId;

    EntryReader(JsonReader json, Users users, Repairs repairs) {
        this.json = json;
        this.fields = new JsonFields(json, repairs);
        this.ids = fields.ids();
        this.tracks = new TrackReader(json, repairs);
        this.users = users;
    }

    /** Returns the playlist that the entry names which was read last, or null. */
    String playlistId() {
        return playlistId;
    }

    /** Reads the value that the reader stands on. */
    Entry read() throws IOException {
        playlistId = null;
        return switch (json.token()) {
            case START_OBJECT -> readFrom(json.nextField(), null);
            case VALUE_NULL -> new Entry.Skipped(SkipReason.NULL_ITEM);
            default -> {
                String reason = "the entry is %s, expected an object".formatted(fields.shown());
                json.skip();
                yield new Entry.Foreign(reason);
            }
        };
    }

    /**
     * Reads the rest of an object from the field on, on whose value the reader stands.
     *
     * @param toldPlaylistId the playlist that the fields before have told, or null
     */
    Entry readFrom(String first, String toldPlaylistId) throws IOException {
        fields.restart();
        names.restart();
        playlistId = toldPlaylistId;
        TrackReader.Found item = null;
        TrackReader.Found track = null;
        String noObject = null;
        Cells row = new Cells(Table.PLAYLIST_ITEMS);
        boolean local = false;
        boolean hasItem = false;
        boolean isPlay = false;
        boolean ofCatalogue = false;
        for (String field = first; field != null; field = json.nextField()) {
            names.add(field);
            JsonToken token = json.token();
            switch (field) {
                case "item", "track" -> {
                    hasItem |= token == JsonToken.START_OBJECT || token == JsonToken.VALUE_NULL;
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
                case "added_at" -> row.set("added_at", fields.time("added_at"));
                case "added_by" -> row.set("added_by", addedBy());
                case "is_local" -> local = Boolean.TRUE.equals(fields.flag("is_local"));
                case "playlist_id", "playlistId" -> playlistId = ids.id(field);
                case "playlist" -> playlistId = playlist(token);
                case "played_at" -> {
                    isPlay = true;
                    json.skip();
                }
                case "id", "type", "uri" -> {
                    ofCatalogue = true;
                    json.skip();
                }
                default -> json.skip();
            }
        }
        TrackReader.Found found = item == null ? track : item;
        if (isPlay || (found == null && !hasItem && (noObject == null || ofCatalogue))) {
            return new Entry.Foreign(ForeignForm.ofEntry(names, null));
        }
        if (found == null) {
            return noObject == null ? new Entry.Skipped(SkipReason.NULL_ITEM) : new Entry.Foreign(noObject);
        }
        return judge(found, local, row);
    }

    private Entry judge(TrackReader.Found found, boolean local, Cells row) {
        if (local) {
            return new Entry.Skipped(SkipReason.LOCAL_FILE);
        }
        if (found.skipped() == SkipReason.NO_ID && found.isFormless()) {
            return new Entry.Foreign(ForeignForm.ofEntry(names, tracks.names()));
        }
        if (found.skipped() != null) {
            return new Entry.Skipped(found.skipped());
        }
        if (found.misfit() != null) {
            return new Entry.Misfit(found.misfit());
        }
        Cells song = found.track().song();
        row.set("song_id", song.get("song_id"));
        row.set("popularity", song.get("popularity"));
        return new Entry.Added(found.track(), row);
    }

    /** What an entry says of its playlist is its id, or an object that has one. */
    private String playlist(JsonToken token) throws IOException {
        String told = null;
        if (token == JsonToken.START_OBJECT) {
            told = ids.within("playlist", "playlist.id");
        } else if (token == JsonToken.VALUE_STRING) {
            told = fields.text("playlist");
        } else {
            json.skip();
        }
        String id = SpotifyIds.playlistIn(told);
        return id == null ? playlistId : id;
    }

    private Cell addedBy() throws IOException {
        if (!fields.opensObject("added_by")) {
            return Cell.NULL;
        }
        return fields.recalled(knownUsers, () -> users.cell(ids.within("added_by", "added_by.id")));
    }

    private String noObject(String field) throws IOException {
        String reason = "%s is %s, expected an object".formatted(field, fields.shown());
        json.skip();
        return reason;
    }
}
