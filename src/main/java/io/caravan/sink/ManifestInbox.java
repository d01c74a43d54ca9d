package io.caravan.sink;

import io.caravan.exchange.ExchangeProperties;
import io.caravan.failure.Outcome;
import io.caravan.failure.RejectedException;
import io.caravan.lake.Lake;
import io.caravan.lake.LakeObject;
import io.caravan.lake.ManyAtOnce;
import io.caravan.model.Table;
import io.caravan.run.CurrentRun;
import io.caravan.run.Failure;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;

/** The manifests that wait for a sink, in a prefix of the lake: moving one out of it is the acknowledgement. */
public final class ManifestInbox {
    private final Lake lake;
    private final Sink sink;
    private final int batchSize;
    private final CurrentRun runs;
    private final ManifestReader reader = new ManifestReader();

    /**
     * Creates the bean.
     *
     * @param lake where the inbox is
     * @param sink whose inbox it is
     * @param batchSize how many manifests a batch holds at most; Snowflake takes 1,000 names in one COPY
     * @param runs is told what stays in the inbox
     */
    public ManifestInbox(Lake lake, Sink sink, int batchSize, CurrentRun runs) {
        this.lake = lake;
        this.sink = sink;
        this.batchSize = batchSize;
        this.runs = runs;
    }

    /**
     * Returns the batches of one cycle, oldest manifest first, replays in batches of their own after all others, and runs after
     * these: a snapshot is in a batch once at most. The inbox is listed again after the last batch, until a listing holds nothing
     * that this cycle had not seen.
     */
    public Iterator<Batch> batches() {
        return new Batches();
    }

    /** Tells whether a cycle has a batch to load. */
    public boolean hasBatch(@ExchangeProperty(ExchangeProperties.BATCHES) Iterator<Batch> batches) {
        return batches.hasNext();
    }

    /**
     * Moves the manifests of a committed batch out of the inbox; one that was written anew meanwhile stays, and one that came another way has
     * nothing there.
     */
    public void acknowledge(@ExchangeProperty(ExchangeProperties.BATCH) Batch batch) {
        List<InboxManifest> mine = batch.entries().stream()
                .filter(entry -> entry.key().startsWith(sink.inbox()))
                .toList();
        ManyAtOnce.map(mine, entry -> {
            lake.move(
                    entry.key(),
                    entry.eTag(),
                    sink.archive() + entry.key().substring(sink.inbox().length()));
            return entry;
        });
    }

    private List<Batch> batches(List<LakeObject> objects) {
        var found = ManyAtOnce.map(objects, this::read).stream()
                .filter(Objects::nonNull)
                .collect(Collectors.partitioningBy(InboxManifest::isOfLaterModel));
        found.get(true).forEach(this::leave);
        List<InboxManifest> entries = found.get(false);
        var batches = new ArrayList<Batch>();
        batches.addAll(oldestFirst(entries.stream()
                .filter(entry -> entry.isOfSnapshot() && !entry.manifest().replaces())));
        batches.addAll(oldestFirst(entries.stream()
                .filter(entry -> entry.isOfSnapshot() && entry.manifest().replaces())));
        batches.addAll(oldestFirst(entries.stream().filter(InboxManifest::isOfRun)));
        entries.stream()
                .filter(entry -> !entry.isReadable())
                .forEach(unreadable -> batches.add(new Batch(List.of(unreadable))));
        return batches;
    }

    private List<Batch> oldestFirst(Stream<InboxManifest> manifests) {
        List<InboxManifest> sorted = manifests
                .sorted(Comparator.comparing(InboxManifest::time).thenComparing(InboxManifest::key))
                .toList();
        var batches = new ArrayList<Batch>();
        var batch = new ArrayList<InboxManifest>();
        var days = new HashSet<LocalDate>();
        for (InboxManifest entry : sorted) {
            LocalDate day = entry.day();
            boolean isOneDayTooMany = days.size() == sink.days() && !days.contains(day);
            if (batch.size() == batchSize || isOneDayTooMany) {
                batches.add(new Batch(batch));
                batch.clear();
                days.clear();
            }
            batch.add(entry);
            days.add(day);
        }
        if (!batch.isEmpty()) {
            batches.add(new Batch(batch));
        }
        return batches;
    }

    /** While an update rolls out, the versions before it meet what only those after it can read. */
    private void leave(InboxManifest later) {
        runs.failed(new Failure(sink.stage(), later.key(), ofLaterModel(later), Outcome.PARTLY), false);
    }

    private static String ofLaterModel(InboxManifest later) {
        return "%s names version %d of the table model, and this Caravan reads up to %d; it stays in the inbox until a Caravan of a later version loads it"
                .formatted(later.key(), later.laterModel(), Table.VERSION);
    }

    /** Returns a sentence for each manifest that waits for a Caravan of a later version. */
    public List<String> waitingForLater() {
        return lake.list(sink.inbox()).stream()
                .map(this::read)
                .filter(entry -> entry != null && entry.isOfLaterModel())
                .map(ManifestInbox::ofLaterModel)
                .toList();
    }

    /** Returns null where another replica has moved the object meanwhile. */
    private InboxManifest read(LakeObject object) {
        try {
            byte[] bytes = lake.readListed(object);
            if (bytes == null) {
                return null;
            }
            return sink.takesRuns() && RunManifest.isOne(object.key())
                    ? reader.readRun(object.key(), object.eTag(), bytes)
                    : reader.read(object.key(), object.eTag(), bytes);
        } catch (RejectedException e) {
            return InboxManifest.unreadable(object.key(), object.eTag(), e.getMessage());
        }
    }

    private final class Batches implements Iterator<Batch> {
        private final Set<LakeObject> seen = new HashSet<>();
        private final Queue<Batch> waiting = new ArrayDeque<>();
        private boolean ended;

        /** Once it has said no it stays with it: a splitter asks again after its last part, and would lose what came meanwhile. */
        @Override
        public boolean hasNext() {
            if (waiting.isEmpty() && !ended) {
                List<LakeObject> news = lake.list(sink.inbox()).stream()
                        .filter(object -> !seen.contains(object))
                        .toList();
                waiting.addAll(batches(news));
                seen.addAll(news);
                ended = waiting.isEmpty();
            }
            return !waiting.isEmpty();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return waiting.remove();
        }
    }
}
