package io.caravan.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.SqlCopy;
import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.lake.DeadLetters;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.Failure;
import io.caravan.sink.ArchivedManifests;
import io.caravan.sink.Sink;
import io.caravan.snapshot.Archive;
import io.caravan.snapshot.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records of other programs that decode, or nearly, and that no warehouse takes: none of them holds up what lies behind. */
@Tag("long")
class HostileRecordsIT extends StreamFixture {
    private static final Map<String, String> JSON = Map.of("stream.format", "json");
    private final ObjectMapper json = new ObjectMapper();

    /** Publishes snapshots that are as they should be, to a topic of their own, and returns their records by publication. */
    private List<List<ObjectNode>> published(int snapshots) throws Exception {
        String other = topic + "-published";
        broker().topic(other, 1);
        var publisher = start(
                "publisher",
                Catalogue.of(1, 2 * snapshots, 20, DAY),
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
        assertThat(publications).hasSize(2 * snapshots);
        publications.sort(Comparator.<List<ObjectNode>>comparingInt(List::size).reversed());
        assertThat(publications.get(0)).hasSizeGreaterThan(12);
        assertThat(publications.get(snapshots - 1)).hasSizeGreaterThan(5);
        return publications.subList(0, snapshots);
    }

    /** Returns the values of a publication whose end tells of what comes before it. */
    private List<byte[]> values(List<ObjectNode> publication) {
        var digest = new PublicationDigest(0, "");
        var values = new ArrayList<byte[]>();
        for (ObjectNode record : publication) {
            if (record.get("record").asText().equals("end")) {
                record.put("records", digest.records()).put("digest", digest.text());
            }
            byte[] value = bytes(record);
            digest.add(value);
            values.add(value);
        }
        return values;
    }

    private byte[] bytes(ObjectNode record) {
        try {
            return json.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sendAll(List<byte[]> values, String... header) {
        sendAll(topic, 0, "x", values, header);
    }

    private record Spoilt(String what, Consumer<List<ObjectNode>> how) {}

    private static Spoilt spoilt(String what, Consumer<List<ObjectNode>> how) {
        return new Spoilt(what, how);
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

    private static List<Spoilt> hostile() {
        return List.of(
                spoilt("a time of the year 300000", all -> entry(all).put("added_at", "+300000-01-01T00:00:00Z")),
                spoilt("the last instant of all", all -> entry(all).put("added_at", "+999999999-12-31T23:59:59Z")),
                spoilt(
                        "a date of the year 999999999",
                        all -> ((ObjectNode) entry(all).at("/song/album")).put("release_date", "+999999999-12-31")),
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

    @Test
    void whatNoWarehouseTakesHoldsUpNothingThatLiesBehind() throws Exception {
        broker().topic(topic, 1);
        List<Spoilt> hostile = hostile();
        var publications = published(hostile.size() + 2);
        sendAll(values(publications.get(hostile.size())));
        var ends = new ArrayList<Integer>();
        int next = publications.get(hostile.size()).size();
        for (int i = 0; i < hostile.size(); i++) {
            hostile.get(i).how().accept(publications.get(i));
            sendAll(values(publications.get(i)));
            next += publications.get(i).size();
            ends.add(next);
        }
        sendAll(values(publications.get(hostile.size() + 1)));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");
        var first = app.runs().summary();
        app.request("direct:drain-topic");

        assertThat(first.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(first.snapshotsLoaded()).isEqualTo(2);
        assertThat(first.failures()).extracting(Failure::message).allSatisfy(message -> assertThat(message)
                .hasSizeLessThan(2_000)
                .contains("/0/"));
        for (int i = 0; i < hostile.size(); i++) {
            int end = ends.get(i);
            int begin = end - publications.get(i).size();
            assertThat(app.lake().listDeep("dead_letter/stream/" + topic + "/0/"))
                    .as(hostile.get(i).what())
                    .anyMatch(kept -> isWithin(kept.key(), begin, end));
        }
        assertNothingHasLanded(app);
        assertThat(app.bean("topicLag", TopicLag.class).byPartition()).containsEntry(0, 0L);
        assertThat(app.runs().summary().failures()).isEqualTo(first.failures());
        assertThat(new DeadLetters(app.lake()).count()).isEqualTo(first.deadLetters());
    }

    private static boolean isWithin(String key, int begin, int end) {
        var offset = Pattern.compile("/0/(\\d+)").matcher(key);
        return offset.find() && Integer.parseInt(offset.group(1)) >= begin && Integer.parseInt(offset.group(1)) < end;
    }

    private static List<Spoilt> odd() {
        return List.of(
                spoilt("half a character", all -> entry(all).put("added_by", "\ud800")),
                spoilt("a NUL in a name", all -> ((ObjectNode) entry(all).get("song")).put("song_name", "a\0b")),
                spoilt(
                        "a NUL in the name of a playlist of the end",
                        all -> ((ObjectNode) end(all).at("/playlist_reads/0")).put("playlist_name", "a\0b")),
                spoilt("the least number", all -> entry(all).put("popularity", Integer.MIN_VALUE)),
                spoilt("the last day of all", all -> entry(all).put("added_at", "9999-12-31T23:59:59.999Z")),
                spoilt("the first day of all", all -> entry(all).put("added_at", "0001-01-01T00:00:00Z")),
                spoilt("line breaks and quotes", all -> ((ObjectNode) entry(all).get("song"))
                        .put("song_name", "\",\r\n\n\\N'; --")));
    }

    @Test
    void whatIsOddIsMergedNevertheless() throws Exception {
        broker().topic(topic, 1);
        List<Spoilt> odd = odd();
        var publications = published(odd.size());
        for (int i = 0; i < odd.size(); i++) {
            odd.get(i).how().accept(publications.get(i));
            sendAll(values(publications.get(i)));
        }
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of(String.valueOf(odd.size())));
        assertNothingHasLanded(app);
    }

    /** A warehouse that does not take songs of a name. */
    private Map<String, String> notTaking(String name) throws IOException {
        String copy = Files.readString(Path.of("sql/duckdb/stream_copy_songs.sql"));
        return Map.of(
                "stream.format",
                "json",
                "warehouse.sql-folder",
                SqlCopy.with(
                        folder.resolve("sql"),
                        "duckdb",
                        "stream_copy_songs",
                        copy + " where cast(case when song_name = '" + name
                                + "' then song_name else '1' end as integer) = 1"));
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
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), notTaking("not to be taken"));

        app.request("direct:drain-topic");

        var at = publications.get(1).size() + 3;
        assertThat(app.runs().summary().failures())
                .extracting(Failure::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains(
                                        "/0/" + at + " is set aside",
                                        "the warehouse does not take",
                                        "Conversion Error"),
                        message -> assertThat(message).contains("ends the snapshot", "replay --into=stream"));
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("2"));
        assertThat(new DeadLetters(app.lake()).count()).isEqualTo(2);
        assertNothingHasLanded(app);
    }

    @Test
    void whatIsSetAsideCountsOnceHoweverOftenWhatIsBesideItIsTakenApart() throws Exception {
        broker().topic(topic, 1);
        var publications = published(2);
        ((ObjectNode) entry(publications.get(0)).get("song")).put("song_name", "not to be taken");
        var whole = values(publications.get(1));
        send(0, "x", whole.get(whole.size() - 1));
        sendAll(values(publications.get(0)));
        sendAll(whole);
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), notTaking("not to be taken"));

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).hasSize(3);
        assertThat(app.runs().summary().deadLetters()).isEqualTo(3).isEqualTo(new DeadLetters(app.lake()).count());
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("1"));
    }

    /** Nobody could find them any more, since nothing is noted of their publication. */
    @Test
    void aRecordThatIsSetAsideLeavesNoRowsBehind() throws Exception {
        broker().topic(topic, 1);
        var publication = published(1).get(0);
        ((ObjectNode) publication.get(0).at("/song/album")).put("release_date", "+300000-01-01");
        var values = values(List.of(publication.get(0), end(publication)));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);
        sendAll(values.subList(0, 1));
        app.request("direct:drain-topic");

        assertNothingHasLanded(app);
        sendAll(values.subList(1, 2));
        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).hasSize(2);
        assertNothingHasLanded(app);
    }

    @Test
    void whatIsNoTextIsSetAside() {
        broker().topic(topic, 1);
        sendAll(Stream.of(
                        "{\0\0\0\u00ff\u00ff\u00ff\u00ff",
                        "{\0r\0",
                        "{\"record\":\"end\",\"repaired\":{\"a\\nERROR b\":\"c\"}}")
                .map(text -> text.getBytes(ISO_8859_1))
                .toList());
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures())
                .extracting(Failure::message)
                .hasSize(3)
                .allSatisfy(
                        message -> assertThat(message).contains("is set aside").doesNotContain("\n"))
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).contains("/0/0 "),
                        message -> assertThat(message).contains("/0/1 "),
                        message -> assertThat(message).contains("/0/2 "));
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
        var partitions = records().stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key, Collectors.mapping(ConsumerRecord::partition, Collectors.toSet())));
        assertThat(partitions).hasSize(3);
        assertThat(partitions.values()).allMatch(of -> of.size() == 1);
        assertThat(Set.copyOf(partitions.values()))
                .as("the producer has heard of them")
                .hasSizeGreaterThan(1);
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

    @Test
    void aHeaderOfAnotherProgramDoesNotTellWhereARecordLies() throws Exception {
        broker().topic(topic, 1);
        List<String> headers =
                List.of("kafka.OFFSET", "KAFKA.offset", "Kafka.Partition", "CamelKafkaOffset", "kafka.MANUAL_COMMIT");
        var publications = published(headers.size());
        int records = 0;
        for (int i = 0; i < headers.size(); i++) {
            sendAll(values(publications.get(i)), headers.get(i), "1000000");
            records += publications.get(i).size();
        }
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("5"));
        assertThat(query(app, "select partition_id, next_offset from etl_offset"))
                .containsExactly(List.of("0", String.valueOf(records)));
    }

    @Test
    void aHeaderThatIsNoVersionTellsNone() throws Exception {
        broker().topic(topic, 1);
        List<String> models = List.of("", "x", "-1", "99999999999999999999", "\u0661", "1\n2");
        var publications = published(models.size());
        for (int i = 0; i < models.size(); i++) {
            sendAll(values(publications.get(i)), "model", models.get(i));
        }
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("6"));
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
