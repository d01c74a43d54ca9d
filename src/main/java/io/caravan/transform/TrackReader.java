package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import io.caravan.transform.Track.Album;
import io.caravan.transform.Track.Artist;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the object that an entry holds under {@code item} or {@code track}. */
final class TrackReader {
    private static final ArtistPaths TRACK_ARTISTS = new ArtistPaths("artists");
    private static final ArtistPaths ALBUM_ARTISTS = new ArtistPaths("album.artists");

    private static final Artist NOBODY = new Artist(null, null, null);

    private final Repeats<Artist> knownArtists = new Repeats<>(1 << 10);
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
        Cell id = null;
        Cell name = null;
        Cell durationMs = null;
        Cell url = null;
        Cell popularity = null;
        Cell explicit = null;
        Cell isrc = null;
        Album album = null;
        List<Artist> artists = null;
        Boolean local = null;
        String type = null;
        boolean show = false;
        boolean idless = true;
        for (Name field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case ID -> {
                    int misfits = fields.misfits();
                    id = fields.idCell("id");
                    idless = id == null && fields.misfits() == misfits;
                }
                case NAME -> name = fields.cell("name");
                case DURATION_MS -> durationMs = fields.number("duration_ms");
                case EXTERNAL_URLS -> url = fields.cellWithin("external_urls", Name.SPOTIFY, "external_urls.spotify");
                case POPULARITY -> popularity = fields.number("popularity");
                case EXPLICIT -> explicit = fields.flagCell("explicit");
                case EXTERNAL_IDS -> isrc = fields.cellWithin("external_ids", Name.ISRC, "external_ids.isrc");
                case ALBUM -> album = album();
                case ARTISTS -> artists = artists(TRACK_ARTISTS);
                case IS_LOCAL -> local = fields.flag("is_local");
                case TYPE -> type = fields.text("type");
                case SHOW -> {
                    show = json.token() == JsonToken.START_OBJECT;
                    json.skip();
                }
                default -> json.skip();
            }
        }
        boolean episode = "episode".equals(type) || (show && artists == null);
        Track track = new Track(
                id, name, durationMs, url, popularity, explicit, isrc, album, artists == null ? List.of() : artists);
        return new Found(track, Boolean.TRUE.equals(local), episode, idless, fields.misfit());
    }

    private Album album() throws IOException {
        if (!fields.opensObject("album")) {
            return null;
        }
        return fields.recalled(knownAlbums, this::readAlbum);
    }

    private Album readAlbum() throws IOException {
        Cell id = null;
        Cell name = null;
        Cell releaseDate = null;
        Cell precision = null;
        Cell totalTracks = null;
        Cell url = null;
        List<Artist> artists = null;
        for (Name field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case ID -> id = fields.idCell("album.id");
                case NAME -> name = fields.cell("album.name");
                case RELEASE_DATE -> releaseDate = fields.releaseDate("album.release_date");
                case RELEASE_DATE_PRECISION -> precision = fields.precision("album.release_date_precision");
                case TOTAL_TRACKS -> totalTracks = fields.number("album.total_tracks");
                case EXTERNAL_URLS ->
                    url = fields.cellWithin("album.external_urls", Name.SPOTIFY, "album.external_urls.spotify");
                case ARTISTS -> artists = artists(ALBUM_ARTISTS);
                default -> json.skip();
            }
        }
        return new Album(id, name, releaseDate, precision, totalTracks, url, artists == null ? List.of() : artists);
    }

    /** Returns null where there is no list; an artist that is null keeps its place. */
    private List<Artist> artists(ArtistPaths paths) throws IOException {
        if (!fields.opensList(paths.list)) {
            return null;
        }
        List<Artist> artists = new ArrayList<>(2);
        while (json.nextElement() != JsonToken.END_ARRAY) {
            artists.add(artist(paths));
        }
        return artists;
    }

    private Artist artist(ArtistPaths paths) throws IOException {
        if (!fields.opensObject(paths.list)) {
            return NOBODY;
        }
        return fields.recalled(knownArtists, () -> readArtist(paths));
    }

    private Artist readArtist(ArtistPaths paths) throws IOException {
        Cell id = null;
        Cell name = null;
        Cell url = null;
        for (Name field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case ID -> id = fields.idCell(paths.id);
                case NAME -> name = fields.cell(paths.name);
                case EXTERNAL_URLS -> url = fields.cellWithin(paths.urls, Name.SPOTIFY, paths.url);
                default -> json.skip();
            }
        }
        return new Artist(id, name, url);
    }

    /** What messages call artists. */
    private record ArtistPaths(String list, String id, String name, String urls, String url) {
        ArtistPaths(String list) {
            this(list, list + ".id", list + ".name", list + ".external_urls", list + ".external_urls.spotify");
        }
    }
}
