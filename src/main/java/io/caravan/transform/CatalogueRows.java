package io.caravan.transform;

import io.caravan.model.Table;
import io.caravan.transform.Track.Album;
import io.caravan.transform.Track.Artist;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Rows of albums, artists, songs and their artists without the columns that all tables have. The first occurrence of a key wins;
 * only {@code song_added} goes on sinking to the earliest time.
 */
final class CatalogueRows {
    private final Ids albumIds = new Ids();
    private final Ids artistIds = new Ids();
    private final Ids songIds = new Ids();
    private final Lines albums = new Lines();
    private final Lines artists = new Lines();
    private final Lines songs = new Lines();
    private final Lines songArtists = new Lines();
    /** When each song was added first; null where no entry tells. */
    private final List<Cell> songAdded = new ArrayList<>();

    private Album lastAlbum;

    void addTo(Map<Table, TableRows> rows) {
        rows.get(Table.ALBUM).add(albums);
        rows.get(Table.ARTISTS).add(artists);
        rows.get(Table.SONGS).add(songs, songAdded);
        rows.get(Table.SONG_ARTISTS).add(songArtists);
    }

    @SuppressWarnings("ReferenceEquality")
    void add(Track track, Cell addedAt) {
        addSong(track, addedAt);
        addArtists(track.artists());
        // An album that was read once and recalled is the same object.
        if (track.album() != null && track.album() != lastAlbum) {
            lastAlbum = track.album();
            addAlbum(track.album());
            addArtists(track.album().artists());
        }
    }

    private void addSong(Track track, Cell addedAt) {
        int song = songIds.number(track.id());
        if (song < songAdded.size()) {
            songAdded.set(song, earliest(songAdded.get(song), addedAt));
            return;
        }
        songAdded.add(addedAt);
        songs.add(track.id());
        songs.add(track.name());
        songs.add(track.durationMs());
        songs.add(track.url());
        songs.add(track.popularity());
        songs.add(track.explicit());
        songs.add(track.isrc());
        songs.leaveGap();
        songs.add(track.album() == null ? null : track.album().id());
        songs.add(track.artists().isEmpty() ? null : track.artists().get(0).id());
        songs.end();
        addSongArtists(track);
    }

    /** Times as text have the order of time. */
    private static Cell earliest(Cell one, Cell other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Arrays.compare(one.bytes, other.bytes) <= 0 ? one : other;
    }

    private void addSongArtists(Track track) {
        for (int position = 0; position < track.artists().size(); position++) {
            Cell artistId = track.artists().get(position).id();
            if (artistId != null) {
                songArtists.add(track.id());
                songArtists.add(position);
                songArtists.add(artistId);
                songArtists.end();
            }
        }
    }

    private void addAlbum(Album album) {
        if (album.id() != null && albumIds.number(album.id()) == albums.size()) {
            albums.add(album.id());
            albums.add(album.name());
            albums.add(album.releaseDate());
            albums.add(album.releaseDatePrecision());
            albums.add(album.totalTracks());
            albums.add(album.url());
            albums.end();
        }
    }

    private void addArtists(List<Artist> listed) {
        for (Artist artist : listed) {
            if (artist.id() != null && artistIds.number(artist.id()) == artists.size()) {
                artists.add(artist.id());
                artists.add(artist.name());
                artists.add(artist.url());
                artists.end();
            }
        }
    }
}
