package io.caravan.snapshot;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.model.Table;
import java.util.List;
import java.util.Map;

/**
 * What a transform made of one raw object. It is written last and so commits the transform; the load reads nothing else to
 * know which files belong to a snapshot.
 *
 * @param snapshot name of the snapshot, {@code [A-Za-z0-9_.=-]+}
 * @param rawKey where the raw object is kept after the transform
 * @param rawSha256 SHA-256 of the raw object's bytes, 64 hex digits
 * @param extractedAt when the read of the playlist began, ISO 8601 in UTC with milliseconds
 * @param runId the run that extracted it; null for an object that another program wrote
 * @param consistent whether the playlist stood still while it was read
 * @param seen entries in the raw object: item rows + skipped + rejected
 * @param skipped entries that are no track, by reason; a reason that is not named counts as 0
 * @param rejected entries whose values do not fit, kept under {@code dead_letter/rows/}
 * @param transformVersion {@link io.caravan.transform.SnapshotTransform#VERSION} of the transform that made the files; null where
 *     that is unknown
 * @param replay whether it replaces what was loaded of the snapshot; null is no
 * @param files CSV files by {@link Table#label()}; a table that is not named has no rows
 * @param model {@link Table#VERSION} of the files' columns; null is 1
 * @param playlists the playlists of which the raw object holds all or a part
 * @param withheld columns that no row tells
 * @param repaired values that were repaired or became null, by field of Spotify's answer
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Manifest(
        String snapshot,
        String rawKey,
        String rawSha256,
        String extractedAt,
        String runId,
        boolean consistent,
        long seen,
        Map<String, Long> skipped,
        long rejected,
        Integer transformVersion,
        Boolean replay,
        Map<String, TableFile> files,
        Integer model,
        List<Playlist> playlists,
        List<Withheld> withheld,
        Map<String, Long> repaired) {

    /** Takes what is not named for empty. */
    public Manifest {
        skipped = skipped == null ? Map.of() : skipped;
        files = files == null ? Map.of() : files;
        playlists = playlists == null ? List.of() : playlists;
        withheld = withheld == null ? List.of() : withheld;
        repaired = repaired == null ? Map.of() : repaired;
    }

    /** Returns what the manifest is called: a replay beside the snapshot's first, so that neither overwrites the other. */
    public static String fileName(String snapshot, boolean replay) {
        return snapshot + (replay ? ".replay" : "") + ".json";
    }

    /** Returns the version of the table model that the files follow. */
    public int modelVersion() {
        return model == null ? 1 : model;
    }

    /** Returns how many rows the snapshot has of a table. */
    public long rows(Table table) {
        TableFile file = files.get(table.label());
        return file == null ? 0 : file.rows();
    }

    /** Returns whether it replaces what was loaded of the snapshot. */
    public boolean replaces() {
        return Boolean.TRUE.equals(replay);
    }

    /**
     * One CSV file.
     *
     * @param key its key in the lake
     * @param rows its rows without the header
     */
    public record TableFile(String key, long rows) {}

    /**
     * A playlist as far as the raw object holds it.
     *
     * @param playlistId its id
     * @param playlistName as Spotify gives it; null where it does not
     * @param firstPosition the lowest position of its entries; null where there is none
     * @param entries its entries of all kinds
     * @param total number of items that Spotify tells; null where it does not
     * @param lastPosition the highest position of its entries; null where there is none, or a version before noted none
     * @param whole whether this is all of the playlist; null where a version before did not say
     * @param missing places of a whole read for which Spotify gave no entry; null where a version before did not say
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Playlist(
            String playlistId,
            String playlistName,
            Long firstPosition,
            long entries,
            Integer total,
            Long lastPosition,
            Boolean whole,
            Long missing) {}

    /**
     * A column that no row tells, which is not the same as null.
     *
     * @param playlistId the playlist whose rows they are; empty where the column is of none
     * @param tableName {@link Table#label()}
     * @param columnName its name
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Withheld(String playlistId, String tableName, String columnName) {}
}
