package io.caravan.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What each playlist of a run came to. One thread at a time may use it. */
final class PlaylistOutcomes {
    private final Set<String> toCarry = new LinkedHashSet<>();
    private final Map<String, Observation> observations = new TreeMap<>();
    private long read;
    private long unchanged;
    private long failed;
    private long pages;
    /** When the run had come to all of its playlists, or would come to no other; null before. */
    private Instant carriedAt;

    /** Notes which playlists the run is to carry; one that it does not come to is told of as such. */
    void toCarry(List<String> playlistIds) {
        toCarry.addAll(playlistIds);
    }

    /** Notes that the run comes to no other playlist; the first time counts. Returns how many unchanged ones are not told of yet. */
    long carried(Instant now) {
        long untold = carriedAt == null ? unchanged : 0;
        carriedAt = carriedAt == null ? now : carriedAt;
        return untold;
    }

    /** Returns whether the run still comes to playlists. */
    boolean goOn() {
        return !toCarry.isEmpty() && carriedAt == null;
    }

    void page() {
        pages++;
    }

    void read(String playlistId, Instant now) {
        read++;
        observe(playlistId, Observation.Result.READ, now);
    }

    void unchanged(String playlistId, Instant now) {
        unchanged++;
        observe(playlistId, Observation.Result.UNCHANGED, now);
    }

    /**
     * Notes that one could not be read.
     *
     * @param isFirst whether this is the first that is told of it
     */
    void failed(String playlistId, boolean isFirst, Instant now) {
        failed += isFirst ? 1 : 0;
        observe(playlistId, Observation.Result.FAILED, now);
    }

    /** Notes that one was not asked for, since the extraction is parked. */
    void parked() {
        failed++;
    }

    private void observe(String playlistId, Observation.Result result, Instant now) {
        observations.put(playlistId, new Observation(playlistId, now, result));
    }

    long read() {
        return read;
    }

    long unchanged() {
        return unchanged;
    }

    long failed() {
        return failed;
    }

    long pages() {
        return pages;
    }

    /** Returns what came of each, those that the run did not come to last. */
    List<Observation> observations() {
        var all = new ArrayList<>(observations.values());
        if (carriedAt != null) {
            toCarry.stream()
                    .filter(playlistId -> !observations.containsKey(playlistId))
                    .map(playlistId -> new Observation(playlistId, carriedAt, Observation.Result.NOT_CARRIED))
                    .forEach(all::add);
        }
        return all;
    }
}
