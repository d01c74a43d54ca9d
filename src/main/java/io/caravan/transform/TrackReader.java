package io.caravan.transform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.caravan.transform.Track.Album;
import io.caravan.transform.Track.Artist;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the object that an entry holds under {@code item} or {@code track}. */
final class TrackReader {
    private final JsonParser parser;
    private final Fields fields;

    TrackReader(JsonParser parser) {
        this.parser = parser;
        this.fields = new Fields(parser);
    }

    /**
     * What was read.
     *
     * @param idless whether there is no id: not the same as an id that does not fit
     * @param misfit the first value that does not fit, or null
     */
    record Found(Track track, boolean local, boolean episode, boolean idless, String misfit) {}

    /** Reads the object that the parser stands on. */
    Found read() throws IOException {
        fields.restart();
        String id = null;
        String name = null;
        String durationMs = null;
        String url = null;
        String popularity = null;
        Boolean explicit = null;
        String isrc = null;
        Album album = null;
        List<Artist> artists = null;
        Boolean local = null;
        String type = null;
        boolean show = false;
        boolean idless = true;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "id" -> {
                    id = fields.id("id");
                    idless = id == null && (token == JsonToken.VALUE_NULL || isEmptyText(token));
                }
                case "name" -> name = fields.text("name");
                case "duration_ms" -> durationMs = fields.number("duration_ms");
                case "external_urls" -> url = fields.textWithin("external_urls", "spotify");
                case "popularity" -> popularity = fields.number("popularity");
                case "explicit" -> explicit = fields.flag("explicit");
                case "external_ids" -> isrc = fields.textWithin("external_ids", "isrc");
                case "album" -> album = album();
                case "artists" -> artists = artists("artists");
                case "is_local" -> local = fields.flag("is_local");
                case "type" -> type = fields.text("type");
                case "show" -> {
                    show = token == JsonToken.START_OBJECT;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        boolean episode = "episode".equals(type) || (show && artists == null);
        Track track = new Track(
                id,
                name,
                durationMs,
                url,
                popularity,
                explicit == null ? null : explicit.toString(),
                isrc,
                album,
                artists == null ? List.of() : artists);
        return new Found(track, Boolean.TRUE.equals(local), episode, idless, fields.misfit());
    }

    private boolean isEmptyText(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING && parser.getTextLength() == 0;
    }

    private Album album() throws IOException {
        if (!fields.opensObject("album")) {
            return null;
        }
        String id = null;
        String name = null;
        String releaseDate = null;
        String precision = null;
        String totalTracks = null;
        String url = null;
        List<Artist> artists = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "id" -> id = fields.id("album.id");
                case "name" -> name = fields.text("album.name");
                case "release_date" -> releaseDate = fields.releaseDate("album.release_date");
                case "release_date_precision" -> precision = fields.precision("album.release_date_precision");
                case "total_tracks" -> totalTracks = fields.number("album.total_tracks");
                case "external_urls" -> url = fields.textWithin("album.external_urls", "spotify");
                case "artists" -> artists = artists("album.artists");
                default -> parser.skipChildren();
            }
        }
        return new Album(id, name, releaseDate, precision, totalTracks, url, artists == null ? List.of() : artists);
    }

    /** Returns null where there is no list; an artist that is null keeps its place. */
    private List<Artist> artists(String path) throws IOException {
        if (!fields.opensList(path)) {
            return null;
        }
        List<Artist> artists = new ArrayList<>(2);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            artists.add(artist(path));
        }
        return artists;
    }

    private Artist artist(String path) throws IOException {
        String id = null;
        String name = null;
        String url = null;
        if (fields.opensObject(path)) {
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                switch (field) {
                    case "id" -> id = fields.id(path + ".id");
                    case "name" -> name = fields.text(path + ".name");
                    case "external_urls" -> url = fields.textWithin(path + ".external_urls", "spotify");
                    default -> parser.skipChildren();
                }
            }
        }
        return new Artist(id, name, url);
    }
}
