package io.caravan.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The current content of a playlist: its newest whole read, or the newest parts that are one together, whichever is newer. Parts are
 * together where they tell the same total and were read within a time of which the newest of them is the end; they are content once
 * they cover all positions from 0 to that total. At each position the newest part that covers it counts, also where it has no row there:
 * then the entry was no song.
 */
final class PlaylistContent {
    /**
     * Positions that come from one snapshot.
     *
     * @param snapshot the snapshot
     * @param extractedAt when its read began
     * @param first the first of the positions
     * @param last the last of them; null for all from the first on
     */
    record Piece(String snapshot, Instant extractedAt, long first, Long last) {}

    private final Duration partsWithin;

    PlaylistContent(Duration partsWithin) {
        this.partsWithin = partsWithin;
    }

    /** Returns the pieces of the current content in the order of their positions; none where there is no content. */
    List<Piece> of(Collection<LoadedRead> reads) {
        LoadedRead whole = reads.stream()
                .filter(LoadedRead::whole)
                .max(LoadedRead.OLDEST_FIRST)
                .orElse(null);
        List<LoadedRead> parts = reads.stream()
                .filter(LoadedRead::isPart)
                .sorted(LoadedRead.OLDEST_FIRST.reversed())
                .toList();
        for (LoadedRead newest : parts) {
            if (whole != null && LoadedRead.OLDEST_FIRST.compare(newest, whole) < 0) {
                break;
            }
            List<Piece> pieces = pieces(
                    parts.stream().filter(part -> isTogether(part, newest)).toList());
            if (isComplete(pieces, newest.total())) {
                return pieces;
            }
        }
        return whole == null ? List.of() : List.of(new Piece(whole.snapshot(), whole.extractedAt(), 0, null));
    }

    private boolean isTogether(LoadedRead part, LoadedRead newest) {
        return part.total().equals(newest.total())
                && !part.extractedAt().isAfter(newest.extractedAt())
                && part.extractedAt().isAfter(newest.extractedAt().minus(partsWithin));
    }

    /** Gives each part, newest first, the positions that no newer one has. */
    private static List<Piece> pieces(List<LoadedRead> parts) {
        // First position taken → last one.
        var taken = new TreeMap<Long, Long>();
        var pieces = new ArrayList<Piece>();
        for (LoadedRead part : parts) {
            long first = part.first();
            while (first <= part.last()) {
                Map.Entry<Long, Long> before = taken.floorEntry(first);
                if (before != null && before.getValue() >= first) {
                    first = before.getValue() + 1;
                    continue;
                }
                Long next = taken.higherKey(first);
                long last = next == null ? part.last() : Math.min(part.last(), next - 1);
                pieces.add(new Piece(part.snapshot(), part.extractedAt(), first, last));
                taken.put(first, last);
                first = last + 1;
            }
        }
        pieces.sort(Comparator.comparingLong(Piece::first));
        return pieces;
    }

    private static boolean isComplete(List<Piece> pieces, long total) {
        long covered = 0;
        for (Piece piece : pieces) {
            if (piece.first() > covered) {
                break;
            }
            covered = piece.last() + 1;
        }
        return covered >= total;
    }
}
