package io.caravan.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.RejectedException;
import io.caravan.lake.LocalFiles;
import io.caravan.lake.Stage;
import io.caravan.lake.TopicRecord;
import io.caravan.model.Table;
import io.caravan.routes.ExchangeProperties;
import io.caravan.run.CurrentRun;
import io.caravan.run.Failure;
import io.caravan.run.Failures;
import io.caravan.sink.InboxManifest;
import io.caravan.sink.ManifestReader;
import io.caravan.snapshot.Manifest;
import io.caravan.stream.PolledRecords.Publication;
import io.caravan.stream.PolledRecords.Unreadable;
import io.caravan.stream.WarehouseOffsets.Landed;
import io.caravan.text.Durations;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.SqlStatement;
import io.caravan.warehouse.WarehouseDialect;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands records in the warehouse: their rows into {@code landing_stream_*}, and where they end into {@code etl_offset}, in one transaction, which
 * begins with the lock of the loads. So a record is landed once, whoever reads it how often.
 */
public final class StreamLanding {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLanding.class);
    private static final String PUBLICATIONS = ":publications";
    private static final int LONGEST_WORDS = 300;

    /**
     * A batch whose transaction is committed.
     *
     * @param records how many it had
     * @param seconds how long it took from being read to its commit
     */
    record LandedBatch(int records, double seconds) {}

    private final SchemaIds schemas;
    private final RecordReader reader;
    private final StreamPositions positions;
    private final TopicOffsets topic;
    private final SqlFiles sqlFiles;
    private final WarehouseDialect dialect;
    private final LocalFiles files;
    private final Failures setAside;
    private final CurrentRun runs;
    private final Clock clock;
    private final long pauseMillis;
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong recordsLanded = new AtomicLong();
    private volatile LandedBatch lastBatch = new LandedBatch(0, 0);
    private final ManifestReader manifests = new ManifestReader();
    private final RecordRows rows = new RecordRows();

    /** Creates the bean; after a failure it waits for the pause, as {@code 30s}. */
    public StreamLanding(
            SchemaIds schemas,
            StreamPositions positions,
            TopicOffsets topic,
            SqlFiles sqlFiles,
            WarehouseDialect dialect,
            LocalFiles files,
            Failures setAside,
            CurrentRun runs,
            Clock clock,
            String pause) {
        this.schemas = schemas;
        this.reader = new RecordReader(schemas);
        this.positions = positions;
        this.topic = topic;
        this.sqlFiles = sqlFiles;
        this.dialect = dialect;
        this.files = files;
        this.setAside = setAside;
        this.runs = runs;
        this.clock = clock;
        this.pauseMillis = Durations.parse(pause).toMillis();
    }

    /**
     * Reads what a consumer got.
     *
     * @param exchanges one a record, as Camel's consumer of batches gives them
     */
    public PolledRecords read(@Body List<Exchange> exchanges) {
        var polled = new PolledRecords(clock.instant());
        String checked = null;
        for (Exchange exchange : exchanges) {
            Message message = exchange.getMessage();
            String model = message.getHeader("model", String.class);
            String mediaType = message.getHeader("content-type", String.class);
            String both = mediaType + " " + model;
            if (!both.equals(checked)) {
                checkModel(model);
                checkFormat(mediaType);
                checked = both;
            }
            int partition = message.getHeader(KafkaConstants.PARTITION, Integer.class);
            KafkaManualCommit commit = message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class);
            if (commit != null) {
                polled.hint(partition, commit::commit);
            }
            polled.add(
                    new TopicPlace(partition, message.getHeader(KafkaConstants.OFFSET, Long.class)),
                    message.getBody(byte[].class));
        }
        polled.decode(reader);
        return polled;
    }

    /** Else the columns that only a later version knows would be lost, in silence. */
    private void checkModel(String model) {
        if (model != null && model.matches("\\d{1,9}") && Integer.parseInt(model) > Table.VERSION) {
            throw new ConfigurationException(
                    "The topic %s holds records of version %s of the table model, and this Caravan reads up to %d; it is not read on until a Caravan of a later version reads it"
                            .formatted(topic.topic(), model, Table.VERSION));
        }
    }

    /** What another program may have put there is set aside; records of ours only wait to be read by whoever can. */
    private void checkFormat(String mediaType) {
        if (AvroFormat.MEDIA_TYPE.equals(mediaType) && !schemas.isThere()) {
            throw new ConfigurationException(
                    "The topic %s holds records as Avro, and stream.registry-url has no value; give it the address of the registry where their schemas are"
                            .formatted(topic.topic()));
        }
    }

    /** Asks how far the topic is landed. */
    public SqlStatement offsets() {
        return SqlStatement.of(sqlFiles.statement("stream_select_offsets"), Map.of("topic", topic.topic()));
    }

    /**
     * Leaves out what is landed.
     *
     * @param rows what {@link #offsets} answered
     * @throws io.caravan.failure.ConfigurationException when records would be passed over
     */
    public void admit(
            @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled, @Body List<Map<String, Object>> rows) {
        var landed = new HashMap<Integer, Landed>();
        for (Map<String, Object> row : rows) {
            var anyCase = anyCase(row);
            landed.put(
                    ((Number) anyCase.get("partition_id")).intValue(),
                    new Landed((String) anyCase.get("topic_id"), ((Number) anyCase.get("next_offset")).longValue()));
        }
        polled.partitions()
                .forEach(partition -> polled.leaveOut(partition, positions.admit(partition, landed.get(partition))));
    }

    private static Map<String, Object> anyCase(Map<String, Object> row) {
        var anyCase = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(row);
        return anyCase;
    }

    /** Asks what is known of the publications that the records are of. */
    public SqlStatement publications(@ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        List<String> ids = polled.records().values().stream()
                .flatMap(records -> records.values().stream())
                .map(StreamRecord::publication)
                .distinct()
                .toList();
        return of("stream_select_publications", ids);
    }

    private SqlStatement of(String statement, Collection<String> publications) {
        return SqlStatement.of(sqlFiles.statement(statement).replace(PUBLICATIONS, literals(publications)));
    }

    /** What is no name of ours is none that the warehouse has. */
    static String literals(Collection<String> publications) {
        return publications.stream()
                .map(id -> StreamRecord.isPublication(id) ? "'" + id + "'" : "''")
                .collect(Collectors.joining(", ", "", publications.isEmpty() ? "''" : ""));
    }

    /**
     * Follows each publication, record by record, and writes its rows into files.
     *
     * @param rows what {@link #publications} answered
     */
    public LandingFiles follow(
            @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled, @Body List<Map<String, Object>> rows) {
        var known = new HashMap<String, Publication>();
        for (Map<String, Object> row : rows) {
            var anyCase = anyCase(row);
            known.put(
                    (String) anyCase.get("publication"),
                    new Publication(
                            ((Number) anyCase.get("partition_id")).intValue(),
                            ((Number) anyCase.get("last_offset")).longValue(),
                            new PublicationDigest(
                                    ((Number) anyCase.get("records")).longValue(), (String) anyCase.get("digest")),
                            (String) anyCase.get("manifest")));
        }
        var landing = new LandingFiles(files.newFolder());
        try {
            polled.records()
                    .forEach((partition, records) -> records.forEach((offset, record) ->
                            followOrSetAside(polled, new TopicPlace(partition, offset), record, known, landing)));
            return landing;
        } catch (RuntimeException e) {
            landing.close();
            throw e;
        }
    }

    private void followOrSetAside(
            PolledRecords polled,
            TopicPlace place,
            StreamRecord record,
            Map<String, Publication> known,
            LandingFiles landing) {
        try {
            follow(polled, place, record, known, landing);
        } catch (UnreadableRecordException e) {
            polled.unreadable().add(new Unreadable(place, "it " + e.getMessage()));
        }
    }

    private void follow(
            PolledRecords polled,
            TopicPlace place,
            StreamRecord record,
            Map<String, Publication> known,
            LandingFiles landing) {
        String id = record.publication();
        Publication before = known.get(id);
        PublicationDigest digest = before == null ? new PublicationDigest(0, "") : before.digest();
        if (record.type() != RecordType.END) {
            // A record can come again from elsewhere too: a topic is read from its beginning, or is a copy of another.
            if (!polled.broken().contains(id) && (before == null || !before.holds(place))) {
                rows.of(record, landing.rowsOf(id));
                digest.add(polled.value(place));
                enter(polled, known, id, new Publication(place.partition(), place.offset(), digest, null));
            }
            return;
        }
        GenericRecord end = record.fields();
        Manifest manifest = EndRecord.manifest(end);
        byte[] text = text(manifest).getBytes(StandardCharsets.UTF_8);
        InboxManifest told =
                manifests.read("/" + Manifest.fileName(manifest.snapshot(), manifest.replaces()), null, text);
        if (told.isReadable()
                && digest.records() == (long) end.get("records")
                && digest.text().equals(end.get("digest").toString())) {
            enter(
                    polled,
                    known,
                    id,
                    new Publication(
                            place.partition(), place.offset(), digest, new String(text, StandardCharsets.UTF_8)));
            return;
        }
        if (before != null) {
            known.remove(id);
            polled.publications().remove(id);
            polled.broken().add(id);
        }
        polled.unreadable()
                .add(new Unreadable(
                        place,
                        told.isReadable()
                                ? "it ends the snapshot %s after %s records, and not these came before it; publish it again: \"replay --into=stream %1$s\""
                                        .formatted(manifest.snapshot(), end.get("records"))
                                : "it ends a snapshot, and "
                                        + (told.problem() == null
                                                ? "names a later version of the table model"
                                                : told.problem())));
    }

    private static void enter(
            PolledRecords polled, Map<String, Publication> known, String id, Publication publication) {
        known.put(id, publication);
        polled.publications().put(id, publication);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("It holds only text, numbers, lists and maps", e);
        }
    }

    /**
     * Throws an error anew where the data is at fault.
     *
     * @throws RejectedException when the warehouse does not take the rows of one of the records
     */
    public void reject(
            @ExchangeException SQLException error, @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        if (polled != null && polled.hasRows() && dialect.isDataError(error)) {
            String words = String.valueOf(error.getMessage())
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new RejectedException(
                    "it holds what the warehouse does not take: "
                            + words.substring(0, Math.min(LONGEST_WORDS, words.length())),
                    error);
        }
    }

    /** Returns less to land at once after a rejection, until it is the one record that is at fault, which is set aside then. */
    public List<PolledRecords> narrowed(
            @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled,
            @ExchangeProperty("CamelExceptionCaught") RejectedException rejection) {
        return polled.narrowed(rejection.getMessage());
    }

    /** Keeps what cannot be landed as dead letters; from then on it may be passed over. */
    public void setAside(@ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        for (Unreadable record : polled.unreadable()) {
            setAside.keep(topicRecord(record, polled.value(record.place())), failure(record));
        }
    }

    private TopicRecord topicRecord(Unreadable record, byte[] value) {
        return new TopicRecord(
                topic.topic(), record.place().partition(), record.place().offset(), value);
    }

    private Failure failure(Unreadable record) {
        String object = topicRecord(record, null).object();
        return new Failure(
                Stage.CONSUME_TOPIC,
                object,
                "The record " + object + " is set aside: " + record.problem(),
                Outcome.PARTLY);
    }

    /** Returns what lands all of it, in this order. */
    public List<SqlStatement> statements(
            @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled,
            @ExchangeProperty(ExchangeProperties.LANDING_FILES) LandingFiles landing) {
        var statements = new ArrayList<SqlStatement>();
        landing.finish()
                .forEach((table, file) -> statements.add(SqlStatement.of(
                        dialect.copyStatement(sqlFiles.statement("stream_copy_" + table.label()), file))));
        if (!polled.broken().isEmpty()) {
            statements.addAll(removals(polled.broken()));
        }
        if (!polled.publications().isEmpty()) {
            statements.add(of("stream_delete_publication", polled.publications().keySet()));
            statements.add(SqlStatement.of(
                    sqlFiles.statement("stream_enter_publications"), Map.of("rows", publicationRows(polled))));
        }
        Map<Integer, Long> ends = polled.ends();
        if (!ends.isEmpty()) {
            String partitions = ends.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
            statements.add(SqlStatement.of(
                    sqlFiles.statement("stream_delete_offsets").replace(":partitions", partitions),
                    Map.of("topic", topic.topic())));
            statements.add(
                    SqlStatement.of(sqlFiles.statement("stream_enter_offsets"), Map.of("rows", offsetRows(ends))));
        }
        return statements;
    }

    /** Returns what takes away all that came with publications. */
    List<SqlStatement> removals(Collection<String> publications) {
        var statements = new ArrayList<SqlStatement>();
        Table.ofSnapshots().forEach(table -> statements.add(of("stream_delete_" + table.label(), publications)));
        statements.add(of("stream_delete_publication", publications));
        return statements;
    }

    private String publicationRows(PolledRecords polled) {
        var rows = new ArrayList<Map<String, Object>>();
        polled.publications().forEach((id, publication) -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("publication", id);
            row.put("records", publication.digest().records());
            row.put("digest", publication.digest().text());
            row.put("topic", topic.topic());
            row.put("partition_id", publication.partition());
            row.put("last_offset", publication.lastOffset());
            row.put("manifest", publication.manifest());
            rows.add(row);
        });
        return text(rows);
    }

    private String offsetRows(Map<Integer, Long> ends) {
        String topicId = topic.topicId();
        return text(ends.entrySet().stream()
                .map(end -> Map.of(
                        "topic",
                        topic.topic(),
                        "topic_id",
                        topicId,
                        "partition_id",
                        end.getKey(),
                        "next_offset",
                        end.getValue()))
                .toList());
    }

    /** Notes that the transaction is committed; Kafka's group is told for those who watch it, and need not hear it. */
    public void landed(@ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        positions.landed(polled.ends());
        runs.landed(polled.size());
        // Told once, however often it was tried.
        polled.unreadable().forEach(record -> runs.failed(failure(record), true));
        recordsLanded.addAndGet(polled.size());
        Duration took = Duration.between(polled.readAt(), clock.instant());
        lastBatch = new LandedBatch(polled.size(), took.toMillis() / 1000.0);
        try {
            polled.hints().forEach(Runnable::run);
        } catch (KafkaException e) {
            LOG.debug("Kafka's group {} was not told: {}", topic.topic(), e.getMessage());
        }
    }

    /** Returns how many records were landed so far. */
    long recordsLanded() {
        return recordsLanded.get();
    }

    /** Returns the batch that was landed last. */
    LandedBatch lastBatch() {
        return lastBatch;
    }

    /** Returns for how many milliseconds what failed is waited for. */
    public long pause() {
        return pauseMillis;
    }

    /** Throws the error anew, so that the records come again; an error of the warehouse is in words already. */
    public void fail(@ExchangeProperty("CamelExceptionCaught") Exception failure) throws Exception {
        failures.incrementAndGet();
        throw failure;
    }

    /** Returns how often landing failed so far. */
    long failures() {
        return failures.get();
    }

    /** Drops the files. */
    public void cleanUp(@ExchangeProperty(ExchangeProperties.LANDING_FILES) LandingFiles landing) {
        if (landing != null) {
            landing.close();
        }
        dialect.cleanUp();
    }
}
