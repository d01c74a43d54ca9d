package io.caravan.lake;

/**
 * The parts of the work that can fail by themselves. Routes name the one they are in by its label, as the exchange property {@code stage}; so do
 * {@code dead_letter/<stage>/}, summaries and metrics. A route of one's own may have any other name there, for which there is no constant.
 */
public enum Stage {
    /** From Spotify into the inbox of raw objects. */
    EXTRACT_PLAYLISTS("extract-playlists"),
    /** From raw objects to CSV files and manifests. */
    TRANSFORM_SNAPSHOTS("transform-snapshots"),
    /** Archived objects, or their manifests, once more. */
    REPLAY_SNAPSHOTS("replay-snapshots"),
    /** From CSV files into the warehouse. */
    LOAD_WAREHOUSE("load-warehouse"),
    /** From CSV files into the lake's tables. */
    COMMIT_TABLES("commit-tables"),
    /** From CSV files to the topic. */
    PUBLISH_SNAPSHOTS("publish-snapshots"),
    /** From the topic to where records land in the warehouse. */
    CONSUME_TOPIC("consume-topic"),
    /** From where records landed into the tables that are queried. */
    MERGE_LANDED("merge-landed"),
    /** From the view {@code spotify_data} to a file. */
    PUBLISH_UNIFIED("publish-unified"),
    /** The row of the run. */
    RECORD_RUN("record-run"),
    /** A hook, whose route is somebody's own. */
    ON_SNAPSHOT_TRANSFORMED("on-snapshot-transformed"),
    /** A hook, whose route is somebody's own. */
    ON_LOADED("on-loaded"),
    /** A hook, whose route is somebody's own. */
    ON_SET_ASIDE("on-set-aside");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** Returns what it is called outside Java. */
    public String label() {
        return label;
    }

    /** Returns whether a name is this one's. */
    public boolean isCalled(String name) {
        return label.equals(name);
    }
}
