package io.caravan.transform;

import com.fasterxml.jackson.core.JsonToken;
import io.caravan.model.Table;
import io.caravan.transform.Track.Album;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the object that an entry holds under {@code item} or {@code track}. */
final class TrackReader {
    private static final int SONG_ID = Table.SONGS.indexOf("song_id");
    private static final ArtistPaths TRACK_ARTISTS = new ArtistPaths("artists");
    private static final ArtistPaths ALBUM_ARTISTS = new ArtistPaths("album.artists");

    /** A word that names another type than the track; what is no word names none. */
    private static final Pattern OTHER_TYPE = Pattern.compile("(?i)(?!track$)[a-z_-]+");

    private final Repeats<Cells> knownArtists = new Repeats<>(1 << 10);
    private final Repeats<Album> knownAlbums = new Repeats<>(1 << 8);
    private final FieldNames names = new FieldNames();
    private final JsonReader json;
    private final Repairs repairs;
    private final JsonFields fields;
    private final IdFields ids;

    TrackReader(JsonReader json, Repairs repairs) {
        this.json = json;
        this.repairs = repairs;
        this.fields = new JsonFields(json, repairs);
        this.ids = fields.ids();
    }

    /**
     * What was read.
     *
     * @param skipped why it is no song, or null
     * @param isFormless whether there is neither an id nor a URI, not even a null
     * @param misfit what is wrong with its id, or null
     */
    record Found(Track track, SkipReason skipped, boolean isFormless, String misfit) {}

    /** Returns the fields of the object that was read last. */
    FieldNames names() {
        return names;
    }

    /** Reads the object that the reader stands on. */
    Found read() throws IOException {
        fields.restart();
        names.restart();
        Cells song = new Cells(Table.SONGS);
        Album album = null;
        List<Cells> artists = null;
        boolean local = false;
        String type = null;
        boolean isEpisode = false;
        boolean ofShow = false;
        boolean ofAudiobook = false;
        boolean isFormless = true;
        Cell id = Cell.NULL;
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            names.add(field);
            switch (field) {
                case "id" -> {
                    isFormless = false;
                    Cell told = ids.requiredCell("id");
                    id = told.isValue() ? told : id;
                }
                case "uri" -> {
                    isFormless = false;
                    if (id.isValue() && type != null) {
                        json.skip();
                    } else {
                        String uri = fields.text("uri");
                        local |= uri != null && SpotifyIds.isLocal(uri);
                        isEpisode |= uri != null && SpotifyIds.isUriOf("episode", uri);
                        id = !id.isValue() && uri != null && SpotifyIds.isUriOf("track", uri)
                                ? Cell.of(SpotifyIds.bare(uri))
                                : id;
                    }
                }
                case "linked_from" -> {
                    // Spotify put a track in the place of the one that the playlist holds, which it names here.
                    String original = ids.within("linked_from", "linked_from.id");
                    song.set(SONG_ID, original == null ? song.get(SONG_ID) : Cell.of(original));
                }
                case "name" -> song.set("song_name", fields.cell("name"));
                case "duration_ms" -> song.set("duration_ms", fields.number("duration_ms"));
                case "external_urls" ->
                    song.set("url", fields.cellWithin("external_urls", "spotify", "external_urls.spotify"));
                case "popularity" -> song.set("popularity", fields.number("popularity"));
                case "explicit" -> song.set("explicit", fields.flagCell("explicit"));
                case "external_ids" ->
                    song.set("isrc", Isrc.of(fields.cellWithin("external_ids", "isrc", "external_ids.isrc")));
                case "album" -> {
                    album = album();
                    song.set("album_id", album == null ? Cell.NULL : album.row().get("album_id"));
                }
                case "artists" -> {
                    artists = artists(TRACK_ARTISTS);
                    boolean some = artists != null && !artists.isEmpty();
                    song.set("artist_id", some ? artists.get(0).get("artist_id") : Cell.NULL);
                }
                case "is_local" -> local |= Boolean.TRUE.equals(fields.flag("is_local"));
                case "type" -> type = fields.word("type");
                case "episode" -> {
                    isEpisode |= json.token() == JsonToken.VALUE_TRUE;
                    json.skip();
                }
                case "show" -> {
                    ofShow = json.token() == JsonToken.START_OBJECT;
                    json.skip();
                }
                case "audiobook" -> {
                    ofAudiobook = json.token() == JsonToken.START_OBJECT;
                    json.skip();
                }
                default -> json.skip();
            }
        }
        if (!song.get(SONG_ID).isValue()) {
            song.set(SONG_ID, id);
        }
        SkipReason skipped = null;
        if (local) {
            skipped = SkipReason.LOCAL_FILE;
        } else if ("episode".equalsIgnoreCase(type) || (isEpisode && type == null) || (ofShow && artists == null)) {
            skipped = SkipReason.EPISODE;
        } else if (isOfOtherType(type) || (ofAudiobook && artists == null)) {
            skipped = SkipReason.NOT_TRACK;
        } else if (!song.get(SONG_ID).isValue() && fields.misfit() == null) {
            skipped = SkipReason.NO_ID;
        }
        Track track = new Track(song, album, artists == null ? List.of() : artists);
        return new Found(track, skipped, isFormless, fields.misfit());
    }

    private static boolean isOfOtherType(String type) {
        return type != null && !type.equals("track") && OTHER_TYPE.matcher(type).matches();
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
        ReleaseDate released = null;
        Cell precision = Cell.WITHHELD;
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "id" -> id(album, "album_id", "album.id");
                case "uri" -> idOfUri(album, "album_id", "album.uri");
                case "name" -> album.set("album_name", fields.cell("album.name"));
                case "release_date" -> released = fields.releaseDate("album.release_date");
                case "release_date_precision" -> precision = fields.precision("album.release_date_precision");
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
        album.set("release_date", released == null ? Cell.WITHHELD : released.day());
        album.set("release_date_precision", precision(released, precision));
        return new Album(album, artists);
    }

    private Cell precision(ReleaseDate released, Cell told) {
        Cell precision = (released == null ? ReleaseDate.UNKNOWN : released).precision(told);
        if (told.isValue() && told != ReleaseDate.UNKNOWN_PRECISION && precision != told) {
            repairs.add("album.release_date_precision");
        }
        return precision;
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
                case "id" -> id(artist, "artist_id", paths.id);
                case "uri" -> idOfUri(artist, "artist_id", paths.uri);
                case "name" -> artist.set("artist_name", fields.cell(paths.name));
                case "external_urls" -> artist.set("url", fields.cellWithin(paths.urls, "spotify", paths.url));
                default -> json.skip();
            }
        }
        return artist;
    }

    private void id(Cells row, String column, String field) throws IOException {
        Cell id = ids.cell(field);
        if (id.isValue() || !row.get(column).isValue()) {
            row.set(column, id);
        }
    }

    /** Takes the id out of a URI where there is none yet. */
    private void idOfUri(Cells row, String column, String field) throws IOException {
        if (row.get(column).isValue()) {
            json.skip();
        } else {
            row.set(column, ids.cell(field));
        }
    }

    /** What messages call artists. */
    private record ArtistPaths(String list, String id, String uri, String name, String urls, String url) {
        ArtistPaths(String list) {
            this(
                    list,
                    list + ".id",
                    list + ".uri",
                    list + ".name",
                    list + ".external_urls",
                    list + ".external_urls.spotify");
        }
    }
}
