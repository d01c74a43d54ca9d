package io.caravan.warehouse.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.lake.LocalFiles;
import io.caravan.lake.Prefixes;
import io.caravan.model.Column;
import io.caravan.model.Table;
import io.caravan.sink.LedgerRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a load writes into the lake for Redshift to read: under {@code transformed_data/redshift/<batch>/}, a Parquet file a table and a
 * manifest that names it and its size, as COPY asks of Parquet. It is deleted when the load has ended; what a dead process has left goes
 * when it is a day old.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html">manifests</a>
 */
public final class StagedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StagedFiles.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a load has a folder of its own while it lasts. */
    private static final String FOLDER = Prefixes.TRANSFORMED + "redshift/";

    /** No load lasts as long: a transaction of Redshift ends with the session, a session after an hour without work. */
    private static final Duration LEFT_OVER_AFTER = Duration.ofDays(1);

    private final Lake lake;
    private final String bucket;
    private final LocalFiles files;

    /** What this thread's load has written; a load stays in one thread, and others may be at work. */
    private final ThreadLocal<List<String>> written = ThreadLocal.withInitial(ArrayList::new);

    private final ThreadLocal<String> batch = new ThreadLocal<>();

    /**
     * Creates the bean.
     *
     * @param bucket the lake's
     * @param files where CSV files are read and Parquet is written
     */
    public StagedFiles(Lake lake, String bucket, LocalFiles files) {
        this.lake = lake;
        this.bucket = bucket;
        this.files = files;
    }

    /** Returns the address of a manifest of the rows of CSV files. */
    String ofCsv(Table table, List<Column> columns, List<String> keys) {
        try {
            return stage(
                    table.label() + "_" + columns.size(),
                    new ParquetCopy(table, columns).ofCsv(files.of(keys), keys, files.newFolder()));
        } finally {
            files.cleanUp();
        }
    }

    /** Returns the address of a manifest of rows that stand in no file. */
    String ofRows(LedgerRows rows) {
        return stage(
                rows.table().label(),
                new ParquetCopy(rows.table(), rows.table().columns())
                        .ofJson((String) rows.parameters().get("rows"), files.newFolder()));
    }

    private String stage(String name, Path file) {
        try {
            boolean isFirst = batch.get() == null;
            if (isFirst) {
                batch.set(FOLDER + UUID.randomUUID() + "/");
            }
            String data = note(batch.get() + name + ".parquet");
            lake.upload(data, file, "application/vnd.apache.parquet");
            String manifest = note(batch.get() + name + ".manifest");
            lake.put(manifest, manifest(data, Files.size(file)), "application/json");
            if (isFirst) {
                deleteLeftOver(lake.lastModified(manifest).minus(LEFT_OVER_AFTER));
            }
            return address(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ", see warehouse.work-folder", e);
        } finally {
            LocalFiles.delete(file.getParent());
        }
    }

    private String note(String key) {
        written.get().add(key);
        return key;
    }

    private byte[] manifest(String key, long size) throws JsonProcessingException {
        var entry = Map.of("url", address(key), "mandatory", true, "meta", Map.of("content_length", size));
        return JSON.writeValueAsString(Map.of("entries", List.of(entry))).getBytes(UTF_8);
    }

    private String address(String key) {
        return "s3://" + bucket + "/" + lake.bucketKey(key);
    }

    /** Both times are of S3's clock. */
    private void deleteLeftOver(Instant time) {
        try (var left = lake.listDeep(FOLDER)) {
            left.filter(object -> object.lastModified().isBefore(time))
                    .map(LakeObject::key)
                    .forEach(lake::delete);
        }
    }

    /** Deletes what this thread's load has written; what cannot be deleted now is when it is old. */
    void cleanUp() {
        try {
            written.get().forEach(lake::delete);
        } catch (RuntimeException e) {
            LOG.warn("What a load wrote for Redshift stays in {} for a day: {}", batch.get(), e.getMessage());
        } finally {
            written.remove();
            batch.remove();
        }
    }
}
