package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads single ids from a reader that stands on them. They may be written as URIs and URLs: they mean the same. */
final class IdFields {
    private static final int ID_LENGTH = 100;
    /** Bytes of the cell of an id of Spotify's, 22 characters in quotes: it is no URI and no URL. */
    private static final int SPOTIFY_ID = 24;
    /** The only control character that JSON lets stand as it is. */
    private static final char DELETE = 0x7f;

    private final JsonReader json;
    private final Misfits misfits;

    IdFields(JsonReader json, Misfits misfits) {
        this.json = json;
        this.misfits = misfits;
    }

    /** Reads an id as a cell; an empty one is none. */
    Cell cell(String field) throws IOException {
        Cell cell = plainId();
        return cell == null ? Cell.of(id(field)) : cell;
    }

    /** Reads an id without which its object is nothing; an empty one is none. */
    Cell requiredCell(String field) throws IOException {
        Cell cell = plainId();
        return cell == null ? Cell.of(required(field)) : cell;
    }

    /** Returns the id as it stands there; null where it takes more than that. */
    private Cell plainId() throws IOException {
        Cell cell = json.cell();
        if (cell == null || !json.isPlain() || cell.bytes.length > ID_LENGTH + 2 || json.mayHaveDelete()) {
            return null;
        }
        if (cell.bytes.length != SPOTIFY_ID && cell.hasColon()) {
            return null; // a URI or a URL
        }
        return cell.bytes.length == 2 ? Cell.NULL : cell;
    }

    /** Reads an id; an empty one is none. */
    String id(String field) throws IOException {
        return id(field, misfits.isStrict());
    }

    /** Reads an id without which its object is nothing; an empty one is none. */
    String required(String field) throws IOException {
        return id(field, true);
    }

    private String id(String field, boolean isRequired) throws IOException {
        if (json.token() != JsonToken.VALUE_STRING) {
            if (json.token() != JsonToken.VALUE_NULL) {
                misfits.unfitId(field, misfits.shown(), "an id", isRequired);
                json.skip();
            }
            return null;
        }
        String id = SpotifyIds.bare(json.text());
        boolean fits = json.isPlain() ? id.indexOf(DELETE) < 0 : StorableText.is(id) && !hasControl(id);
        if (id.length() > ID_LENGTH || !fits) {
            misfits.unfitId(
                    field,
                    Misfits.quoted(id),
                    "an id of at most " + ID_LENGTH + " characters without control characters",
                    isRequired);
            return null;
        }
        return id.isEmpty() ? null : id;
    }

    private static boolean hasControl(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isISOControl(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads the {@code id} of an object.
     *
     * @param path what a message calls it
     */
    String within(String field, String path) throws IOException {
        String found = null;
        if (misfits.isOf(JsonToken.START_OBJECT, field, "an object")) {
            for (String name = json.nextField(); name != null; name = json.nextField()) {
                if (name.equals("id")) {
                    found = id(path);
                } else {
                    json.skip();
                }
            }
        }
        return found;
    }
}
