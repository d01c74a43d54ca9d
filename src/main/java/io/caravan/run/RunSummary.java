package io.caravan.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.failure.Outcome;
import java.util.List;
import java.util.Map;

/**
 * What a run did, as the last line of {@code once} and in {@code etl_run.counts}.
 *
 * @param runId name of the run
 * @param startedAt ISO 8601, UTC
 * @param endedAt ISO 8601, UTC
 * @param outcome how it ended
 * @param exitCode exit code of that outcome
 * @param playlistsRead playlists of which a new raw object was written
 * @param playlistsUnchanged playlists that are as they were
 * @param playlistsFailed playlists that could not be read
 * @param pages answers of Spotify with entries in them
 * @param snapshotsTransformed raw objects turned into CSV files
 * @param snapshotsLoaded snapshots that a load added to the warehouse
 * @param snapshotsCommitted snapshots that a commit added to the lake's tables
 * @param snapshotsPublished snapshots that were published to the topic
 * @param deadLetters objects set aside
 * @param seen entries in the transformed raw objects: items + skipped + rejected
 * @param skipped entries that are no track, by reason
 * @param rejected entries whose values do not fit
 * @param repaired values that did not fit and were repaired or became null, by field
 * @param leftInInbox objects in the inbox that are never taken, such as {@code _SUCCESS}
 * @param rowsLoaded rows of the loaded CSV files, by table
 * @param historyRemoved of how many {@code playlists}, {@code reads} and {@code rows} history was removed, as it had expired; empty for none
 * @param tables rows in the warehouse now, by table; empty where nothing was loaded
 * @param findings what the checks found in the warehouse
 * @param failures what did not work
 * @param observations what came of each playlist; not told in JSON, where the counts are enough
 * @param goesOn whether playlists are still read; not told in JSON, which comes at the end
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunSummary(
        String runId,
        String startedAt,
        String endedAt,
        Outcome outcome,
        int exitCode,
        long playlistsRead,
        long playlistsUnchanged,
        long playlistsFailed,
        long pages,
        long snapshotsTransformed,
        long snapshotsLoaded,
        long snapshotsCommitted,
        long snapshotsPublished,
        long deadLetters,
        long seen,
        Map<String, Long> skipped,
        long rejected,
        Map<String, Long> repaired,
        long leftInInbox,
        Map<String, Long> rowsLoaded,
        Map<String, Long> historyRemoved,
        Map<String, Long> tables,
        List<String> findings,
        List<Failure> failures,
        @JsonIgnore List<Observation> observations,
        @JsonIgnore boolean goesOn) {

    private static final String GOES_ON = "running";

    /** Returns how it ended, or that it goes on: one that died meanwhile has no other end. */
    public String state() {
        return goesOn ? GOES_ON : outcome.label();
    }
}
