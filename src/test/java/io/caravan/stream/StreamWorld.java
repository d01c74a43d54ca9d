package io.caravan.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.Difference;
import io.caravan.Emulators;
import io.caravan.ExpectedTables;
import io.caravan.LoadedTables;
import io.caravan.OutsideServices;
import io.caravan.local.spotify.Catalogue;
import io.caravan.settings.SettingsFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * All that outlives the processes of the jar that read playlists, publish them to a topic and land them from there: Spotify, the lake, the
 * topic and the warehouse, and what has to stand there.
 */
final class StreamWorld implements AutoCloseable {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 21);
    /** Within so many days each playlist changes. */
    private static final int DAYS_A_ROUND = 3;

    private static final List<String> LANDINGS =
            List.of("album", "artists", "songs", "song_artists", "playlist", "playlist_items", "publication");
    private static final List<String> INBOXES = List.of(
            "raw_data/to_processed/", "transformed_data/to_load/", "transformed_data/to_publish/", "dead_letter/");

    /** Nobody who is alive is silent for so long in the midst of a transaction. */
    private static final int IDLE_SECONDS = 10;

    /** What a kill left undone, by the first step that it waits for. */
    enum Left {
        NOTHING,
        TO_EXTRACT,
        TO_TRANSFORM,
        TO_PUBLISH,
        TO_LAND,
        IN_PARTS,
        TO_MERGE
    }

    final Path folder;
    private final KafkaBroker broker;
    private final String topic = "kills-" + UUID.randomUUID();
    private final Catalogue catalogue;
    private final OutsideServices services;
    private final Emulators.Account account;
    private final S3Client s3;
    private final String bucket;
    private final ExpectedTables expected = new ExpectedTables();
    /** By the time from which on it was so. */
    private final NavigableMap<Instant, LocalDate> days = new TreeMap<>();

    private LocalDate day = FIRST_DAY;

    private StreamWorld(
            Path folder, KafkaBroker broker, int partitions, int playlists, int entries, Emulators.Account account) {
        this.folder = folder;
        this.broker = broker;
        this.account = account;
        SettingsFolder.in(folder).whole();
        catalogue = Catalogue.of(1, playlists, entries, FIRST_DAY);
        services = OutsideServices.start(folder, catalogue);
        bucket = account == null ? "lake" : account.bucket();
        s3 = S3Client.builder()
                .endpointOverride(URI.create(
                        account == null
                                ? services.s3().url()
                                : account.settings().get("lake.endpoint")))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        account == null
                                ? AwsBasicCredentials.create("local", "local-secret")
                                : AwsBasicCredentials.create("test", "secret")))
                .build();
        broker.topic(topic, partitions);
        begin();
    }

    /** One over a DuckDB file. */
    static StreamWorld onDuckDb(Path folder, KafkaBroker broker, int partitions, int playlists, int entries) {
        return new StreamWorld(folder, broker, partitions, playlists, entries, null);
    }

    /** One over Snowflake's emulator. */
    static StreamWorld onSnowflake(Path folder, KafkaBroker broker, int partitions, int playlists, int entries) {
        return new StreamWorld(
                folder,
                broker,
                partitions,
                playlists,
                entries,
                Emulators.start().newAccount());
    }

    /** Returns the environment of a process. */
    Map<String, String> environment(String instance, Map<String, String> more) {
        var environment = new HashMap<>(services.environment(Map.of(
                "STREAM_BROKERS", broker.address(),
                "STREAM_TOPIC", topic,
                "STREAM_GROUP", topic,
                "STREAM_INSTANCE", instance,
                "STREAM_FORMAT", "json",
                "STREAM_BATCH_SIZE", "50",
                "STREAM_OPTIONS", "session.timeout.ms=6000",
                "WAREHOUSE_FROM", "stream",
                "CARAVAN_LONGEST_RETRY_DELAY", "1s")));
        if (account != null) {
            account.settings()
                    .forEach((key, value) ->
                            environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        }
        environment.putAll(more);
        return environment;
    }

    /** Turns the calendar so far that all playlists have changed. */
    void nextDay() {
        day = day.plusDays(DAYS_A_ROUND);
        begin();
    }

    private void begin() {
        services.spotify().advanceTo(day);
        days.put(Instant.now(), day);
        expected.read(day, catalogue.on(day).playlists());
    }

    LocalDate day() {
        return day;
    }

    /** Returns how much was read so far, of all days. */
    Difference difference() throws SQLException, IOException {
        try (Connection warehouse = connect()) {
            return LoadedTables.difference(warehouse, expected, extractedAt -> days.floorEntry(extractedAt)
                    .getValue());
        }
    }

    /** Returns what has to be empty once all is done, and is not. */
    List<String> leftovers() throws SQLException, IOException {
        try (Connection warehouse = connect()) {
            return leftovers(warehouse);
        }
    }

    private List<String> leftovers(Connection warehouse) throws SQLException {
        var left = new ArrayList<String>();
        INBOXES.forEach(inbox -> names(inbox).forEach(name -> left.add(inbox + name)));
        for (String table : LANDINGS) {
            long rows = Long.parseLong(rows(warehouse, "select count(*) from landing_stream_" + table)
                    .get(0));
            if (rows > 0) {
                left.add(rows + " rows of landing_stream_" + table);
            }
        }
        Set<String> waiting = names("transformed_data/published/");
        waiting.removeAll(entered(warehouse));
        waiting.forEach(snapshot -> left.add(snapshot + " in the topic"));
        return left;
    }

    /** Returns the first step for which work waits, while nobody works. */
    Left left() throws SQLException, IOException {
        if (!names("raw_data/to_processed/").isEmpty()) {
            return Left.TO_TRANSFORM;
        }
        if (!names("transformed_data/to_publish/").isEmpty()) {
            return Left.TO_PUBLISH;
        }
        try (Connection warehouse = connect()) {
            List<String> manifests =
                    rows(warehouse, "select coalesce(manifest, '') from landing_stream_publication order by 1");
            if (!manifests.isEmpty()) {
                return manifests.get(0).isEmpty() ? Left.IN_PARTS : Left.TO_MERGE;
            }
            Set<String> published = names("transformed_data/published/");
            if (!entered(warehouse).containsAll(published)) {
                return Left.TO_LAND;
            }
            return published.stream().filter(this::isOfThisDay).count()
                            < catalogue.ids().size()
                    ? Left.TO_EXTRACT
                    : Left.NOTHING;
        }
    }

    /**
     * Returns whether all of this day has come into the ledger, whoever works meanwhile. The emulator forgets the sessions of the dead here, which
     * Snowflake does by itself after some minutes.
     */
    boolean isDone() throws SQLException, IOException {
        try (Connection warehouse = connect()) {
            rows(warehouse, "select system$abort_transaction(" + IDLE_SECONDS + ")");
            return entered(warehouse).stream()
                                    .filter(this::isOfThisDay)
                                    .map(snapshot -> snapshot.substring(0, snapshot.indexOf('_')))
                                    .distinct()
                                    .count()
                            == catalogue.ids().size()
                    && leftovers(warehouse).isEmpty();
        }
    }

    private boolean isOfThisDay(String snapshot) {
        String began = days.lastKey().toString().replaceAll("[-:.]", "").substring(0, 15);
        return snapshot.substring(snapshot.indexOf('_') + 1).compareTo(began) > 0;
    }

    private static List<String> entered(Connection warehouse) throws SQLException {
        return rows(warehouse, "select snapshot from etl_load");
    }

    /** Fails unless the topic, the archive of what was published and the ledger name the same snapshots, the ledger each once. */
    void compareLedger() throws SQLException, IOException {
        Set<String> published = new TreeSet<>(publications().keySet());
        try (Connection warehouse = connect()) {
            List<String> entered = entered(warehouse);
            if (entered.size() != published.size()
                    || !published.equals(new TreeSet<>(entered))
                    || !published.equals(names("transformed_data/published/"))) {
                throw new IllegalStateException("The topic holds %s, the archive %s, the ledger %s"
                        .formatted(published, names("transformed_data/published/"), entered));
            }
        }
    }

    /** Returns how many publications there are of each snapshot, as anyone reads the topic. */
    Map<String, Long> publications() throws IOException {
        var json = new ObjectMapper();
        var publications = new TreeMap<String, Long>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.address(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode value = json.readTree(record.value());
                    if (value.has("digest")) {
                        publications.merge(value.path("snapshot").asText(), 1L, Long::sum);
                    }
                }
            }
        }
        return publications;
    }

    /** Leaves a transaction open, as a process of this instance does that is killed in the midst of a snapshot. */
    @SuppressWarnings("FutureReturnValueIgnored") // they are waited for by the flush
    void leaveTransactionOpen(String instance) {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.address(), "transactional.id", instance),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        catalogue.ids().forEach(id -> producer.send(new ProducerRecord<>(topic, id, new byte[] {'{'})));
        producer.flush();
        producer.close(Duration.ZERO);
    }

    /** Opens the warehouse. Of a file a copy, since who opens one whose process has died repairs it, which is not the test's to do. */
    private Connection connect() throws SQLException, IOException {
        if (account != null) {
            return account.connect();
        }
        Path copy = Files.createDirectories(folder.resolve("look")).resolve("warehouse.duckdb");
        for (String end : List.of("", ".wal")) {
            Path original = folder.resolve("data/warehouse.duckdb" + end);
            Path to = copy.resolveSibling("warehouse.duckdb" + end);
            Files.deleteIfExists(to);
            if (Files.exists(original)) {
                Files.copy(original, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return DriverManager.getConnection("jdbc:duckdb:" + copy);
    }

    private static List<String> rows(Connection warehouse, String sql) throws SQLException {
        try (var statement = warehouse.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    /** Returns the names of the objects below a prefix, without their ends. */
    private Set<String> names(String prefix) {
        return s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .map(key -> key.substring(key.lastIndexOf('/') + 1).replaceFirst("\\.json$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        s3.close();
        services.close();
    }
}
