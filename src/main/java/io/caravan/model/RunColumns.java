package io.caravan.model;

import static io.caravan.model.Column.integer;
import static io.caravan.model.Column.longInteger;
import static io.caravan.model.Column.text;
import static io.caravan.model.Column.timestamp;

import java.util.List;

/** The columns of what runs tell of themselves. */
final class RunColumns {
    private RunColumns() {}

    /** Returns those of {@link Table#ETL_RUN}. */
    static List<Column> run() {
        return List.of(
                text(1, "run_id", Sentences.RUN_ID).key(),
                timestamp(2, "started_at", "When the run began, UTC"),
                timestamp(3, "ended_at", "When the run ended, UTC"),
                text(4, "outcome", "How it ended; running while it reads playlists, and where it died meanwhile"),
                text(5, "counts", "What it did, as JSON"),
                text(6, "message", "What failed"),
                integer(7, "exit_code", "Exit code of that outcome").migration(2),
                longInteger(8, "duration_ms", "From its begin to its end, in milliseconds")
                        .migration(2),
                longInteger(9, "playlists_read", "Playlists of which a new raw object was written")
                        .migration(2),
                longInteger(10, "playlists_unchanged", "Playlists that were as they had been")
                        .migration(2),
                longInteger(11, "playlists_failed", "Playlists that could not be read")
                        .migration(2),
                longInteger(12, "pages", "Answers of Spotify with entries in them")
                        .migration(2),
                longInteger(13, "snapshots_transformed", "Raw objects turned into CSV files")
                        .migration(2),
                longInteger(14, "snapshots_loaded", "Snapshots that a load added to the warehouse")
                        .migration(2),
                longInteger(15, "dead_letters", "Objects set aside").migration(2),
                longInteger(16, "seen", "Entries in the transformed raw objects")
                        .migration(2),
                longInteger(17, "rejected", "Entries whose values do not fit").migration(2));
    }

    /** Returns those of {@link Table#ETL_OBSERVATION}. */
    static List<Column> observation() {
        return List.of(
                text(1, "playlist_id", Sentences.PLAYLIST_ID).key().migration(2),
                timestamp(2, "observed_at", "When that was known, UTC").required(),
                text(3, "outcome", "read, unchanged, failed, or not carried where the run did not come to it")
                        .required(),
                text(4, "run_id", Sentences.RUN_ID).key());
    }
}
