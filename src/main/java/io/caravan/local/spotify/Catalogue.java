package io.caravan.local.spotify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.local.spotify.Truth.Playlist;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Playlists made from a seed: the same seed, size and day give the same playlists on every machine. From day to day tracks
 * come and go, change places and popularity, as {@link PlaylistHistory} says. The first playlist has at least 130
 * entries, the last of several none; the others 0.2 to 2.5 times {@code entriesPerPlaylist}.
 */
public final class Catalogue implements PlaylistSource {
    private final Dice dice;
    private final int entriesPerPlaylist;
    private final LocalDate day;
    private final Discography discography;
    private final int tracks;
    private final Map<String, Integer> indexes;
    private final Map<String, Playlist> made = new ConcurrentHashMap<>();

    /** Made when it is asked for first: most runs never do. */
    private Details details;

    private Catalogue(Dice dice, Map<String, Integer> indexes, int entriesPerPlaylist, LocalDate day) {
        this.dice = dice;
        this.indexes = indexes;
        this.entriesPerPlaylist = entriesPerPlaylist;
        this.day = day;
        // More than the longest playlist has, so that none repeats by chance; half the entries, so that many are
        // shared.
        long tracks = Math.max(3L * entriesPerPlaylist + 200, (long) indexes.size() * entriesPerPlaylist / 2);
        this.tracks = Math.toIntExact(tracks / 10 * 10);
        this.discography = new Discography(dice, this.tracks, day);
    }

    /** Returns the catalogue of a day; nothing is made before it is asked for. */
    public static Catalogue of(long seed, int playlists, int entriesPerPlaylist, LocalDate day) {
        if (playlists < 1 || entriesPerPlaylist < 1) {
            throw new IllegalArgumentException("A catalogue needs at least one playlist and one entry per playlist");
        }
        Dice dice = new Dice(seed);
        Map<String, Integer> indexes = new LinkedHashMap<>();
        for (int index = 0; index < playlists; index++) {
            indexes.put(dice.id('p', index), index);
        }
        return new Catalogue(dice, indexes, entriesPerPlaylist, day);
    }

    @Override
    public Catalogue on(LocalDate other) {
        return new Catalogue(dice, indexes, entriesPerPlaylist, other);
    }

    @Override
    public List<String> ids() {
        return List.copyOf(indexes.keySet());
    }

    /** Returns the playlists in the order of their ids; with many entries, ask {@link #find} for one at a time. */
    public List<Playlist> playlists() {
        return indexes.keySet().stream().map(this::playlist).toList();
    }

    @Override
    public Optional<ServedPlaylist> find(String id) {
        return indexes.containsKey(id) ? Optional.of(new CataloguePlaylist(playlist(id))) : Optional.empty();
    }

    @Override
    public Optional<ObjectNode> detail(String kind, String id) {
        return details().of(kind, id);
    }

    @Override
    public List<String> detailIds(String kind) {
        return details().ids(kind);
    }

    private synchronized Details details() {
        if (details == null) {
            details = new Details(dice, discography, tracks, day.toEpochDay());
        }
        return details;
    }

    private Playlist playlist(String id) {
        return made.computeIfAbsent(id, this::make);
    }

    private Playlist make(String id) {
        int index = indexes.get(id);
        long firstTrack = (long) index * tracks / indexes.size();
        return new PlaylistHistory(
                        dice,
                        index,
                        size(index),
                        number -> discography.track((int) Math.floorMod(firstTrack + number, (long) tracks)))
                .on(day, id);
    }

    private int size(int index) {
        if (index == 0) {
            return Math.max(entriesPerPlaylist, 130);
        }
        if (index == indexes.size() - 1) {
            return 0;
        }
        // Steps of the golden ratio spread evenly over 0 to 1, whatever the number of playlists.
        double uniform = (dice.below(1_000, 's') / 1_000.0 + index * 0.618034) % 1;
        return (int) Math.ceil(entriesPerPlaylist * (0.2 + 2.3 * uniform * uniform));
    }
}
