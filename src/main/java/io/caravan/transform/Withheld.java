package io.caravan.transform;

import io.caravan.model.Table;
import java.util.Comparator;

/**
 * A column that no row of a snapshot tells, since Spotify left its field out of every object; a field that is null is told.
 *
 * @param playlistId the playlist whose rows they are; empty but for {@link Table#PLAYLIST} and {@link Table#PLAYLIST_ITEMS}
 * @param table has one row at least
 * @param column name of the column
 */
public record Withheld(String playlistId, Table table, String column) implements Comparable<Withheld> {
    private static final Comparator<Withheld> ORDER = Comparator.comparing(Withheld::playlistId)
            .thenComparing(Withheld::table)
            .thenComparing(Withheld::column);

    /** By playlist, then in the order of {@link Table}, then by name. */
    @Override
    public int compareTo(Withheld other) {
        return ORDER.compare(this, other);
    }
}
