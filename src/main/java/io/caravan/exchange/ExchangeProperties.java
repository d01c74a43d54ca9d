package io.caravan.exchange;

/** The names of the exchange properties by which routes and beans hand on what they work at; Camel's own begin with {@code Camel}. */
public final class ExchangeProperties {
    /** Label of the {@link io.caravan.lake.Stage} at work, or what a route of one's own calls itself: where a failure is said to have happened. */
    public static final String STAGE = "stage";

    /** Id of the playlist that is being read. */
    public static final String PLAYLIST_ID = "playlistId";

    /** The playlist's {@code PlaylistRead}: what has come of it so far. */
    public static final String READ = "read";

    /** What has come so far of the list of the user's playlists. */
    public static final String LIBRARY = "library";

    /** Key of the object at work in an inbox, which a failure is about and which is set aside where it is at fault. */
    public static final String INBOX_KEY = "inboxKey";

    /** ETag of that object; one that comes under the same key meanwhile is another. */
    public static final String INBOX_ETAG = "inboxETag";

    /** The {@code Snapshot} at work, rows and all. */
    public static final String SNAPSHOT = "snapshot";

    /** The {@code ArchivedObject} that is transformed once more; not there for a snapshot that is new. */
    public static final String REPLAYED = "replayed";

    /** The bytes of a snapshot's manifest, which go into several inboxes. */
    public static final String MANIFEST = "manifest";

    /** The one {@code Sink} that a replay feeds; not there for all that are on. */
    public static final String INTO = "into";

    /** Whether a sink got the manifest of an archived snapshot, so that no raw object has to be read. */
    public static final String HANDED_OVER = "handedOver";

    /** Key under which {@code put-object} puts the body. */
    public static final String OBJECT_KEY = "objectKey";

    /** Its media type. */
    public static final String OBJECT_TYPE = "objectType";

    /** Its user metadata; not there for none. */
    public static final String OBJECT_METADATA = "objectMetadata";

    /** The batches that wait, as a list or an iterator. */
    public static final String BATCHES = "batches";

    /** The {@code Batch} at work: what an inbox or the topic has brought. */
    public static final String BATCH = "batch";

    /** What of the batch the ledger did not have, so that its rows count. */
    public static final String ENTERED = "entered";

    /** What pipes of Snowflake have brought of a batch; not there where they bring nothing. */
    public static final String LANDING = "landing";

    /** The endpoint that fills the stage; not there where that is done from the CSV files. */
    public static final String FILL = "fill";

    /** Name of the SQL file whose statement runs; null where its text was put together. */
    public static final String STATEMENT = "statement";

    /** The {@code Expiry} at work: what the retention runs. */
    public static final String EXPIRY = "expiry";

    /** What has expired, as a list of {@code ExpiredItems}. */
    public static final String EXPIRED = "expired";

    /** What the checks of the warehouse found, a line each. */
    public static final String FINDINGS = "findings";

    /** The {@code RunManifest} that is handed over. */
    public static final String RUN = "run";

    /** The runs of which rows are to be written. */
    public static final String RUNS_TO_RECORD = "runsToRecord";

    /** The {@code TableCommit} at work. */
    public static final String COMMIT = "commit";

    /** The records that a consumer got, or part of them. */
    public static final String POLLED = "polled";

    /** The files that their rows are written into. */
    public static final String LANDING_FILES = "landingFiles";

    /** How many landings had brought ends when a merge began. */
    public static final String COME = "come";

    /** Whether the consumer of the topic was running when it was looked after. */
    public static final String STARTED = "started";

    /** The {@code TopicRecord} that is to be set aside. */
    public static final String RECORD = "record";

    /** When the file of {@code spotify_data} was begun; not there where none is due. */
    public static final String BEGUN = "begun";

    /** The file of this machine that its rows were written to. */
    public static final String FILE = "file";

    /** The bytes of an answer that is none, which are to be set aside. */
    public static final String UNREADABLE = "unreadable";

    /** How often was tried again; told where Camel has taken its own count away. */
    public static final String RETRIES = "retries";

    /** What a failure is told as, in place of the exception's message. */
    public static final String EXPLANATION = "explanation";

    /** What it makes of the run, in place of what the exception says. */
    public static final String OUTCOME = "outcome";

    /** The {@code FailedStep} of a route of one's own. */
    public static final String FAILED_STEP = "failedStep";

    /** The reports of what was set aside last, for the hook. */
    public static final String SET_ASIDE = "setAside";

    private ExchangeProperties() {}
}
