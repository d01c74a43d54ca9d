package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravan.TestApplication;
import io.caravan.observe.Observations;
import io.caravan.observe.Served;
import io.caravan.run.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What health and metrics tell of the stream, as the started application serves them, over a real broker. */
class TopicHealthIT extends StreamFixture {
    private TestApplication app;
    private Served served;

    private void serve(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "camel.management.port", "0",
                "camel.management.host", "127.0.0.1",
                "caravan.observe-every", "24h",
                "stream.watch-every", "24h"));
        settings.putAll(more);
        app = start(settings);
        var server = app.context().hasService(VertxPlatformHttpServer.class);
        served = new Served("http://127.0.0.1:" + server.getPort());
        await().until(() -> served.status("/observe/health/ready") == 200);
    }

    private void look() {
        app.bean("topicObservations", TopicObservations.class).look();
        app.bean("topicMeters", TopicMeters.class).show();
    }

    private void sendOfALaterModel(int partition) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker().address()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, partition, "later", new byte[] {1});
            record.headers().add("model", "999".getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
    }

    private String words() {
        try {
            return served.words("stream");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTopicThatIsReadIsUpAndItsFiguresAreServed() throws Exception {
        broker().topic(topic, 2);
        serve(Map.of());
        assertThat(words()).isEqualTo("UP the topic was not looked at yet");
        app.once();
        long records = records().size();
        app.request("direct:watch-topic");
        look();

        assertThat(words())
                .startsWith("UP seen at 2026-11-21T06:0")
                .contains("; behind: 0; last landing: 2026-11-21T06:0");
        assertThat(served.get("/observe/health/ready").body()).doesNotContain("\"stream\"");
        assertThat(served.metrics("caravan_stream_lag"))
                .isEqualTo(
                        Map.of("caravan_stream_lag{partition=\"0\"}", 0.0, "caravan_stream_lag{partition=\"1\"}", 0.0));
        assertThat(served.metric("caravan_stream_records_landed_total")).isEqualTo((double) records);
        assertThat(served.metric("caravan_stream_batch_records")).isBetween(1.0, (double) records);
        assertThat(served.metric("caravan_stream_batch_seconds")).isBetween(0.001, 60.0);
        assertThat(served.metric("caravan_run_snapshots{step=\"published\"}")).isEqualTo(3);
        assertThat(served.metric("caravan_run_snapshots{step=\"loaded\"}")).isEqualTo(3);
        assertThat(served.metrics("caravan_last_success_timestamp_seconds"))
                .containsKeys(
                        "caravan_last_success_timestamp_seconds{stage=\"publish-snapshots\"}",
                        "caravan_last_success_timestamp_seconds{stage=\"consume-topic\"}");
        assertThat(served.metrics("caravan_inbox_objects"))
                .containsKey("caravan_inbox_objects{inbox=\"transformed_data/to_publish\"}");

        var there = new TreeSet<String>();
        served.metrics("caravan_stream_").keySet().forEach(series -> there.add(series.replaceFirst("\\{.*", "")));
        String page = Files.readString(Path.of("docs/stream.md"));
        assertThat(Pattern.compile("caravan_stream_[a-z_]+")
                        .matcher(page)
                        .results()
                        .map(MatchResult::group))
                .containsAll(there)
                .allMatch(there::contains);
    }

    @Test
    void aRecordThatIsNoneOfOursIsCountedAmongTheDeadLetters() throws Exception {
        broker().topic(topic, 1);
        serve(Map.of());
        send(0, "other", "hello".getBytes(StandardCharsets.UTF_8));
        app.request("direct:drain-topic");
        app.bean("observations", Observations.class).look();

        assertThat(served.metric("caravan_dead_letters{stage=\"stream\"}")).isEqualTo(1);
    }

    @Test
    void aConsumerThatIsStoppedIsDown() throws Exception {
        broker().topic(topic, 1);
        serve(Map.of());
        app.request("direct:watch-topic");
        look();
        assertThat(words()).startsWith("UP ");

        app.bean("topicConsumer", TopicConsumer.class).stop();

        assertThat(words()).startsWith("DOWN The route consume-topic is stopped");
        assertThat(served.status("/observe/health/ready")).isEqualTo(200);
        app.request("direct:watch-topic");
        assertThat(words()).startsWith("UP ");
    }

    @Test
    void aConsumerThatLandsNothingOfWhatWaitsIsDownAfterAWhileWhateverItSaysOfItself() throws Exception {
        broker().topic(topic, 2);
        serve(Map.of());
        app.request("direct:watch-topic");
        sendOfALaterModel(1);
        await().until(() -> app.runs().summary().failures().stream()
                .map(Failure::message)
                .anyMatch(message -> message.contains("version 999 of the table model")));
        look();

        assertThat(words()).startsWith("UP ").contains("behind: 1; last landing: none by this process");
        assertThat(served.metrics("caravan_stream_lag"))
                .isEqualTo(
                        Map.of("caravan_stream_lag{partition=\"0\"}", 0.0, "caravan_stream_lag{partition=\"1\"}", 1.0));
        app.clock.advance(Duration.ofMinutes(16));
        look();

        assertThat(app.bean("topicConsumer", TopicConsumer.class).isStarted()).isTrue();
        assertThat(words()).startsWith("DOWN Nothing is landed of the partitions 1 (1 behind, since 2026-11-21T06:0");
        assertThat(served.status("/observe/health/live")).isEqualTo(200);
    }

    @Test
    void aTopicMadeAnewIsDownWithWords() throws Exception {
        broker().topic(topic, 1);
        serve(Map.of());
        app.once();
        try (Admin admin = broker().admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        await().ignoreExceptions().until(() -> {
            broker().topic(topic, 1);
            return true;
        });
        look();

        assertThat(words())
                .startsWith("DOWN The topic " + topic + " is not read on: it was made anew")
                .contains("delete from etl_offset");
    }

    @Test
    void brokersThatAreAwayForAWhileAreToldAndForLongerAreDown() throws Exception {
        try (KafkaBroker own = KafkaBroker.start(Files.createDirectories(folder.resolve("broker")))) {
            own.topic(topic, 1);
            serve(Map.of("stream.brokers", own.address(), "stream.timeout", "1s"));
            app.request("direct:watch-topic");
            look();
            own.stop();
            look();
            assertThat(words()).startsWith("UP seen at ").contains("and not since: Cannot look at the topic");

            app.clock.advance(Duration.ofMinutes(16));
            assertThat(words())
                    .startsWith("DOWN The topic was not seen since 2026-11-21T06:0")
                    .contains("the brokers do not answer as they should");

            own.start();
            look();
            assertThat(words()).startsWith("UP ");
        }
    }
}
