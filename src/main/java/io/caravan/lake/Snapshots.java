package io.caravan.lake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.RefusedException;
import io.caravan.RejectedException;
import io.caravan.model.Table;
import io.caravan.transform.Fingerprint;
import io.caravan.transform.RawSource;
import io.caravan.transform.RawSource.Archived;
import io.caravan.transform.Rejection;
import io.caravan.transform.SkipReason;
import io.caravan.transform.Snapshot;
import io.caravan.transform.SnapshotTransform;
import io.caravan.transform.StaleFingerprintException;
import io.caravan.transform.Timestamps;
import io.caravan.transform.UnreadableSnapshotException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The steps of {@code transform-snapshots} that compute: from a raw object to files, manifest and archive. */
public final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    /** Names may tell the time of another zone, and clocks may be wrong by a little. */
    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    private final Lake lake;
    private final SnapshotTransform transform;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Creates the bean.
     *
     * @param lake where raw objects are
     * @param transform makes rows of them
     */
    public Snapshots(Lake lake, SnapshotTransform transform) {
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
            @ExchangeProperty("inboxKey") String key,
            @ExchangeProperty("inboxETag") String eTag,
            @Header("CamelAwsS3ContentLength") long size,
            @Header("CamelAwsS3LastModified") Instant lastModified)
            throws IOException {
        InboxKey.check(key);
        try {
            return transformed(key, size, eTag, lastModified);
        } catch (S3Exception e) {
            if (Lake.isGoneOrOverwritten(e)) {
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
            Fingerprint known = Fingerprint.from(Lake.metadata(facts));
            if (known != null) {
                return known.sha256();
            }
            try (var bytes = lake.openWhole(key, (Long) facts.get("size"), (String) facts.get("etag"))) {
                return Fingerprint.of(bytes).sha256();
            }
        } catch (S3Exception e) {
            if (Lake.isGoneOrOverwritten(e)) {
                return null;
            }
            throw e;
        }
    }

    /**
     * Reads a raw object of the archive; its snapshot is called as it was. Its bytes are hashed, whatever its metadata tell of them: years
     * may lie between.
     *
     * @throws RejectedException when the object is not what its name says, or its content cannot be read
     * @throws IOException when S3 fails: the object is read again
     */
    public Snapshot readArchived(@ExchangeProperty("archived") ArchivedObject archived) throws IOException {
        LakeObject object = archived.object();
        ArchiveKey key = archived.key();
        var identity = key.own() ? null : new Archived(key.snapshot(), key.extractedAt(), key.playlistId());
        try (var bytes = lake.openWhole(object.key(), object.size(), object.eTag())) {
            Snapshot snapshot = transform.read(new RawSource(object.key(), object.lastModified(), identity), bytes);
            if (!snapshot.name().equals(key.snapshot())) {
                throw new RejectedException("The archive's " + object.key() + " holds the snapshot " + snapshot.name()
                        + ", which its name does not say; put a copy of it into raw_data/to_processed/ instead");
            }
            return snapshot;
        } catch (S3Exception e) {
            if (Lake.isGoneOrOverwritten(e)) {
                throw new RejectedException("The archive's " + object.key()
                        + " was deleted or overwritten after it was listed; give the command replay again");
            }
            throw e;
        } catch (UnreadableSnapshotException e) {
            throw new RejectedException(e.getMessage());
        }
    }

    private Snapshot transformed(String key, long size, String eTag, Instant lastModified) throws IOException {
        try (var bytes = lake.openWhole(key, size, eTag)) {
            var source = new RawSource(key, Retries.firstSeen(bytes.metadata(), lastModified));
            var fingerprint = Fingerprint.from(bytes.metadata());
            Snapshot snapshot = transform.read(source, bytes, fingerprint);
            // With the fingerprint that Caravan gave it nobody has edited its own object.
            return snapshot.own() && fingerprint != null ? snapshot : checked(key, snapshot, lastModified);
        } catch (StaleFingerprintException e) {
            LOG.warn(e.getMessage());
        }
        try (var bytes = lake.openWhole(key, size, eTag)) {
            var source = new RawSource(key, Retries.firstSeen(bytes.metadata(), lastModified));
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

    /** Returns the six CSV files of a snapshot. */
    public List<CsvFile> csvFiles(
            @ExchangeProperty("snapshot") Snapshot snapshot, @ExchangeProperty("archived") ArchivedObject archived) {
        return Table.ofSnapshots().stream()
                .map(table -> new CsvFile(
                        csvKey(snapshot, archived, table), snapshot.rows().get(table)))
                .toList();
    }

    /** Returns where a CSV file goes. */
    public String csvKey(@Body CsvFile file) {
        return file.key();
    }

    /**
     * Puts the rejected entries, one JSON line each, to {@code dead_letter/rows/<snapshot>.jsonl}. Where there is none, nothing is
     * written; those of an earlier transform are gone after a replay.
     */
    public void keepRejected(
            @ExchangeProperty("snapshot") Snapshot snapshot, @ExchangeProperty("archived") ArchivedObject archived)
            throws IOException {
        String key = DeadLetters.rowsKey(snapshot.name());
        if (snapshot.rejections().isEmpty()) {
            if (archived != null) {
                lake.delete(key);
            }
            return;
        }
        var lines = new ByteArrayOutputStream();
        for (Rejection rejection : snapshot.rejections()) {
            var line = new LinkedHashMap<String, Object>();
            line.put("line", rejection.line());
            line.put("entry", rejection.entry());
            line.put("reason", rejection.reason());
            line.put("json", rejection.entryJson());
            lines.write(json.writeValueAsBytes(line));
            lines.write('\n');
        }
        lake.put(key, lines.toByteArray(), "application/x-ndjson");
    }

    /** Returns the key of the manifest in an inbox, of a snapshot that is new or of one that is replayed. */
    public String manifestKey(
            @Body String inbox,
            @ExchangeProperty("snapshot") Snapshot snapshot,
            @ExchangeProperty("archived") ArchivedObject archived) {
        return inbox + Manifest.fileName(snapshot.name(), archived != null);
    }

    /** Returns the manifest of a snapshot that is new, or of one that is replayed. */
    public Manifest manifest(
            @ExchangeProperty("snapshot") Snapshot snapshot, @ExchangeProperty("archived") ArchivedObject archived) {
        var files = new TreeMap<String, Manifest.TableFile>();
        for (Table table : Table.ofSnapshots()) {
            files.put(
                    table.label(),
                    new Manifest.TableFile(
                            csvKey(snapshot, archived, table),
                            snapshot.rows().get(table).size()));
        }
        boolean stoodStill = snapshot.own() && snapshot.consistent();
        return new Manifest(
                snapshot.name(),
                archived == null ? ArchiveKey.of(snapshot) : archived.object().key(),
                snapshot.sha256(),
                Timestamps.iso(snapshot.extractedAt()),
                snapshot.runId(),
                snapshot.consistent(),
                snapshot.seen(),
                skippedByLabel(snapshot),
                snapshot.rejections().size(),
                SnapshotTransform.VERSION,
                archived != null,
                files,
                Table.VERSION,
                snapshot.playlists().stream()
                        .map(playlist -> new Manifest.Playlist(
                                playlist.id(),
                                playlist.name(),
                                playlist.firstPosition(),
                                playlist.entries(),
                                playlist.total(),
                                playlist.lastPosition(),
                                playlist.isWhole(stoodStill),
                                playlist.missing(stoodStill)))
                        .toList(),
                snapshot.withheld().stream()
                        .map(column -> new Manifest.Withheld(
                                column.playlistId(), column.table().label(), column.column()))
                        .toList(),
                snapshot.repaired());
    }

    /** Returns what others are told of a snapshot: its manifest, as it stands in the inboxes. */
    public List<Map<String, Object>> event(
            @ExchangeProperty("snapshot") Snapshot snapshot, @ExchangeProperty("archived") ArchivedObject archived) {
        return List.of(json.convertValue(manifest(snapshot, archived), new TypeReference<Map<String, Object>>() {}));
    }

    /**
     * Copies the raw object to the archive.
     *
     * @return false when its key was written anew meanwhile: then what was read is no more, and the new object's turn comes
     */
    public boolean archive(
            @ExchangeProperty("snapshot") Snapshot snapshot,
            @ExchangeProperty("inboxKey") String inboxKey,
            @ExchangeProperty("inboxETag") String eTag) {
        return lake.copyIfUnchanged(inboxKey, eTag, ArchiveKey.of(snapshot));
    }

    /** Takes the raw object out of the inbox; one that has come meanwhile under the same key stays. */
    public void acknowledge(@ExchangeProperty("inboxKey") String inboxKey, @ExchangeProperty("inboxETag") String eTag) {
        lake.deleteIfUnchanged(inboxKey, eTag);
    }

    private static Map<String, Long> skippedByLabel(Snapshot snapshot) {
        var byLabel = new TreeMap<String, Long>();
        for (SkipReason reason : SkipReason.values()) {
            byLabel.put(reason.label(), snapshot.skipped().get(reason));
        }
        return byLabel;
    }

    /**
     * A replay's files stand beside the first ones, which a load may be reading; those of a later model beside the ones of replicas that
     * do not know it.
     */
    private static String csvKey(Snapshot snapshot, ArchivedObject archived, Table table) {
        String version = (archived == null ? "" : ".v" + SnapshotTransform.VERSION)
                + (Table.VERSION == 1 ? "" : ".m" + Table.VERSION);
        return Prefixes.TRANSFORMED + table.folder() + "/" + snapshot.name() + version + ".csv";
    }
}
