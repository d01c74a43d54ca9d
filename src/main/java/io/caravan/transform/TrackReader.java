package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import io.caravan.model.Table;
import io.caravan.transform.Track.Album;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the object that an entry holds under {@code item} or {@code track}. */
final class TrackReader {
    private static final ArtistPaths TRACK_ARTISTS = new ArtistPaths("artists");
    private static final ArtistPaths ALBUM_ARTISTS = new ArtistPaths("album.artists");

    private final Repeats<Cells> knownArtists = new Repeats<>(1 << 10);
    private final Repeats<Album> knownAlbums = new Repeats<>(1 << 8);
    private final JsonReader json;
    private final Fields fields;

    TrackReader(JsonReader json) {
        this.json = json;
        this.fields = new Fields(json);
    }

    /**
     * What was read.
     *
     * @param idless whether there is no id: not the same as an id that does not fit
     * @param misfit the first value that does not fit, or null
     */
    record Found(Track track, boolean local, boolean episode, boolean idless, String misfit) {}

    /** Reads the object that the reader stands on. */
    Found read() throws IOException {
        fields.restart();
        Cells song = new Cells(Table.SONGS);
        Album album = null;
        List<Cells> artists = null;
        Boolean local = null;
        String type = null;
        boolean show = false;
        boolean idless = true;
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "id" -> {
                    int misfits = fields.misfits();
                    Cell id = fields.idCell("id");
                    song.set("song_id", id);
                    idless = !id.isValue() && fields.misfits() == misfits;
                }
                case "name" -> song.set("song_name", fields.cell("name"));
                case "duration_ms" -> song.set("duration_ms", fields.number("duration_ms"));
                case "external_urls" ->
                    song.set("url", fields.cellWithin("external_urls", "spotify", "external_urls.spotify"));
                case "popularity" -> song.set("popularity", fields.number("popularity"));
                case "explicit" -> song.set("explicit", fields.flagCell("explicit"));
                case "external_ids" -> song.set("isrc", fields.cellWithin("external_ids", "isrc", "external_ids.isrc"));
                case "album" -> {
                    album = album();
                    song.set("album_id", album == null ? Cell.NULL : album.row().get("album_id"));
                }
                case "artists" -> {
                    artists = artists(TRACK_ARTISTS);
                    boolean some = artists != null && !artists.isEmpty();
                    song.set("artist_id", some ? artists.get(0).get("artist_id") : Cell.NULL);
                }
                case "is_local" -> local = fields.flag("is_local");
                case "type" -> type = fields.word("type");
                case "show" -> {
                    show = json.token() == JsonToken.START_OBJECT;
                    json.skip();
                }
                default -> json.skip();
            }
        }
        boolean episode = "episode".equals(type) || (show && artists == null);
        Track track = new Track(song, album, artists == null ? List.of() : artists);
        return new Found(track, Boolean.TRUE.equals(local), episode, idless, fields.misfit());
    }

    private Album album() throws IOException {
        if (!fields.opensObject("album")) {
            return null;
        }
        return fields.recalled(knownAlbums, this::readAlbum);
    }

    private Album readAlbum() throws IOException {
        Cells album = new Cells(Table.ALBUM);
        List<Cells> artists = List.of();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "id" -> album.set("album_id", fields.idCell("album.id"));
                case "name" -> album.set("album_name", fields.cell("album.name"));
                case "release_date" -> album.set("release_date", fields.releaseDate("album.release_date"));
                case "release_date_precision" ->
                    album.set("release_date_precision", fields.precision("album.release_date_precision"));
                case "total_tracks" -> album.set("total_tracks", fields.number("album.total_tracks"));
                case "external_urls" ->
                    album.set(
                            "url", fields.cellWithin("album.external_urls", "spotify", "album.external_urls.spotify"));
                case "artists" -> {
                    List<Cells> listed = artists(ALBUM_ARTISTS);
                    artists = listed == null ? List.of() : listed;
                }
                default -> json.skip();
            }
        }
        return new Album(album, artists);
    }

    /** Returns null where there is no list; an artist that is null keeps its place. */
    private List<Cells> artists(ArtistPaths paths) throws IOException {
        if (!fields.opensList(paths.list)) {
            return null;
        }
        List<Cells> artists = new ArrayList<>(2);
        while (json.nextElement() != JsonToken.END_ARRAY) {
            artists.add(artist(paths));
        }
        return artists;
    }

    private Cells artist(ArtistPaths paths) throws IOException {
        if (!fields.opensObject(paths.list)) {
            Cells nobody = new Cells(Table.ARTISTS);
            nobody.set("artist_id", Cell.NULL);
            return nobody;
        }
        return fields.recalled(knownArtists, () -> readArtist(paths));
    }

    private Cells readArtist(ArtistPaths paths) throws IOException {
        Cells artist = new Cells(Table.ARTISTS);
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "id" -> artist.set("artist_id", fields.idCell(paths.id));
                case "name" -> artist.set("artist_name", fields.cell(paths.name));
                case "external_urls" -> artist.set("url", fields.cellWithin(paths.urls, "spotify", paths.url));
                default -> json.skip();
            }
        }
        return artist;
    }

    /** What messages call artists. */
    private record ArtistPaths(String list, String id, String name, String urls, String url) {
        ArtistPaths(String list) {
            this(list, list + ".id", list + ".name", list + ".external_urls", list + ".external_urls.spotify");
        }
    }
}
