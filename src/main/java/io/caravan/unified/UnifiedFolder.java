package io.caravan.unified;

import io.caravan.RefusedException;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.lake.LocalFiles;
import io.caravan.run.Runs;
import io.caravan.transform.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.util.TimeUtils;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The folder in which the newest state of {@code spotify_data} lies as one object, always under the same key, and those before under
 * {@code history/<time>/}. An object is written whole or not at all, so that whoever reads the folder finds one state and no part of one.
 */
public final class UnifiedFolder {
    private static final String CURRENT = "spotify_clean_data.csv/";
    private static final String NAME = "part-00000.csv";
    private static final String HISTORY = "history/";
    private static final String TYPE = "text/csv; charset=utf-8";
    /** As in the lake's other CSV files: a null is nothing at all, an empty text is "". */
    private static final CSVFormat FORMAT = CSVFormat.Builder.create(CSVFormat.RFC4180)
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setRecordSeparator('\n')
            .get();

    private final Lake folder;
    private final LocalFiles files;
    private final Runs runs;
    private final Clock clock;
    private final Duration every;
    private final Duration keep;
    private volatile boolean isFirst = true;

    /**
     * Creates the bean.
     *
     * @param folder where the objects go
     * @param files room for a file
     * @param runs knows of loads, and is told
     * @param clock says when
     * @param every value of {@code unified.every}
     * @param keep value of {@code unified.keep}
     */
    public UnifiedFolder(Lake folder, LocalFiles files, Runs runs, Clock clock, String every, String keep) {
        this.folder = folder;
        this.files = files;
        this.runs = runs;
        this.clock = clock;
        this.every = Duration.ofMillis(TimeUtils.toMilliSeconds(every));
        this.keep = Duration.ofMillis(TimeUtils.toMilliSeconds(keep));
    }

    /**
     * Returns the view of the folder.
     *
     * @param place value of {@code unified.folder}: a prefix of the lake, or {@code s3://bucket/prefix/}
     */
    public static Lake at(S3Client s3, String place, String bucket, String root) {
        if (!place.startsWith("s3://")) {
            return new Lake(s3, bucket, root + place);
        }
        String[] parts = place.substring("s3://".length()).split("/", 2);
        return new Lake(s3, parts[0], parts[1]);
    }

    /**
     * Returns whether it is time to write: not oftener than every so often, and only where something was loaded since. A process that has
     * just begun does not know of the loads before it, and writes.
     */
    public boolean isDue() {
        LakeObject current = current();
        if (current == null) {
            return true;
        }
        Instant loaded = runs.lastSuccess("load-warehouse");
        boolean isNews = isFirst || (loaded != null && !loaded.isBefore(current.lastModified()));
        return isNews && !clock.instant().isBefore(current.lastModified().plus(every));
    }

    private LakeObject current() {
        return folder.list(CURRENT).stream()
                .filter(object -> object.key().equals(CURRENT + NAME))
                .findFirst()
                .orElse(null);
    }

    /**
     * Writes rows into a file of this machine, one after the other as they come.
     *
     * @return null where there is no row yet
     * @throws RefusedException where there is none any more
     */
    public Path write(@Body Iterator<Map<String, Object>> rows) {
        if (!rows.hasNext()) {
            if (current() == null) {
                return null;
            }
            throw new RefusedException(
                    "The view spotify_data holds no row, and the file " + CURRENT + NAME
                            + " in unified.folder is left as it was, and not emptied; delete it where the playlists are empty indeed");
        }
        Path file = files.newFolder().resolve(NAME);
        try (var csv = new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), FORMAT)) {
            Map<String, Object> row = rows.next();
            csv.printRecord(row.keySet());
            csv.printRecord(row.values());
            while (rows.hasNext()) {
                csv.printRecord(rows.next().values());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ", see warehouse.work-folder", e);
        }
    }

    /** Puts a file into the folder: into the history first, so that what is current stands there too, whoever dies in between. */
    public void publish(@ExchangeProperty("file") Path file) {
        Instant now = clock.instant();
        folder.upload(HISTORY + Timestamps.compact(now) + "/" + NAME, file, TYPE);
        folder.upload(CURRENT + NAME, file, TYPE);
        isFirst = false;
        runs.published(CURRENT + NAME);
        forgetBefore(now.minus(keep));
    }

    private void forgetBefore(Instant time) {
        String first = HISTORY + Timestamps.compact(time);
        folder.listDeep(HISTORY)
                .filter(object ->
                        object.key().endsWith("/" + NAME) && object.key().compareTo(first) < 0)
                .toList()
                .forEach(object -> folder.delete(object.key()));
    }

    /** Deletes the file of this machine; null where none was written. */
    public void cleanUp(@ExchangeProperty("file") Path file) {
        if (file != null) {
            LocalFiles.delete(file.getParent());
        }
    }
}
