package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.local.spotify.Truth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the tables must hold after playlists of the simulator's truth were read, day by day: computed from the truth alone, by
 * code that shares nothing with the transform or the SQL. A row is its columns but extracted_at and snapshot, as text, null
 * as "null"; a key stands in for its table's key.
 */
public final class ExpectedTables {
    private final Map<String, String> albums = new TreeMap<>();
    private final Map<String, String> artists = new TreeMap<>();
    private final Map<String, String> songs = new TreeMap<>();
    private final Map<String, Instant> songAdded = new TreeMap<>();
    private final Map<String, List<String>> songArtists = new TreeMap<>();
    private final Map<String, String> playlists = new TreeMap<>();
    private final Map<String, String> items = new TreeMap<>();
    private final Map<String, List<String>> current = new TreeMap<>();
    private final Map<String, List<String>> readings = new TreeMap<>();
    private final Map<String, Long> skipped =
            new TreeMap<>(Map.of("null_item", 0L, "local_file", 0L, "episode", 0L, "no_id", 0L, "not_track", 0L));
    private long seen;

    /** Reads playlists of one day, after those of all days before. */
    public void read(LocalDate day, Collection<Truth.Playlist> truth) {
        truth.forEach(playlist -> read(day, playlist));
    }

    private void read(LocalDate day, Truth.Playlist playlist) {
        playlists.put(
                playlist.id(),
                row(
                        playlist.id(),
                        playlist.name(),
                        hash(playlist.ownerId()),
                        playlist.snapshotId(),
                        playlist.entries().size(),
                        "https://open.spotify.com/playlist/" + playlist.id()));
        List<String> content = new ArrayList<>();
        for (int position = 0; position < playlist.entries().size(); position++) {
            Truth.Entry entry = playlist.entries().get(position);
            seen++;
            if (entry.kind() != Truth.Kind.TRACK) {
                skipped.merge(entry.kind().name().toLowerCase(java.util.Locale.ROOT), 1L, Long::sum);
                continue;
            }
            Truth.Track track = entry.track();
            String item = row(
                    playlist.id(),
                    position,
                    track.id(),
                    timestamp(entry.addedAt()),
                    entry.addedBy().isEmpty() ? null : hash(entry.addedBy()),
                    track.popularity());
            items.put("%s %s %05d".formatted(playlist.id(), day, position), item);
            content.add(item);
            song(track, entry.addedAt());
        }
        current.put(playlist.id(), content);
        readings.put(playlist.id() + " " + day, content);
    }

    private void song(Truth.Track track, Instant addedAt) {
        if (addedAt != null) {
            songAdded.merge(track.id(), addedAt, (a, b) -> a.isBefore(b) ? a : b);
        }
        songs.put(
                track.id(),
                row(
                        track.id(),
                        track.name(),
                        track.durationMs(),
                        "https://open.spotify.com/track/" + track.id(),
                        track.popularity(),
                        track.explicit(),
                        track.isrc(),
                        timestamp(songAdded.get(track.id())),
                        track.album().id(),
                        track.artists().get(0).id()));
        songArtists.put(
                track.id(), track.artists().stream().map(Truth.Artist::id).toList());
        Truth.Album album = track.album();
        albums.put(
                album.id(),
                row(
                        album.id(),
                        album.name(),
                        date(album.releaseDate()),
                        album.releaseDatePrecision(),
                        album.totalTracks(),
                        "https://open.spotify.com/album/" + album.id()));
        track.artists().forEach(this::artist);
        album.artists().forEach(this::artist);
    }

    private void artist(Truth.Artist artist) {
        artists.put(artist.id(), row(artist.id(), artist.name(), "https://open.spotify.com/artist/" + artist.id()));
    }

    private static String date(String served) {
        if (served == null || served.equals("0000")) {
            return null;
        }
        return (served + "-01-01").substring(0, 10);
    }

    private static String timestamp(Instant time) {
        return time == null
                ? null
                : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                        .withZone(ZoneOffset.UTC)
                        .format(time);
    }

    private static String hash(String userId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(userId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String row(Object... columns) {
        return Arrays.stream(columns).map(String::valueOf).collect(Collectors.joining("|"));
    }

    Collection<String> albums() {
        return new TreeSet<>(albums.values());
    }

    Collection<String> artists() {
        return new TreeSet<>(artists.values());
    }

    Collection<String> songs() {
        return new TreeSet<>(songs.values());
    }

    Collection<String> songArtists() {
        var rows = new TreeSet<String>();
        songArtists.forEach((song, ids) -> {
            for (int position = 0; position < ids.size(); position++) {
                rows.add(row(song, position, ids.get(position)));
            }
        });
        return rows;
    }

    Collection<String> playlists() {
        return new TreeSet<>(playlists.values());
    }

    /** Returns every item of every day; equal rows of different days count each. */
    List<String> itemsOfAllDays() {
        return items.values().stream().sorted().toList();
    }

    /** Returns which playlist was read on which day, as {@code <playlist> <day>}. */
    Set<String> readings() {
        return new TreeSet<>(readings.keySet());
    }

    /** Returns the items of a playlist as it was read on a day; none where it was not. */
    List<String> items(String playlist, LocalDate day) {
        return readings.getOrDefault(playlist + " " + day, List.of());
    }

    List<String> currentItems() {
        return current.values().stream().flatMap(List::stream).sorted().toList();
    }

    Map<String, Long> skipped() {
        return skipped;
    }

    long seen() {
        return seen;
    }

    /** Compares all tables of a warehouse, and what it takes for the current content of playlists. */
    public void assertIn(Connection warehouse) throws SQLException {
        assertRows(
                warehouse,
                "album_id, album_name, release_date, release_date_precision, total_tracks, url from tbl_album",
                albums());
        assertRows(warehouse, "artist_id, artist_name, url from tbl_artists", artists());
        assertRows(
                warehouse,
                "song_id, song_name, duration_ms, url, popularity, explicit, isrc, song_added, album_id, artist_id"
                        + " from tbl_songs",
                songs());
        assertRows(warehouse, "song_id, position, artist_id from tbl_song_artists", songArtists());
        assertRows(
                warehouse,
                "playlist_id, playlist_name, owner_id, snapshot_id, total_items, url from tbl_playlist",
                playlists());
        String item = "playlist_id, position, song_id, added_at, added_by, popularity from ";
        assertRows(warehouse, item + "tbl_playlist_items", itemsOfAllDays());
        assertRows(warehouse, item + "v_current_playlist_items", currentItems());
    }

    private static void assertRows(Connection warehouse, String select, Collection<String> expected)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var statement = warehouse.createStatement();
                var result = statement.executeQuery("select " + select)) {
            while (result.next()) {
                rows.add(String.join("|", Cells.of(result)));
            }
        }
        assertThat(rows).as(select).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
    }
}
