package io.caravan.snapshot;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.RefusedException;
import io.caravan.failure.RejectedException;
import io.caravan.lake.InboxKey;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.lake.ObjectFacts;
import io.caravan.lake.Prefixes;
import io.caravan.lake.RetryMetadata;
import io.caravan.lake.S3Refusals;
import io.caravan.text.Timestamps;
import io.caravan.transform.Fingerprint;
import io.caravan.transform.RawSource;
import io.caravan.transform.RawSource.Archived;
import io.caravan.transform.Snapshot;
import io.caravan.transform.SnapshotTransform;
import io.caravan.transform.StaleFingerprintException;
import io.caravan.transform.UnreadableSnapshotException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Raw objects of the lake: how one becomes a snapshot, and how it leaves the inbox. */
public final class RawObjects {
    private static final Logger LOG = LoggerFactory.getLogger(RawObjects.class);
    /** Names may tell the time of another zone, and clocks may be wrong by a little. */
    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    private final Lake lake;
    private final SnapshotTransform transform;

    /**
     * Creates the bean.
     *
     * @param lake where raw objects are
     * @param transform makes rows of them
     */
    public RawObjects(Lake lake, SnapshotTransform transform) {
        this.lake = lake;
        this.transform = transform;
    }

    /** Returns the lake's key of the object that the inbox's consumer brings. */
    public String inboxKey(@Header("CamelAwsS3Key") String bucketKey) {
        return lake.keyOf(bucketKey);
    }

    /**
     * Reads a raw object of the inbox.
     *
     * @return its rows; null when the object is not there any more, or another one stands in its place
     * @throws RejectedException when its name or its content is at fault
     * @throws RefusedException when S3 holds it in an archive
     * @throws IOException when S3 is: the object is read again
     */
    public Snapshot read(
            @ExchangeProperty(ExchangeProperties.INBOX_KEY) String key,
            @ExchangeProperty(ExchangeProperties.INBOX_ETAG) String eTag,
            @Header("CamelAwsS3ContentLength") long size,
            @Header("CamelAwsS3LastModified") Instant lastModified)
            throws IOException {
        InboxKey.check(key);
        try {
            return transformed(key, size, eTag, lastModified);
        } catch (S3Exception e) {
            if (S3Refusals.isGoneOrOverwritten(e)) {
                return null;
            }
            if (e instanceof InvalidObjectStateException archived) {
                throw new RefusedException(
                        "The object %s is archived (storage class %s), and S3 does not give it: restore it there, or"
                                        .formatted(key, archived.storageClassAsString())
                                + " take it out of " + Prefixes.RAW_INBOX
                                + "; until then it stays, and is told in each run");
            }
            throw e;
        } catch (UnreadableSnapshotException e) {
            // Without its cause: that may be an IOException, which the routes would take for a failing network.
            throw new RejectedException(e.getMessage());
        }
    }

    /**
     * Reads a raw object of the archive; its snapshot is called as it was. Its bytes are hashed, whatever its metadata tell of them: years
     * may lie between.
     *
     * @throws RejectedException when the object is not what its name says, or its content cannot be read
     * @throws IOException when S3 fails: the object is read again
     */
    public Snapshot readArchived(@ExchangeProperty(ExchangeProperties.REPLAYED) ArchivedObject replayed)
            throws IOException {
        LakeObject object = replayed.object();
        ArchiveKey key = replayed.key();
        var identity = key.own() ? null : new Archived(key.snapshot(), key.extractedAt(), key.playlistId());
        try (var bytes = lake.openWhole(object.key(), object.size(), object.eTag())) {
            Snapshot snapshot = transform.read(new RawSource(object.key(), object.lastModified(), identity), bytes);
            if (!snapshot.name().equals(key.snapshot())) {
                throw new RejectedException("The archive's " + object.key() + " holds the snapshot " + snapshot.name()
                        + ", which its name does not say; put a copy of it into raw_data/to_processed/ instead");
            }
            return snapshot;
        } catch (S3Exception e) {
            if (S3Refusals.isGoneOrOverwritten(e)) {
                throw new RejectedException("The archive's " + object.key()
                        + " was deleted or overwritten after it was listed; give the command replay again");
            }
            throw e;
        } catch (UnreadableSnapshotException e) {
            throw new RejectedException(e.getMessage());
        }
    }

    /**
     * Copies the raw object to the archive.
     *
     * @return false when its key was written anew meanwhile: then what was read is no more, and the new object's turn comes
     */
    public boolean archive(
            @ExchangeProperty(ExchangeProperties.SNAPSHOT) Snapshot snapshot,
            @ExchangeProperty(ExchangeProperties.INBOX_KEY) String inboxKey,
            @ExchangeProperty(ExchangeProperties.INBOX_ETAG) String eTag) {
        return lake.copyIfUnchanged(inboxKey, eTag, ArchiveKey.of(snapshot));
    }

    /** Takes the raw object out of the inbox; one that has come meanwhile under the same key stays. */
    public void acknowledge(
            @ExchangeProperty(ExchangeProperties.INBOX_KEY) String inboxKey,
            @ExchangeProperty(ExchangeProperties.INBOX_ETAG) String eTag) {
        lake.deleteIfUnchanged(inboxKey, eTag);
    }

    private Snapshot transformed(String key, long size, String eTag, Instant lastModified) throws IOException {
        try (var bytes = lake.openWhole(key, size, eTag)) {
            var source = new RawSource(key, RetryMetadata.firstSeen(bytes.metadata(), lastModified));
            var fingerprint = Fingerprint.from(bytes.metadata());
            Snapshot snapshot = transform.read(source, bytes, fingerprint);
            // With the fingerprint that Caravan gave it nobody has edited its own object.
            return snapshot.own() && fingerprint != null ? snapshot : checked(key, snapshot, lastModified);
        } catch (StaleFingerprintException e) {
            LOG.warn(e.getMessage());
        }
        try (var bytes = lake.openWhole(key, size, eTag)) {
            var source = new RawSource(key, RetryMetadata.firstSeen(bytes.metadata(), lastModified));
            return checked(key, transform.read(source, bytes), lastModified);
        }
    }

    private Snapshot checked(String key, Snapshot snapshot, Instant lastModified) throws IOException {
        if (snapshot.own()) {
            checkArchive(key, snapshot);
        } else {
            checkTime(key, snapshot, lastModified);
        }
        return snapshot;
    }

    /**
     * Caravan's own objects are called by what their first line says, so that one that somebody edited bears the name of the one
     * before: its files would take the place of those that were loaded, and its bytes that of the archive.
     */
    private void checkArchive(String key, Snapshot snapshot) throws IOException {
        for (String archived : ArchiveKey.ofNamesakes(snapshot)) {
            String sha256 = sha256(archived);
            if (sha256 != null && !sha256.equals(snapshot.sha256())) {
                throw new RejectedException("The archive holds the snapshot " + snapshot.name() + ", which " + key
                        + " calls itself, with other bytes: " + archived
                        + ". Nothing was written over. Put a corrected copy"
                        + " into " + Prefixes.RAW_INBOX
                        + " without its first line, so that it becomes a snapshot of its own, and discard this one");
            }
        }
    }

    /** What was read later than it came would stay the current content until that day, whatever is read meanwhile. */
    private static void checkTime(String key, Snapshot snapshot, Instant lastModified) {
        if (snapshot.extractedAt().isAfter(lastModified.plus(CLOCKS_APART))) {
            throw new RejectedException("The object " + key + " came at " + Timestamps.iso(lastModified)
                    + ", and the time in its name or its folders is " + Timestamps.iso(snapshot.extractedAt())
                    + ": nobody can have read it then. Put a copy into " + Prefixes.RAW_INBOX
                    + " under a name with the time at which it was read, or with none, and discard this one");
        }
    }

    /** Returns the SHA-256 of an object's bytes; null where there is no such object. */
    private String sha256(String key) throws IOException {
        try {
            var facts = lake.describe(key);
            Fingerprint known = Fingerprint.from(ObjectFacts.metadata(facts));
            if (known != null) {
                return known.sha256();
            }
            try (var bytes = lake.openWhole(key, (Long) facts.get("size"), (String) facts.get("etag"))) {
                return Fingerprint.of(bytes).sha256();
            }
        } catch (S3Exception e) {
            if (S3Refusals.isGoneOrOverwritten(e)) {
                return null;
            }
            throw e;
        }
    }
}
