package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravan.TestApplication;
import io.caravan.failpoint.Failpoints;
import io.caravan.failure.Outcome;
import io.caravan.sink.Batch;
import io.caravan.snapshot.Archive;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What fails on the way from the topic into the warehouse, and comes again. */
class StreamRecoveryIT extends StreamFixture {
    /** A reader of values that fails for a while, so that a poll throws. */
    public static final class FailingForAWhile extends ByteArrayDeserializer {
        private static final int FIRST = 20;
        /** The client tries the same record again by itself while it still has others to hand out. */
        private static final int FAILURES = 6;

        private static final AtomicInteger PASSES = new AtomicInteger();

        @Override
        public byte[] deserialize(String topic, byte[] data) {
            int pass = PASSES.incrementAndGet();
            if (pass >= FIRST && pass < FIRST + FAILURES) {
                throw new IllegalStateException("this poll fails");
            }
            return super.deserialize(topic, data);
        }
    }

    private static final Map<String, String> SMALL = Map.of("stream.format", "json", "stream.batch-size", "50");

    private static Map<String, String> small(String key, String value) {
        var settings = new HashMap<>(SMALL);
        settings.put(key, value);
        return settings;
    }

    @Test
    void aPollThatFailsPassesNoRecordOver() {
        broker().topic(topic, 2);
        FailingForAWhile.PASSES.set(0);
        var application = start(small("stream.options", "value.deserializer=" + FailingForAWhile.class.getName()));

        var summary = application.once();

        assertThat(FailingForAWhile.PASSES).hasValueGreaterThan(FailingForAWhile.FIRST + FailingForAWhile.FAILURES);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertThat(application.lake().listDeep("dead_letter/")).isEmpty();
        assertNothingHasLanded(application);
    }

    @Test
    void whatCannotBeLandedHoldsNoLockWhileItIsWaitedFor() throws Exception {
        broker().topic(topic, 1);
        var settings = small(
                Failpoints.PROPERTY, "land-records-commit.before=fail(1),consume-topic-rethrow.before=stall(30m)");
        var application = start(settings);
        application.extract();
        application.drainInbox();
        application.request("direct:publish-snapshots");
        application.request("direct:watch-topic");

        await().until(() -> !application.runs().summary().failures().isEmpty());
        application.request("direct:record-run");

        assertThat(query(application, "select count(*) from etl_run")).containsExactly(List.of("1"));
    }

    @Test
    void whatCannotBeLandedComesAgain() {
        broker().topic(topic, 2);
        var application = start(small(Failpoints.PROPERTY, "land-records-commit.before=fail(1)"));

        var summary = application.once();

        assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("land-records-commit.before failed as it was told"));
        assertThat(application.bean("streamLanding", StreamLanding.class).failures())
                .isEqualTo(1);
        assertThat(application.once().failures()).isEmpty();
        assertThat(query(application, "select count(*) from etl_load")).containsExactly(List.of("3"));
        assertNothingHasLanded(application);
    }

    @Test
    void behindATransactionThatStaysOpenACycleEndsAndSaysSo() {
        broker().topic(topic, 1);
        leaveTransactionOpen("another");
        var application = start(small("stream.timeout", "1s"));

        var summary = application.once();

        assertThat(summary.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains(topic, "nothing was landed for 4 s", "a transaction of another producer is open"));
    }

    @Test
    void aTransactionThatAKilledProcessLeftOpenEndsWhenItsInstanceComesBack() {
        broker().topic(topic, 1);
        leaveTransactionOpen("caravan-0");
        var application = start(SMALL);

        var summary = application.once();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
    }

    @Test
    void whatWasBrokenOffOftenIsNothingToBeRead() throws Exception {
        broker().topic(topic, 1);
        var application = start(small("stream.timeout", "2s"));
        assertThat(application.once().failures()).isEmpty();
        abort(40);

        var summary = application.once();

        assertThat(summary.failures()).isEmpty();
        assertThat(application.bean("topicLag", TopicLag.class).byPartition()).containsEntry(0, 0L);
    }

    /** Breaks transactions off, as a publisher does that is killed over and over. */
    private void abort(int transactions) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker().address(), "transactional.id", topic + "-other"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < transactions; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, 0, "x", new byte[] {1}))
                        .get();
                producer.abortTransaction();
            }
        }
    }

    @Test
    void behindATransactionThatStaysOpenACycleEndsThoughOthersWriteOn() throws Exception {
        broker().topic(topic, 1);
        leaveTransactionOpen("another");
        var application = start(small("stream.timeout", "1s"));

        var summary = whileAnotherWrites(application::once);

        assertThat(summary.outcome()).isEqualTo(Outcome.PARKED);
        assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains(topic, "nothing was landed for 4 s"));
    }

    @Test
    void aCycleReadsWhatStandsThereAndNotWhatOthersWriteMeanwhile() throws Exception {
        broker().topic(topic, 1);
        var application = start(SMALL);

        var summary = whileAnotherWrites(application::once);

        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertThat(summary.failures())
                .allSatisfy(failure -> assertThat(failure.message()).contains("is set aside"));
    }

    /** Runs a cycle while a record comes every now and then, for half a minute. */
    private <T> T whileAnotherWrites(Callable<T> cycle) throws Exception {
        var threads = Executors.newFixedThreadPool(1);
        var done = threads.submit(cycle);
        try {
            await("end while another writes").atMost(Duration.ofSeconds(30)).until(() -> {
                send(0, "x", new byte[] {1});
                return done.isDone();
            });
            return done.get();
        } finally {
            done.get(2, TimeUnit.MINUTES);
            threads.shutdown();
        }
    }

    /** Lands all that waits, and leaves it unmerged, as a process does that dies behind its commit. */
    private static void landOnly(TestApplication application) throws Exception {
        application.request("direct:publish-snapshots");
        application.request("direct:watch-topic");
        application.bean("topicLag", TopicLag.class).awaitLanded();
        application.bean("topicConsumer", TopicConsumer.class).stop();
    }

    @Test
    void whatAProcessLeftLandedIsMergedThoughNothingElseComes() throws Exception {
        broker().topic(topic, 1);
        var application = start(small(Failpoints.PROPERTY, "consume-topic-merge-landed.before=fail"));
        application.extract();
        application.drainInbox();
        landOnly(application);
        assertThat(query(application, "select count(*) from landing_stream_publication"))
                .containsExactly(List.of("3"));

        application.context().getRouteController().startRoute("schedule-watch");

        await().until(() -> application.runs().summary().snapshotsLoaded() == 3);
        application.context().getRouteController().stopRoute("schedule-watch");
        assertNothingHasLanded(application);
    }

    @SuppressWarnings("unchecked")
    private static List<Batch> selected(TestApplication application) throws IOException {
        try (var template = application.context().createProducerTemplate()) {
            return application
                    .bean("landedSnapshots", LandedSnapshots.class)
                    .batches(template.requestBody("direct:select-landed", null, List.class));
        }
    }

    private static void merge(TestApplication application, Batch batch) throws IOException {
        try (var template = application.context().createProducerTemplate()) {
            var answer = template.send("direct:merge-batch-or-each", exchange -> {
                exchange.setProperty("stage", "merge-landed");
                exchange.setProperty("fill", "direct:take-landed");
                exchange.setProperty("batch", batch);
            });
            assertThat(answer.getException()).isNull();
        }
    }

    @Test
    void aReplayThatAnotherConsumerHasMergedMeanwhileIsNoDeadLetter() throws Exception {
        broker().topic(topic, 1);
        var application = start(small(Failpoints.PROPERTY, "consume-topic-merge-landed.before=fail"));
        assertThat(application.once().snapshotsLoaded()).isEqualTo(3);
        var before = tables(application);
        new Archive(application.lake())
                .selected(null, null, null)
                .forEach(archived -> application.request("direct:replay-snapshot", archived));
        landOnly(application);
        List<Batch> late = selected(application);
        assertThat(late).isNotEmpty();
        application.request("direct:merge-landed");
        var failures = application.runs().summary().failures();

        for (Batch batch : late) {
            merge(application, batch);
        }

        assertThat(application.runs().summary().failures()).isEqualTo(failures);
        assertThat(application.lake().listDeep("dead_letter/")).isEmpty();
        assertThat(tables(application)).isEqualTo(before);
    }
}
