package io.caravan.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.lake.TopicRecord;
import io.caravan.model.Table;
import io.caravan.sink.Batch;
import io.caravan.sink.InboxManifest;
import io.caravan.snapshot.Manifest;
import io.caravan.warehouse.JdbcRows;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.SqlStatement;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * The snapshots whose records are landed whole, on their way from {@code landing_stream_*} through stage and winner. Of each, its manifest has the
 * place of its end in the topic for a key, and the publication for an ETag.
 */
public final class LandedSnapshots {
    /** While records wait, so many landings share a merge, which costs nearly as much for one snapshot as for ten. */
    private static final int LANDINGS_A_MERGE = 10;

    private final SqlFiles sqlFiles;
    private final LandingStatements landing;
    private final StreamPositions positions;

    private final int batchSize;
    private final ObjectMapper json = new ObjectMapper();
    /**
     * How many landings have brought ends, and of how many all ends are merged; a process that begins knows of none, and one that gets a partition
     * does not know what its last reader has left.
     */
    private final AtomicLong come = new AtomicLong();

    private final AtomicLong merged = new AtomicLong(-1);
    private final int recordsALanding;
    private int fullLandings;
    private boolean hasCome;

    /**
     * Creates the bean.
     *
     * @param batchSize how many snapshots are merged at once at most
     * @param recordsALanding how many records a consumer gets at once at most
     */
    public LandedSnapshots(
            SqlFiles sqlFiles,
            LandingStatements landing,
            StreamPositions positions,
            int batchSize,
            int recordsALanding) {
        this.sqlFiles = sqlFiles;
        this.landing = landing;
        this.positions = positions;
        this.batchSize = batchSize;
        this.recordsALanding = recordsALanding;
    }

    /** Returns whether there may be some: after a landing that brought an end, a merge that failed, or a start. */
    public boolean areDue() {
        return landings() != merged.get();
    }

    /** Notes that a landing has brought an end. */
    public synchronized void come() {
        come.incrementAndGet();
        hasCome = true;
    }

    /**
     * Returns whether to merge behind a landing: where an end has come since that was said last, and no other landing follows at once, or ten have.
     * One that is just full, behind which nothing comes, and a merge that failed are left to who looks after the consumer.
     */
    public synchronized boolean areDueBehind(@ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        fullLandings = isMoreBehind(polled) ? fullLandings + 1 : 0;
        boolean areDue = hasCome && fullLandings % LANDINGS_A_MERGE == 0;
        hasCome &= !areDue;
        return areDue;
    }

    /** Returns whether a consumer got as much as it gets at once, behind which there mostly is more. */
    public boolean isMoreBehind(@ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        return polled.size() >= recordsALanding;
    }

    /** Returns how many landings have brought ends so far, and how many partitions have come to this process. */
    public long landings() {
        return come.get() + positions.assignments();
    }

    /** Asks which there are. */
    public SqlStatement ended() {
        return SqlStatement.of(sqlFiles.statement("stream_select_ended"));
    }

    /**
     * Returns them in batches, oldest first, replays in batches of their own behind all others; no batch holds two publications of one snapshot.
     *
     * @param rows what {@link #ended} answered
     */
    public List<Batch> batches(@Body List<Map<String, Object>> rows) {
        List<InboxManifest> manifests = rows.stream()
                .map(this::manifest)
                .sorted(Comparator.comparing(
                                (InboxManifest entry) -> entry.manifest().replaces())
                        .thenComparing(entry -> entry.manifest().extractedAt())
                        .thenComparing(InboxManifest::key))
                .toList();
        var batches = new ArrayList<Batch>();
        var batch = new ArrayList<InboxManifest>();
        Set<String> snapshots = new HashSet<>();
        for (InboxManifest entry : manifests) {
            boolean isOfAnotherKind = !batch.isEmpty()
                    && batch.get(0).manifest().replaces() != entry.manifest().replaces();
            if (batch.size() == batchSize
                    || isOfAnotherKind
                    || snapshots.contains(entry.manifest().snapshot())) {
                batches.add(new Batch(batch));
                batch.clear();
                snapshots.clear();
            }
            batch.add(entry);
            snapshots.add(entry.manifest().snapshot());
        }
        if (!batch.isEmpty()) {
            batches.add(new Batch(batch));
        }
        return batches;
    }

    private InboxManifest manifest(Map<String, Object> row) {
        Manifest manifest = parsed(String.valueOf(JdbcRows.value(row, "manifest")));
        String key = "%s/%s/%s"
                .formatted(
                        JdbcRows.value(row, "topic"),
                        JdbcRows.value(row, "partition_id"),
                        JdbcRows.value(row, "last_offset"));
        return new InboxManifest(key, (String) JdbcRows.value(row, "publication"), manifest, null, null, null);
    }

    private Manifest parsed(String text) {
        try {
            return json.readValue(text, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("It was read before it was landed", e);
        }
    }

    /** Returns what puts the rows of snapshots into their stage. */
    public List<SqlStatement> takes(@ExchangeProperty(ExchangeProperties.ENTERED) Batch entered) {
        String publications = LandingStatements.literals(publications(entered));
        return entered.size() == 0
                ? List.of()
                : Table.ofSnapshots().stream()
                        .map(table -> SqlStatement.of(sqlFiles.statement("stream_take_" + table.label())
                                .replace(":publications", publications)))
                        .toList();
    }

    private static List<String> publications(Batch batch) {
        return batch.entries().stream().map(InboxManifest::eTag).toList();
    }

    /** Returns what takes the rows of a batch out of where they have landed. */
    public List<SqlStatement> removals(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        return landing.removals(publications(batch));
    }

    /** Notes that all that had come before are merged, or set aside. */
    public void done(@ExchangeProperty(ExchangeProperties.COME) long before) {
        merged.set(before);
    }

    /**
     * Returns whether a batch of one is still to be merged.
     *
     * @param rows what {@link #ended} answered
     */
    public boolean isThere(
            @ExchangeProperty(ExchangeProperties.BATCH) Batch batch, @Body List<Map<String, Object>> rows) {
        String publication = batch.entries().get(0).eTag();
        return rows.stream().anyMatch(row -> manifest(row).eTag().equals(publication));
    }

    /** Returns the end of a batch of one with its manifest, since its rows cannot be merged. */
    public TopicRecord record(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        InboxManifest entry = batch.entries().get(0);
        String[] place = entry.key().split("/", 3);
        try {
            byte[] manifest = json.writeValueAsBytes(entry.manifest());
            return new TopicRecord(place[0], Integer.parseInt(place[1]), Long.parseLong(place[2]), manifest);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("It holds only text, numbers, lists and maps", e);
        }
    }
}
