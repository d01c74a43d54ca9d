package io.caravan.unified;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.RefusedException;
import io.caravan.lake.Lake;
import io.caravan.lake.LocalFiles;
import io.caravan.lake.Prefixes;
import io.caravan.lake.Stage;
import io.caravan.run.CurrentRun;
import io.caravan.snapshot.CsvRows;
import io.caravan.text.Durations;
import io.caravan.text.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.commons.csv.CSVPrinter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * The folder in which the newest state of {@code spotify_data} lies as one object, always under the same key, and those before under
 * {@code history/<time>/}. An object is written whole or not at all, so that whoever reads the folder finds one state and no part of one.
 * The time is that at which the view was about to be read, by the application's clock, which knows of loads too: what was loaded after it
 * is news, however long the writing took.
 */
public final class UnifiedFolder {
    private static final String NAME = "part-00000.csv";
    private static final String CURRENT = "spotify_clean_data.csv/" + NAME;
    private static final String HISTORY = "history/";
    private static final Pattern PAST = Pattern.compile(HISTORY + "(\\d{8}T\\d{9}Z)/" + NAME);
    private static final String TYPE = "text/csv; charset=utf-8";

    private final Lake folder;
    private final LocalFiles files;
    private final CurrentRun runs;
    private final Clock clock;
    private final Duration every;
    private final Duration keep;
    /** What this process wrote last; null where it wrote nothing yet. */
    private volatile Instant last;

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
    public UnifiedFolder(Lake folder, LocalFiles files, CurrentRun runs, Clock clock, String every, String keep) {
        this.folder = folder;
        this.files = files;
        this.runs = runs;
        this.clock = clock;
        this.every = Durations.parse(every);
        this.keep = Durations.parse(keep);
    }

    /**
     * Returns the view of the folder.
     *
     * @param place value of {@code unified.folder}: a prefix of the lake, or {@code s3://bucket/prefix/}
     * @param bucket the lake's
     * @param root what the lake's keys begin with
     * @throws ConfigurationException when Caravan keeps something else there
     */
    public static Lake at(S3Client s3, String place, String bucket, String root) {
        if (isOwn(place, bucket, root)) {
            throw new ConfigurationException(
                    "unified.folder is " + place
                            + ", where Caravan keeps what is no file for others; set it to a folder of its own, such as processed-data/");
        }
        if (!place.startsWith("s3://")) {
            return new Lake(s3, bucket, root + place);
        }
        String[] parts = place.substring("s3://".length()).split("/", 2);
        return new Lake(s3, parts[0], parts[1]);
    }

    private static boolean isOwn(String place, String bucket, String root) {
        String lake = "s3://" + bucket + "/" + root;
        String key = place.startsWith(lake) ? place.substring(lake.length()) : place;
        return key.isEmpty() || Prefixes.areOwn(key);
    }

    /**
     * Returns the time of what is to be written; null where nothing is due: it is written not oftener than every so often, and only where
     * something was loaded since. A process that has just begun does not know of the loads before it, and writes.
     */
    public Instant begin() {
        Instant now = clock.instant();
        Instant loaded = runs.lastSuccess(Stage.LOAD_WAREHOUSE);
        if (last != null && (loaded == null || loaded.isBefore(last) || now.isBefore(last.plus(every)))) {
            return null;
        }
        // A clock that was set back, as that of a trial is, does not hold up what comes.
        boolean isDue = told(() ->
                past().stream().filter(time -> !time.isAfter(now)).noneMatch(time -> now.isBefore(time.plus(every))));
        return isDue || !isThere() ? now : null;
    }

    private List<Instant> past() {
        return folder.listDeep(HISTORY)
                .map(object -> PAST.matcher(object.key()))
                .filter(Matcher::matches)
                .map(matcher -> Timestamps.fromCompact(matcher.group(1)))
                .toList();
    }

    private boolean isThere() {
        return told(() -> folder.exists(CURRENT));
    }

    /**
     * Writes rows into a file of this machine, one after the other as they come.
     *
     * @return null where there is no row yet
     * @throws RefusedException where there is none any more
     */
    public Path write(@Body Iterator<Map<String, Object>> rows) {
        if (!rows.hasNext()) {
            if (!isThere()) {
                return null;
            }
            throw new RefusedException(
                    "The view spotify_data holds no row, and the file " + CURRENT
                            + " in unified.folder is left as it was, and not emptied; delete it where the playlists are empty indeed");
        }
        Path room = files.newFolder();
        try {
            return write(rows, room.resolve(NAME));
        } catch (RuntimeException e) {
            LocalFiles.delete(room);
            throw e;
        }
    }

    private static Path write(Iterator<Map<String, Object>> rows, Path file) {
        try (var csv = new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), CsvRows.FORMAT)) {
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

    /**
     * Puts a file into the folder: into the history first, so that what is current stands there too, whoever dies in between. What
     * another process has read later stays.
     */
    public void publish(
            @ExchangeProperty(ExchangeProperties.FILE) Path file,
            @ExchangeProperty(ExchangeProperties.BEGUN) Instant begun) {
        told(() -> {
            folder.upload(HISTORY + Timestamps.compact(begun) + "/" + NAME, file, TYPE);
            Instant now = clock.instant();
            List<Instant> past = past();
            if (past.stream().noneMatch(time -> time.isAfter(begun) && !time.isAfter(now))) {
                folder.upload(CURRENT, file, TYPE);
            }
            past.stream()
                    .filter(time -> time.isBefore(begun.minus(keep)))
                    .forEach(time -> folder.delete(HISTORY + Timestamps.compact(time) + "/" + NAME));
            return null;
        });
        last = begun;
        runs.published(CURRENT);
    }

    private static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (NoSuchBucketException e) {
            throw new ConfigurationException(
                    "The bucket that unified.folder names is not there: " + e.getMessage()
                            + "; make it, or set another",
                    e);
        }
    }

    /** Deletes the file of this machine; null where none was written. */
    public void cleanUp(@ExchangeProperty(ExchangeProperties.FILE) Path file) {
        if (file != null) {
            LocalFiles.delete(file.getParent());
        }
    }
}
