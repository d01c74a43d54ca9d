package io.caravan.transform;

import io.caravan.transform.Track.Album;
import io.caravan.transform.Track.Artist;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of albums, artists, songs and their artists without the columns that all tables have. The first occurrence of a key wins;
 * only {@code song_added} goes on sinking to the earliest time.
 */
final class CatalogueRows {
    /** Ids of a playlist of some hundred entries. */
    private static final int EXPECTED = 1 << 10;

    private static final int SONG_ADDED = Table.SONGS.columns().indexOf("song_added");

    private final Set<String> albumIds = new HashSet<>(EXPECTED);
    private final Set<String> artistIds = new HashSet<>(EXPECTED);
    private final Map<String, String[]> songsById = new HashMap<>(EXPECTED);
    private final Map<Table, List<String[]>> rows = new EnumMap<>(Table.class);
    private Album lastAlbum;

    CatalogueRows() {
        for (Table table : List.of(Table.ALBUM, Table.ARTISTS, Table.SONGS, Table.SONG_ARTISTS)) {
            rows.put(table, new ArrayList<>());
        }
    }

    Map<Table, List<String[]>> rows() {
        return rows;
    }

    @SuppressWarnings("ReferenceEquality")
    void add(Track track, String addedAt) {
        addSong(track, addedAt);
        addArtists(track.artists());
        // An album that was read once and recalled is the same object.
        if (track.album() != null && track.album() != lastAlbum) {
            lastAlbum = track.album();
            addAlbum(track.album());
            addArtists(track.album().artists());
        }
    }

    private void addSong(Track track, String addedAt) {
        String[] known = songsById.get(track.id());
        if (known != null) {
            known[SONG_ADDED] = earliest(known[SONG_ADDED], addedAt);
            return;
        }
        String[] song = {
            track.id(),
            track.name(),
            track.durationMs(),
            track.url(),
            track.popularity(),
            track.explicit(),
            track.isrc(),
            addedAt,
            track.album() == null ? null : track.album().id(),
            track.artists().isEmpty() ? null : track.artists().get(0).id()
        };
        songsById.put(track.id(), song);
        rows.get(Table.SONGS).add(song);
        addSongArtists(track);
    }

    /** Times as text have the order of time. */
    private static String earliest(String one, String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private void addSongArtists(Track track) {
        for (int position = 0; position < track.artists().size(); position++) {
            String artistId = track.artists().get(position).id();
            if (artistId != null) {
                rows.get(Table.SONG_ARTISTS).add(new String[] {track.id(), Integer.toString(position), artistId});
            }
        }
    }

    private void addAlbum(Album album) {
        if (album.id() != null && albumIds.add(album.id())) {
            rows.get(Table.ALBUM).add(new String[] {
                album.id(),
                album.name(),
                album.releaseDate(),
                album.releaseDatePrecision(),
                album.totalTracks(),
                album.url()
            });
        }
    }

    private void addArtists(List<Artist> artists) {
        for (Artist artist : artists) {
            if (artist.id() != null && artistIds.add(artist.id())) {
                rows.get(Table.ARTISTS).add(new String[] {artist.id(), artist.name(), artist.url()});
            }
        }
    }
}
