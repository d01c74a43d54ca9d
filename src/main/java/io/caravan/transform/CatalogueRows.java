package io.caravan.transform;

import io.caravan.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Rows of albums, artists, songs and their artists without the columns that all tables have. The first occurrence of a key wins;
 * only {@code song_added} goes on sinking to the earliest time.
 */
final class CatalogueRows {
    private static final int ALBUM_ID = Table.ALBUM.indexOf("album_id");
    private static final int ARTIST_ID = Table.ARTISTS.indexOf("artist_id");
    private static final int SONG_ID = Table.SONGS.indexOf("song_id");
    private static final int SONG_OF_ARTIST = Table.SONG_ARTISTS.indexOf("song_id");
    private static final int POSITION = Table.SONG_ARTISTS.indexOf("position");
    private static final int ARTIST_OF_SONG = Table.SONG_ARTISTS.indexOf("artist_id");

    private final Ids albumIds = new Ids();
    private final Ids artistIds = new Ids();
    private final Ids songIds = new Ids();
    private final CsvLines albums = new CsvLines(Table.ALBUM, "extracted_at", "snapshot");
    private final CsvLines artists = new CsvLines(Table.ARTISTS, "extracted_at", "snapshot");
    private final CsvLines songs = new CsvLines(Table.SONGS, "song_added", "extracted_at", "snapshot");
    private final CsvLines songArtists = new CsvLines(Table.SONG_ARTISTS, "extracted_at", "snapshot");
    /** When each song was added first. */
    private final List<Cell> songAdded = new ArrayList<>();

    /** The row that is added next to the songs' artists. */
    private final Cells songArtist = new Cells(Table.SONG_ARTISTS);

    void addTo(Map<Table, TableRows> rows) {
        rows.get(Table.ALBUM).add(albums);
        rows.get(Table.ARTISTS).add(artists);
        rows.get(Table.SONGS).add(songs, "song_added", songAdded);
        rows.get(Table.SONG_ARTISTS).add(songArtists);
    }

    void add(Track track, Cell addedAt) {
        addSong(track, addedAt);
        addArtists(track.artists());
        if (track.album() != null && !track.album().row().take()) {
            addAlbum(track.album().row());
            addArtists(track.album().artists());
        }
    }

    private void addSong(Track track, Cell toldAt) {
        Cell addedAt = toldAt.isValue() && !CellTimes.isOfSpotify(toldAt) ? Cell.NULL : toldAt;
        Cell id = track.song().get(SONG_ID);
        int song = songIds.number(id);
        if (song < songAdded.size()) {
            songAdded.set(song, earliest(songAdded.get(song), addedAt));
            return;
        }
        songAdded.add(addedAt);
        songs.add(track.song());
        addSongArtists(id, track.artists());
    }

    /** Times as text have the order of time; null is told, which is more than to be withheld. */
    private static Cell earliest(Cell one, Cell other) {
        if (one.isValue() && other.isValue()) {
            return Arrays.compare(one.bytes, other.bytes) <= 0 ? one : other;
        }
        return one.isValue() || other == Cell.WITHHELD ? one : other;
    }

    private void addSongArtists(Cell songId, List<Cells> listed) {
        for (int position = 0; position < listed.size(); position++) {
            Cell artistId = listed.get(position).get(ARTIST_ID);
            if (artistId.isValue()) {
                songArtist.set(SONG_OF_ARTIST, songId);
                songArtist.set(POSITION, Cell.of(position));
                songArtist.set(ARTIST_OF_SONG, artistId);
                songArtists.add(songArtist);
            }
        }
    }

    private void addAlbum(Cells album) {
        Cell id = album.get(ALBUM_ID);
        if (id.isValue() && albumIds.number(id) == albums.size()) {
            albums.add(album);
        }
    }

    private void addArtists(List<Cells> listed) {
        for (Cells artist : listed) {
            Cell id = artist.get(ARTIST_ID);
            if (!artist.take() && id.isValue() && artistIds.number(id) == artists.size()) {
                artists.add(artist);
            }
        }
    }
}
