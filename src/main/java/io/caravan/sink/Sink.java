package io.caravan.sink;

import io.caravan.lake.Prefixes;
import io.caravan.lake.Stage;
import java.util.Locale;

/** What takes the rows of snapshots: each has an inbox of manifests of its own, and works at its own pace. */
public enum Sink {
    /** Tables of an Iceberg catalogue. */
    TABLES(Prefixes.COMMIT_INBOX, Prefixes.COMMITTED, Stage.COMMIT_TABLES, true, 100),
    /** A topic of Kafka. */
    STREAM(Prefixes.PUBLISH_INBOX, Prefixes.PUBLISHED, Stage.PUBLISH_SNAPSHOTS, false, Integer.MAX_VALUE),
    /** The warehouse; its inbox is fed last, since what stands there counts as transformed. */
    WAREHOUSE(Prefixes.LOAD_INBOX, Prefixes.LOADED, Stage.LOAD_WAREHOUSE, false, Integer.MAX_VALUE);

    private final String inbox;
    private final String archive;
    private final Stage stage;
    private final boolean takesRuns;
    private final int days;

    Sink(String inbox, String archive, Stage stage, boolean takesRuns, int days) {
        this.inbox = inbox;
        this.archive = archive;
        this.stage = stage;
        this.takesRuns = takesRuns;
        this.days = days;
    }

    /** Returns what it is called outside Java. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the prefix of the manifests that wait for it. */
    public String inbox() {
        return inbox;
    }

    /** Returns the prefix of the manifests that it took. */
    public String archive() {
        return archive;
    }

    /** Returns the stage of what it sets aside, which is called as the route that works its inbox off. */
    public Stage stage() {
        return stage;
    }

    /** Returns whether runs come to it as manifests too; the warehouse is told of them by statements. */
    public boolean takesRuns() {
        return takesRuns;
    }

    /** Returns of how many days a batch may be: of each table, each of them becomes a file of its own. */
    int days() {
        return days;
    }
}
