package io.caravan.transform;

import io.caravan.model.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one raw object holds, ready for the six CSV files. {@code seen} = rows of {@link Table#PLAYLIST_ITEMS} + skipped +
 * rejected.
 *
 * @param name {@code <playlistId>_<extractedAt>} for Caravan's own objects, else {@code <slug>_<12 hex digits>}; only
 *     {@code [A-Za-z0-9_-]}
 * @param extractedAt when the read of the playlist began, to the millisecond
 * @param runId the run that extracted it; null for an object that another program wrote
 * @param own whether Caravan wrote the raw object
 * @param consistent whether the playlist stood still while it was read; true for an object that does not say
 * @param sha256 SHA-256 of the object's bytes as stored, 64 hex digits
 * @param gzipped whether the bytes are compressed
 * @param seen entries in the raw object
 * @param skipped entries that are no track; every reason is there, with 0 if need be
 * @param rejections entries of which a value does not fit
 * @param repaired values that did not fit and were repaired or became null, by field: {@code album.release_date}
 * @param playlists the playlists, in the order of the rows of {@link Table#PLAYLIST}
 * @param givenId the id of the one playlist of which the raw object does not tell it; null where it tells all
 * @param rows rows of every table
 * @param withheld the columns that no row tells, of tables that have rows; sorted
 */
public record Snapshot(
        String name,
        Instant extractedAt,
        String runId,
        boolean own,
        boolean consistent,
        String sha256,
        boolean gzipped,
        long seen,
        Map<SkipReason, Long> skipped,
        List<Rejection> rejections,
        Map<String, Long> repaired,
        List<PlaylistRead> playlists,
        String givenId,
        Map<Table, TableRows> rows,
        List<Withheld> withheld) {

    public Snapshot {
        skipped = Collections.unmodifiableMap(new EnumMap<>(skipped));
        rejections = List.copyOf(rejections);
        repaired = Collections.unmodifiableMap(new TreeMap<>(repaired));
        playlists = List.copyOf(playlists);
        rows = Collections.unmodifiableMap(new EnumMap<>(rows));
        withheld = List.copyOf(withheld);
    }
}
