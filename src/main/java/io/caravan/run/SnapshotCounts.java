package io.caravan.run;

import io.caravan.transform.Snapshot;
import java.util.Map;
import java.util.TreeMap;

/** How many snapshots of a run were transformed and what was in them, and how many each sink took. One thread at a time may use it. */
final class SnapshotCounts {
    private final Map<String, Long> skipped = new TreeMap<>();
    private final Map<String, Long> repaired = new TreeMap<>();
    private final Map<String, Long> rowsLoaded = new TreeMap<>();
    private final Map<String, long[]> historyRemoved = new TreeMap<>();
    private long transformed;
    private long seen;
    private long rejected;
    private long loaded;
    private long committed;
    private long published;

    void transformed(Snapshot snapshot) {
        transformed++;
        seen += snapshot.seen();
        rejected += snapshot.rejections().size();
        snapshot.repaired().forEach((field, count) -> repaired.merge(field, count, Long::sum));
        snapshot.skipped().forEach((reason, count) -> skipped.merge(reason.label(), count, Long::sum));
    }

    /**
     * Counts a committed load.
     *
     * @param snapshots how many it added
     * @param rows the rows of their CSV files, by table
     */
    void loaded(long snapshots, Map<String, Long> rows) {
        loaded += snapshots;
        rows.forEach((table, count) -> rowsLoaded.merge(table, count, Long::sum));
    }

    /** Counts the items of so many reads of a playlist that were removed, as they had expired. */
    void historyRemoved(String playlistId, long reads, long rows) {
        long[] sum = historyRemoved.computeIfAbsent(playlistId, playlist -> new long[2]);
        sum[0] += reads;
        sum[1] += rows;
    }

    /** Counts a commit to the lake's tables. */
    void committed(long snapshots) {
        committed += snapshots;
    }

    /** Counts a snapshot that stands in the topic. */
    void published() {
        published++;
    }

    /** Returns whether none came any further. */
    boolean isNothingDone() {
        return transformed + loaded + committed + published == 0;
    }

    long transformed() {
        return transformed;
    }

    long loaded() {
        return loaded;
    }

    long committed() {
        return committed;
    }

    long inTopic() {
        return published;
    }

    /** Returns how many entries there were in the transformed raw objects. */
    long seen() {
        return seen;
    }

    /** Returns how many entries had values that do not fit. */
    long rejected() {
        return rejected;
    }

    /** Returns how many entries are no track, by reason. */
    Map<String, Long> skipped() {
        return new TreeMap<>(skipped);
    }

    /** Returns how many values did not fit and were repaired or became null, by field. */
    Map<String, Long> repaired() {
        return new TreeMap<>(repaired);
    }

    /** Returns the rows of the loaded CSV files, by table. */
    Map<String, Long> rowsLoaded() {
        return new TreeMap<>(rowsLoaded);
    }

    /** Returns of how many playlists, reads and rows history was removed; empty for none. */
    Map<String, Long> historyRemoved() {
        if (historyRemoved.isEmpty()) {
            return Map.of();
        }
        return new TreeMap<>(
                Map.of("playlists", (long) historyRemoved.size(), "reads", removed(0), "rows", removed(1)));
    }

    private long removed(int what) {
        return historyRemoved.values().stream().mapToLong(sum -> sum[what]).sum();
    }
}
