package io.caravan.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.RejectedException;
import io.caravan.transform.RawSource;
import io.caravan.transform.Rejection;
import io.caravan.transform.SkipReason;
import io.caravan.transform.Snapshot;
import io.caravan.transform.SnapshotTransform;
import io.caravan.transform.Table;
import io.caravan.transform.Timestamps;
import io.caravan.transform.UnreadableSnapshotException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The steps of {@code transform-snapshots} that compute: from a raw object to files, manifest and archive. */
public final class Snapshots {
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
     * @throws IOException when S3 is: the object is read again
     */
    public Snapshot read(
            @ExchangeProperty("inboxKey") String key,
            @ExchangeProperty("inboxETag") String eTag,
            @Header("CamelAwsS3ContentLength") long size,
            @Header("CamelAwsS3LastModified") Instant lastModified)
            throws IOException {
        InboxKey.check(key);
        try (var bytes = lake.openWhole(key, size, eTag)) {
            return transform.read(new RawSource(key, lastModified), bytes);
        } catch (S3Exception e) {
            if (Lake.isGoneOrOverwritten(e)) {
                return null;
            }
            throw e;
        } catch (UnreadableSnapshotException e) {
            // Without its cause: that may be an IOException, which the routes would take for a failing network.
            throw new RejectedException(e.getMessage());
        }
    }

    /** Returns the six CSV files of a snapshot, with their headers. */
    public List<CsvFile> csvFiles(@ExchangeProperty("snapshot") Snapshot snapshot) {
        return Arrays.stream(Table.values())
                .map(table -> new CsvFile(csvKey(snapshot, table), () -> Stream.concat(
                                Stream.of(table.columns()), snapshot.rows().get(table).stream())
                        .iterator()))
                .toList();
    }

    /** Returns where a CSV file goes. */
    public String csvKey(@Body CsvFile file) {
        return file.key();
    }

    /** Returns where the manifest of a snapshot goes. */
    public String manifestKey(@ExchangeProperty("snapshot") Snapshot snapshot) {
        return "transformed_data/to_load/" + snapshot.name() + ".json";
    }

    /** Puts the rejected entries, one JSON line each, to {@code dead_letter/rows/<snapshot>.jsonl}; nothing where there is none. */
    public void keepRejected(@ExchangeProperty("snapshot") Snapshot snapshot) throws IOException {
        if (snapshot.rejections().isEmpty()) {
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
        lake.put("dead_letter/rows/" + snapshot.name() + ".jsonl", lines.toByteArray(), "application/x-ndjson");
    }

    /** Returns the manifest of a snapshot. */
    public Manifest manifest(@ExchangeProperty("snapshot") Snapshot snapshot) {
        var files = new TreeMap<String, Manifest.TableFile>();
        for (Table table : Table.values()) {
            files.put(
                    table.label(),
                    new Manifest.TableFile(
                            csvKey(snapshot, table), snapshot.rows().get(table).size()));
        }
        return new Manifest(
                snapshot.name(),
                archiveKey(snapshot),
                snapshot.sha256(),
                Timestamps.iso(snapshot.extractedAt()),
                snapshot.runId(),
                snapshot.consistent(),
                snapshot.seen(),
                skippedByLabel(snapshot),
                snapshot.rejections().size(),
                files);
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
        return lake.copyIfUnchanged(inboxKey, eTag, archiveKey(snapshot));
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

    private static String csvKey(Snapshot snapshot, Table table) {
        return "transformed_data/" + table.folder() + "/" + snapshot.name() + ".csv";
    }

    /** Another program's object carries its time of extraction in the archive's key, since its own name need not hold it. */
    private static String archiveKey(Snapshot snapshot) {
        return "raw_data/processed/" + Timestamps.partition(snapshot.extractedAt()) + "/" + snapshot.name()
                + (snapshot.own() ? "" : "_" + Timestamps.compact(snapshot.extractedAt()))
                + (snapshot.gzipped() ? ".json.gz" : ".json");
    }
}
