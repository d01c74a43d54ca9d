package io.caravan.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.Outcome;
import io.caravan.SqlCopy;
import io.caravan.TestApplication;
import io.caravan.lake.Archive;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Manifest;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.Failure;
import io.caravan.sink.ArchivedManifests;
import io.caravan.sink.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of other programs that decode, or nearly, and that no warehouse takes: none of them holds up what lies behind. */
class HostileRecordsIT extends StreamFixture {
    private static final Map<String, String> JSON = Map.of("stream.format", "json");
    private final ObjectMapper json = new ObjectMapper();

    /** Publishes snapshots that are as they should be, to a topic of their own, and returns their records by publication. */
    private List<List<ObjectNode>> published(int snapshots) throws Exception {
        String other = topic + "-published";
        broker().topic(other, 1);
        var publisher = start(
                "publisher",
                Catalogue.of(1, snapshots, 20, DAY),
                Map.of("stream.format", "json", "stream.topic", other, "warehouse.from", "inbox"));
        publisher.extract();
        publisher.drainInbox();
        publisher.request("direct:publish-snapshots");
        var publications = new ArrayList<List<ObjectNode>>();
        var publication = new ArrayList<ObjectNode>();
        for (var record : records(other)) {
            var object = (ObjectNode) json.readTree(record.value());
            publication.add(object);
            if (object.get("record").asText().equals("end")) {
                publications.add(List.copyOf(publication));
                publication.clear();
            }
        }
        assertThat(publications).hasSize(snapshots);
        publications.sort(Comparator.<List<ObjectNode>>comparingInt(List::size).reversed());
        assertThat(publications.get(0)).hasSizeGreaterThan(12);
        return publications;
    }

    /** Returns the values of a publication whose end tells of what comes before it. */
    private List<byte[]> values(List<ObjectNode> publication) throws Exception {
        var digest = new PublicationDigest(0, "");
        var values = new ArrayList<byte[]>();
        for (ObjectNode record : publication) {
            if (record.get("record").asText().equals("end")) {
                record.put("records", digest.records()).put("digest", digest.text());
            }
            byte[] value = json.writeValueAsBytes(record);
            digest.add(value);
            values.add(value);
        }
        return values;
    }

    private void sendAll(List<byte[]> values) {
        values.forEach(value -> send(0, "x", value));
    }

    private static Arguments spoilt(String what, Consumer<List<ObjectNode>> how) {
        return Arguments.of(what, how);
    }

    private static ObjectNode entry(List<ObjectNode> publication) {
        return publication.get(3);
    }

    private static ObjectNode end(List<ObjectNode> publication) {
        return publication.get(publication.size() - 1);
    }

    private static void each(List<ObjectNode> publication, String field, String value) {
        publication.forEach(record -> record.put(field, value));
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                spoilt("a time of the year 300000", all -> entry(all).put("added_at", "+300000-01-01T00:00:00Z")),
                spoilt("the last instant of all", all -> entry(all)
                        .put("added_at", "+999999999-12-31T23:59:59Z")),
                spoilt("a date of the year 999999999", all -> ((ObjectNode) entry(all).at("/song/album"))
                        .put("release_date", "+999999999-12-31")),
                spoilt("a time before the year 1", all -> entry(all).put("extracted_at", "-0001-01-01T00:00:00Z")),
                spoilt("counts that are negative", all -> ((ObjectNode) end(all).get("table_rows")).put("songs", -1)),
                spoilt("counts beyond all numbers", all -> ((ObjectNode) end(all).get("table_rows"))
                        .put("songs", Long.MAX_VALUE)
                        .put("album", Long.MAX_VALUE)),
                spoilt("positions beyond all numbers", all -> ((ObjectNode) end(all).at("/playlist_reads/0"))
                        .put("first_position", Long.MIN_VALUE)
                        .put("entries", Long.MIN_VALUE)
                        .put("missing", Long.MAX_VALUE)),
                spoilt("a publication that is SQL", all -> each(all, "publication", "'); drop table etl_load; --")),
                spoilt("a publication of nothing", all -> each(all, "publication", "")),
                spoilt("a publication of many characters", all -> each(all, "publication", "p".repeat(10_000))),
                spoilt("a snapshot of another folder", all -> each(all, "snapshot", "../../../etc/passwd")),
                spoilt("a snapshot with quotes", all -> each(all, "snapshot", "a'b\"c\\\nd")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void isSetAsideAndWhatLiesBehindIsMerged(String what, Consumer<List<ObjectNode>> how) throws Exception {
        broker().topic(topic, 1);
        var publications = published(3);
        how.accept(publications.get(0));
        sendAll(values(publications.get(1)));
        sendAll(values(publications.get(0)));
        sendAll(values(publications.get(2)));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");
        var first = app.runs().summary();
        app.request("direct:drain-topic");

        assertThat(first.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(first.failures()).extracting(Failure::message).allSatisfy(message -> assertThat(message)
                .hasSizeLessThan(2_000)
                .contains("/0/"));
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("2"));
        assertNothingHasLanded(app);
        assertThat(app.runs().summary().failures()).isEqualTo(first.failures());
        assertThat(new DeadLetters(app.lake()).count()).isEqualTo(first.deadLetters());
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                spoilt("half a character", all -> entry(all).put("added_by", "\ud800")),
                spoilt("a NUL in a name", all -> ((ObjectNode) entry(all).get("song")).put("song_name", "a\0b")),
                spoilt("a NUL in the name of a playlist of the end", all -> ((ObjectNode) end(all).at("/playlist_reads/0"))
                        .put("playlist_name", "a\0b")),
                spoilt("the least number", all -> entry(all).put("popularity", Integer.MIN_VALUE)),
                spoilt("the last day of all", all -> entry(all).put("added_at", "9999-12-31T23:59:59.999Z")),
                spoilt("the first day of all", all -> entry(all).put("added_at", "0001-01-01T00:00:00Z")),
                spoilt("line breaks and quotes", all -> ((ObjectNode) entry(all).get("song"))
                        .put("song_name", "\",\r\n\n\\N'; --")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void isMergedThoughItIsOdd(String what, Consumer<List<ObjectNode>> how) throws Exception {
        broker().topic(topic, 1);
        var publication = published(1).get(0);
        how.accept(publication);
        sendAll(values(publication));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("1"));
        assertNothingHasLanded(app);
    }

    /** What no reader of ours knows beforehand; only the record that is at fault is set aside, and its end. */
    @Test
    void aRecordThatTheWarehouseDoesNotTakeIsSetAsideAndWhatLiesBehindIsMerged() throws Exception {
        broker().topic(topic, 1);
        var publications = published(3);
        ((ObjectNode) entry(publications.get(0)).get("song")).put("song_name", "not to be taken");
        sendAll(values(publications.get(1)));
        sendAll(values(publications.get(0)));
        sendAll(values(publications.get(2)));
        String copy = Files.readString(Path.of("sql/duckdb/stream_copy_songs.sql"));
        var app = start(
                "reader",
                Catalogue.of(1, 1, 1, DAY),
                Map.of(
                        "stream.format",
                        "json",
                        "warehouse.sql-folder",
                        SqlCopy.with(
                                folder.resolve("sql"),
                                "duckdb",
                                "stream_copy_songs",
                                copy + " where cast(case when song_name = 'not to be taken' then song_name else '1' end as integer) = 1")));

        app.request("direct:drain-topic");

        var at = publications.get(1).size() + 3;
        assertThat(app.runs().summary().failures())
                .extracting(Failure::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("/0/" + at + " is set aside", "the warehouse does not take", "Conversion Error"),
                        message -> assertThat(message).contains("ends the snapshot", "replay --into=stream"));
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("2"));
        assertThat(new DeadLetters(app.lake()).count()).isEqualTo(2);
        assertNothingHasLanded(app);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\0\0\0\u00ff\u00ff\u00ff\u00ff", "{\0r\0", "{\"record\":\"end\",\"repaired\":{\"a\\nERROR b\":\"c\"}}"})
    void whatIsNoTextIsSetAside(String bytes) {
        broker().topic(topic, 1);
        send(0, "x", bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("/0/0 is set aside")
                .doesNotContain("\n"));
    }

    /** Gives the topic more partitions in the midst of a publication, and lets the producer hear of it. */
    public static final class Growing implements ProducerInterceptor<String, byte[]> {
        private final AtomicInteger sent = new AtomicInteger();

        @Override
        public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
            int number = sent.incrementAndGet();
            try (var admin = broker().admin()) {
                if (number == 5) {
                    admin.createPartitions(Map.of(record.topic(), NewPartitions.increaseTo(16)))
                            .all()
                            .get();
                }
                admin.describeTopics(List.of(record.topic())).allTopicNames().get();
                return record;
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            // Nobody waits for it.
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public void configure(Map<String, ?> configs) {
            // Nothing to be set.
        }
    }

    @Test
    void aTopicThatGetsMorePartitionsMeanwhileTearsNoPublicationApart() throws Exception {
        broker().topic(topic, 1);
        var publisher = start(
                "publisher",
                Catalogue.of(1, 3, 20, DAY),
                Map.of(
                        "stream.format",
                        "json",
                        "warehouse.from",
                        "inbox",
                        "stream.options",
                        "interceptor.classes=" + Growing.class.getName() + ",metadata.max.age.ms=1"));
        publisher.extract();
        publisher.drainInbox();
        publisher.request("direct:publish-snapshots");
        System.err.println("PART " + records().stream().map(r -> r.key() + r.partition()).collect(java.util.stream.Collectors.groupingBy(x -> x, java.util.stream.Collectors.counting())));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(app.runs().summary().snapshotsLoaded()).isEqualTo(3);
        assertNothingHasLanded(app);
    }

    /** Whoever sets the offsets back, or has the topic read from its beginning as the words for a gap say. */
    @Test
    void whatIsReadAgainWhileItWaitsIsNotTakenForMore() throws Exception {
        broker().topic(topic, 1);
        var values = values(published(1).get(0));
        sendAll(values.subList(0, 10));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);
        app.request("direct:drain-topic");
        update(app, "delete from etl_offset");
        sendAll(values.subList(10, values.size()));

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("1"));
        assertNothingHasLanded(app);
    }

    /** As a copy of a topic may have it. */
    @Test
    void aPublicationThatIsThereTwiceCountsOnce() throws Exception {
        broker().topic(topic, 1);
        var values = values(published(1).get(0));
        sendAll(values);
        sendAll(values);
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("1"));
        assertNothingHasLanded(app);
    }

    @Test
    void anEndBeforeItsRecordsIsSetAside() throws Exception {
        broker().topic(topic, 1);
        var values = values(published(1).get(0));
        send(0, "x", values.get(values.size() - 1));
        sendAll(values);
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().deadLetters()).isEqualTo(1);
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("1"));
        assertNothingHasLanded(app);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.OFFSET", "KAFKA.offset", "Kafka.Partition", "CamelKafkaOffset", "kafka.MANUAL_COMMIT"})
    void aHeaderOfAnotherProgramDoesNotTellWhereARecordLies(String header) throws Exception {
        broker().topic(topic, 1);
        var values = values(published(1).get(0));
        for (byte[] value : values) {
            send(topic, 0, "x", value, header, "1000000");
        }
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("1"));
        assertThat(query(app, "select partition_id, next_offset from etl_offset"))
                .containsExactly(List.of("0", String.valueOf(values.size())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "99999999999999999999", "\u0661", "1\n2"})
    void aHeaderThatIsNoVersionTellsNone(String model) throws Exception {
        broker().topic(topic, 1);
        for (byte[] value : values(published(1).get(0))) {
            send(topic, 0, "x", value, "model", model);
        }
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("1"));
    }

    /** A replay by the files of before, and one by the topic since: both have left a manifest. */
    @Test
    void ofTwoReplaysTheNewerOneIsHandedOver() {
        broker().topic(topic, 1);
        TestApplication app = start(JSON);
        app.once();
        var archived = new Archive(app.lake()).selected(null, DAY, DAY).get(0);
        String name = archived.key().snapshot();
        String manifest = new String(app.lake().read("transformed_data/published/" + name + ".json"), UTF_8)
                .replace("\"replay\":false", "\"replay\":true");
        String replay = Manifest.fileName(name, true);
        app.lake().put("transformed_data/loaded/" + replay, version(manifest, 1), "application/json");
        app.lake().put("transformed_data/published/" + replay, version(manifest, 2), "application/json");

        assertThat(app.bean("archivedManifests", ArchivedManifests.class).handOver(archived, Sink.STREAM))
                .isTrue();

        assertThat(app.lake().read("transformed_data/to_publish/" + replay)).isEqualTo(version(manifest, 2));
    }

    private static byte[] version(String manifest, int version) {
        String of = manifest.replaceFirst("\"transform_version\":\\d+", "\"transform_version\":" + version);
        assertThat(of).contains("\"transform_version\":" + version, "\"replay\":true");
        return of.getBytes(UTF_8);
    }

    @Test
    void aReplayOfOneEndsInTheTables() {
        broker().topic(topic, 1);
        TestApplication app = start(JSON);
        app.once();
        var before = tables(app);
        update(app, "update tbl_songs set song_name = 'spoilt'");

        app.replay(new Archive(app.lake()).selected(null, DAY, DAY));

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from tbl_songs where song_name = 'spoilt'"))
                .containsExactly(List.of("0"));
        assertThat(tables(app).get("tbl_songs")).isEqualTo(before.get("tbl_songs"));
    }
}
