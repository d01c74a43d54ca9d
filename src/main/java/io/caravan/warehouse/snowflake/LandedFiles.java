package io.caravan.warehouse.snowflake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.lake.Lake;
import io.caravan.lake.ManyAtOnce;
import io.caravan.run.CurrentRun;
import io.caravan.run.Failure;
import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import io.caravan.sink.LoadSource;
import io.caravan.sink.Sink;
import io.caravan.snapshot.Manifest;
import io.caravan.snapshot.Manifest.TableFile;
import io.caravan.text.Durations;
import io.caravan.warehouse.JdbcRows;
import io.caravan.warehouse.Landing;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.SqlStatement;
import io.caravan.warehouse.WarehouseDialect;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CSV files that pipes bring into the tables {@code landing_*}. Which of them make a snapshot is still said by its manifest alone:
 * one whose rows have not all come yet waits in the inbox.
 */
public final class LandedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LandedFiles.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUESTION = "select_landed";
    /** Snowflake's number for an object that is not there, or is not the role's to see. */
    private static final int NO_SUCH_OBJECT = 2003;

    private final SqlFiles sqlFiles;
    private final boolean isOn;
    private final Duration patience;
    private final Lake lake;
    private final CurrentRun runs;
    private final Clock clock;

    /**
     * Creates the bean.
     *
     * @param from value of {@code warehouse.from}
     * @param within value of {@code warehouse.snowpipe-within}
     * @param lake says when a file or a manifest was written
     * @param runs is told of what has waited longer than that by the clock
     * @throws ConfigurationException when pipes are to bring the rows, and the warehouse has none or its statements are not there
     */
    public LandedFiles(
            String from,
            String within,
            SqlFiles sqlFiles,
            WarehouseDialect dialect,
            Lake lake,
            CurrentRun runs,
            Clock clock) {
        this.sqlFiles = sqlFiles;
        this.isOn = LoadSource.of(from).contains(LoadSource.SNOWPIPE);
        this.patience = Durations.parse(within);
        this.lake = lake;
        this.runs = runs;
        this.clock = clock;
        if (isOn && !(dialect instanceof SnowflakeDialect)) {
            throw new ConfigurationException(
                    "warehouse.from=snowpipe is for Snowflake alone; set warehouse.dialect=snowflake, or warehouse.from=inbox");
        }
        if (isOn) {
            SqlFiles.ofPipes().forEach(sqlFiles::statement);
        }
    }

    /** Tells whether the rows of a batch are to come by pipes. A replay has the names of files that they have taken before, and never take again. */
    public boolean areAwaited(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        return isOn && batch.entries().stream().allMatch(InboxManifest::isOfSnapshot) && !batch.holdsReplays();
    }

    /** Asks what has landed, by {@code select_landed.sql}: its parameter is a row for each file of a batch that holds any. */
    public SqlStatement question(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        List<Map<String, String>> rows = manifests(batch)
                .flatMap(manifest -> files(manifest)
                        .map(file -> Map.of(
                                "snapshot",
                                manifest.snapshot(),
                                "file_name",
                                lake.bucketKey(file.getValue().key()))))
                .toList();
        try {
            Map<String, Object> parameters = Map.of("rows", JSON.writeValueAsString(rows));
            return new SqlStatement(QUESTION, sqlFiles.statement(QUESTION), parameters);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A row holds only text", e);
        }
    }

    private static Stream<Manifest> manifests(Batch batch) {
        return batch.entries().stream().map(InboxManifest::manifest);
    }

    /** Of a file without rows nothing lands. */
    private static Stream<Map.Entry<String, TableFile>> files(Manifest manifest) {
        return manifest.files().entrySet().stream()
                .filter(file -> file.getValue().rows() > 0);
    }

    /**
     * Keeps the manifests of which all rows have landed, and those that the ledger has already. The others stay in the inbox; the run tells
     * of those that have waited too long.
     *
     * @param rows what {@code select_landed.sql} answered: of each file {@code row_count}, {@code landed_second} of the epoch, both null where
     *     nothing has landed, and {@code is_loaded}
     */
    public Landing landing(
            @ExchangeProperty(ExchangeProperties.BATCH) Batch batch, @Body List<Map<String, Object>> rows) {
        var landed = new HashMap<String, Landed>();
        rows.forEach(row -> landed.put((String) JdbcRows.value(row, "file_name"), Landed.of(row)));
        Set<String> rewritten = rewritten(manifests(batch), landed);
        var whole = new ArrayList<InboxManifest>();
        var waiting = new ArrayList<InboxManifest>();
        for (InboxManifest entry : batch.entries()) {
            String missing = missing(entry.manifest(), landed, rewritten);
            if (missing.isEmpty()) {
                whole.add(entry);
            } else {
                waiting.add(entry);
                tellIfTooLong(entry, missing);
            }
        }
        if (!waiting.isEmpty()) {
            LOG.info("Rows that pipes have still to bring: of {}", new Batch(waiting));
        }
        var fileNames = new HashMap<String, String>();
        whole.stream()
                .flatMap(entry -> entry.manifest().files().values().stream())
                .filter(file -> !rewritten.contains(file.key()))
                .forEach(file -> fileNames.put(file.key(), lake.bucketKey(file.key())));
        return new Landing(new Batch(whole), Map.copyOf(fileNames));
    }

    /**
     * Returns the keys of files that were written anew after a pipe had begun to read them, which takes no name twice. Where the second is
     * the same nobody knows which was first, and the file is what counts.
     */
    private Set<String> rewritten(Stream<Manifest> manifests, Map<String, Landed> landed) {
        List<TableFile> begun = manifests
                .flatMap(LandedFiles::files)
                .map(Map.Entry::getValue)
                .filter(file -> of(file, landed).isBegun())
                .toList();
        return new HashSet<>(ManyAtOnce.map(begun, file -> {
            Instant written = lake.lastModified(file.key());
            boolean isRewritten = written != null
                    && written.getEpochSecond() >= of(file, landed).second();
            return isRewritten ? file.key() : "";
        }));
    }

    private Landed of(TableFile file, Map<String, Landed> landed) {
        return landed.get(lake.bucketKey(file.key()));
    }

    /** Returns what has not landed, in words; empty where nothing is missing. */
    private String missing(Manifest manifest, Map<String, Landed> landed, Set<String> rewritten) {
        return files(manifest)
                .filter(file -> !rewritten.contains(file.getValue().key()))
                .filter(file ->
                        of(file.getValue(), landed).lacks(file.getValue().rows()))
                .map(file -> "%d of %d rows of landing_%s"
                        .formatted(
                                of(file.getValue(), landed).rows(),
                                file.getValue().rows(),
                                file.getKey()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void tellIfTooLong(InboxManifest entry, String missing) {
        Instant since = lake.lastModified(entry.key());
        if (since == null || !clock.instant().isAfter(since.plus(patience))) {
            return;
        }
        String table = missing.replaceFirst(".* (landing_\\w+)$", "$1");
        runs.failed(
                new Failure(
                        Sink.WAREHOUSE.stage(),
                        entry.key(),
                        "%s waits since %s for Snowflake's pipes, which have brought %s; see select system$pipe_status('%s_pipe'), then alter pipe %s_pipe refresh, or set warehouse.from=inbox, which copies the files"
                                .formatted(entry.key(), since, missing, table, table),
                        Outcome.PARTLY),
                false);
    }

    /**
     * Puts into words that the landing tables are not there; does nothing about other errors.
     *
     * @throws ConfigurationException when that is the error
     */
    public void explain(@ExchangeException SQLException error) {
        if (error.getErrorCode() == NO_SUCH_OBJECT) {
            // Without its cause, which the routes would take for a failing network.
            throw new ConfigurationException(
                    "Snowflake's pipes are to bring the rows, and their tables are not there or not to be read: "
                            + error.getMessage()
                            + "; let an administrator run sql/snowflake/setup/snowpipe.sql, or set warehouse.from=inbox");
        }
    }

    /** What there is of a file: its rows, the second of the epoch in which a pipe began to read it, and whether the ledger has its snapshot. */
    private record Landed(long rows, long second, boolean isLoaded) {
        static Landed of(Map<String, Object> row) {
            return new Landed(
                    number(row, "row_count"),
                    number(row, "landed_second"),
                    Boolean.TRUE.equals(JdbcRows.value(row, "is_loaded")));
        }

        private static long number(Map<String, Object> row, String column) {
            return JdbcRows.value(row, column) instanceof Number number ? number.longValue() : 0;
        }

        boolean isBegun() {
            return rows > 0 && !isLoaded;
        }

        boolean lacks(long promised) {
            return rows < promised && !isLoaded;
        }
    }
}
