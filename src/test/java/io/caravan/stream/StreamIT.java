package io.caravan.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.caravan.CapturedAnswers;
import io.caravan.SqlCopy;
import io.caravan.TestApplication;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.LakeObject;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.Failure;
import io.caravan.sink.Replay;
import io.caravan.sink.Sink;
import io.caravan.snapshot.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** From the lake's files to the topic and into the warehouse, on a real broker. */
class StreamIT extends StreamFixture {
    @Test
    void theTablesAreThoseOfTheInboxWay() {
        broker().topic(topic, 3);
        var byStream = start("stream", Catalogue.of(1, 4, 60, DAY), Map.of());

        var summary = byStream.once();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.snapshotsPublished()).isEqualTo(4);
        assertThat(summary.tables()).containsEntry("playlist", 4L);
        assertThat(summary.findings()).isEmpty();
        assertThat(summary.snapshotsLoaded()).isEqualTo(4);
        assertThat(byStream.lake().list("transformed_data/to_load/")).isEmpty();
        assertThat(tables(byStream)).isEqualTo(tables(loadedByFiles(byStream)));
        assertNothingHasLanded(byStream);
    }

    @Test
    void theTablesOfCapturedAnswersAreThoseOfTheInboxWay() throws Exception {
        List<Path> files = CapturedAnswers.files();
        broker().topic(topic, 3);
        var publisher = start("publisher", Catalogue.of(1, 1, 1, DAY), Map.of("warehouse.from", "inbox"));
        for (int i = 0; i < files.size(); i++) {
            publisher.drop(i + "-" + files.get(i).getFileName(), Files.readString(files.get(i)));
        }
        publisher.drainInbox();
        publisher.request("direct:load-warehouse");
        publisher.request("direct:publish-snapshots");
        var reader = start("reader", Catalogue.of(1, 1, 1, DAY), Map.of("stream.instance", "reader"));

        reader.request("direct:drain-topic");

        assertThat(reader.runs().summary().failures()).isEmpty();
        assertThat(query(reader, "select count(*) > 20 from etl_load")).containsExactly(List.of("true"));
        assertThat(tables(reader)).isEqualTo(tables(publisher));
        assertNothingHasLanded(reader);
    }

    @Test
    void bothWaysDoubleNothing() {
        broker().topic(topic, 3);
        var app = start("both", Catalogue.of(1, 3, 40, DAY), Map.of("warehouse.from", "inbox,stream"));

        var summary = app.once();

        assertThat(summary.failures()).isEmpty();
        assertThat(summary.snapshotsPublished()).isEqualTo(3);
        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertThat(tables(app)).isEqualTo(tables(loadedByFiles(app)));
        assertNothingHasLanded(app);
    }

    @Test
    void whatIsPublishedAgainIsDropped() {
        broker().topic(topic, 3);
        var app = start(Map.of());
        app.once();
        var before = tables(app);

        app.lake().list("transformed_data/published/").forEach(manifest -> app.lake()
                .copyIfUnchanged(manifest.key(), manifest.eTag(), manifest.key().replace("published/", "to_publish/")));
        app.request("direct:publish-snapshots");
        app.request("direct:drain-topic");

        assertThat(app.runs().summary().snapshotsPublished()).isEqualTo(6);
        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(tables(app)).isEqualTo(before);
        assertNothingHasLanded(app);
    }

    @Test
    void aReplayTakesThePlaceOfWhatWasLoaded() {
        broker().topic(topic, 3);
        var app = start(Map.of());
        app.once();
        var before = tables(app);
        update(app, "update tbl_songs set song_name = 'spoilt'");
        update(app, "update etl_load set transform_version = 1");

        app.replay(new Archive(app.lake()).selected(null, DAY, DAY));
        app.request("direct:publish-snapshots");
        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(tables(app)).isEqualTo(before);
    }

    @Test
    void recordsAreTextInTheirHeadersAndNameTheSchemaOfTheirType() {
        broker().topic(topic, 3);
        var app = start(Map.of());
        app.once();

        var records = records();

        assertThat(records).hasSizeGreaterThan(100);
        for (ConsumerRecord<String, byte[]> one : records) {
            var headers = new TreeMap<String, String>();
            for (Header header : one.headers()) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
            assertThat(headers.keySet()).containsExactly("content-type", "model", "snapshot");
            assertThat(headers.get("content-type")).isEqualTo("application/vnd.confluent.avro");
            assertThat(headers.get("snapshot")).startsWith(one.key());
            assertThat(one.value()[0]).isZero();
        }
        assertThat(records.stream()
                        .collect(Collectors.groupingBy(
                                ConsumerRecord::key,
                                Collectors.mapping(ConsumerRecord::partition, Collectors.toSet()))))
                .allSatisfy((playlist, partitions) -> assertThat(partitions).hasSize(1));
    }

    @Test
    void asJsonTheSameRowsComeWithoutARegistry() throws IOException {
        broker().topic(topic, 1);
        var app = start(Map.of("stream.format", "json", "stream.registry-url", ""));

        var summary = app.once();

        assertThat(summary.failures()).isEmpty();
        assertThat(records())
                .extracting(record -> new String(record.value(), UTF_8))
                .anySatisfy(text -> assertThat(text).startsWith("{\"record\":\"entry\",\"publication\":\""));
        assertThatEachEndTellsHowManyCameBefore(records());
        assertThat(tables(app)).isEqualTo(tables(loadedByFiles(app)));
    }

    private static void assertThatEachEndTellsHowManyCameBefore(List<ConsumerRecord<String, byte[]>> records)
            throws IOException {
        var json = new ObjectMapper();
        var before = new HashMap<String, Integer>();
        var ends = new ArrayList<String>();
        for (var record : records) {
            JsonNode fields = json.readTree(record.value());
            String publication = fields.get("publication").asText();
            if (fields.get("record").asText().equals("end")) {
                assertThat(fields.get("records").asInt()).isEqualTo(before.get(publication));
                ends.add(publication);
            }
            before.merge(publication, 1, Integer::sum);
        }
        assertThat(ends).hasSize(3);
    }

    @Test
    void aRecordThatIsNoneOfOursIsSetAsideAndNothingStopsForIt() {
        broker().topic(topic, 1);
        var app = start(Map.of());
        send(0, "x", "somebody else's".getBytes(UTF_8));
        send(0, "x", null);
        send(0, "x", "{\"record\":\"entry\",\"publication\":7}".getBytes(UTF_8));
        send(0, "x", new byte[] {0, 0, 0, 3, 9, 1, 2, 3});

        var summary = app.once();

        assertThat(summary.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(summary.deadLetters()).isEqualTo(4);
        assertThat(summary.failures())
                .extracting(Failure::message)
                .satisfiesExactlyInAnyOrder(
                        words -> assertThat(words)
                                .contains("/0/0 is set aside", "is neither JSON, which begins with {, nor Avro"),
                        words -> assertThat(words).contains("/0/1 is set aside", "has no value"),
                        words -> assertThat(words).contains("/0/2 is set aside", "publication"),
                        words -> assertThat(words).contains("/0/3 is set aside", "the schema 777"));
        assertThat(app.lake().read("dead_letter/stream/" + topic + "/0/0"))
                .isEqualTo("somebody else's".getBytes(UTF_8));
        assertThat(new DeadLetters(app.lake()).count()).isEqualTo(4);
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("3"));
    }

    @Test
    void aPublicationThatLacksARecordIsSetAsideWhole() {
        broker().topic(topic, 1);
        var app = start(Map.of("warehouse.from", "inbox"));
        app.once();
        var records = records();
        String other = topic + "-holed";
        broker().topic(other, 1);
        for (int i = 0; i < records.size(); i++) {
            if (i != 3) {
                send(other, 0, records.get(i).key(), records.get(i).value());
            }
        }
        var reader = start("reader", Catalogue.of(1, 1, 1, DAY), Map.of("stream.topic", other, "stream.group", other));

        reader.request("direct:drain-topic");

        var summary = reader.runs().summary();
        assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("ends the snapshot", "not these came before it", "replay --into=stream"));
        assertThat(query(reader, "select count(*) from etl_load")).containsExactly(List.of("2"));
        assertNothingHasLanded(reader);
    }

    @Test
    void aPublicationWithAnotherRecordInPlaceOfOneIsSetAsideWhole() {
        broker().topic(topic, 1);
        var app = start(Map.of("warehouse.from", "inbox"));
        app.once();
        var records = records();
        String other = topic + "-other";
        broker().topic(other, 1);
        for (int i = 0; i < records.size(); i++) {
            int which = i == 3 ? 4 : i;
            send(other, 0, records.get(which).key(), records.get(which).value());
        }
        var reader = start("reader", Catalogue.of(1, 1, 1, DAY), Map.of("stream.topic", other, "stream.group", other));

        reader.request("direct:drain-topic");

        var summary = reader.runs().summary();
        assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("ends the snapshot", "not these came before it", "replay --into=stream"));
        assertThat(query(reader, "select count(*) from etl_load")).containsExactly(List.of("2"));
        assertNothingHasLanded(reader);
    }

    @Test
    void aTopicThatIsMadeAnewIsNotReadOn() throws Exception {
        broker().topic(topic, 1);
        var app = start(Map.of());
        app.once();
        try (var admin = broker().admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        await("deletion").ignoreExceptions().until(() -> {
            broker().topic(topic, 1);
            return true;
        });
        app.runs().begin();
        send(0, "x", "a record of the new topic".getBytes(UTF_8));

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("made anew", "delete from etl_offset where topic = '" + topic + "'", "replay --into=stream"));
        assertThat(app.runs().summary().deadLetters()).isZero();

        update(app, "delete from etl_offset where topic = '" + topic + "'");
        app.runs().begin();
        app.request("direct:drain-topic");
        assertThat(app.runs().summary().deadLetters()).isEqualTo(1);
    }

    @Test
    void recordsThatTheTopicLostBeforeTheyWereReadAreMissed() throws Exception {
        broker().topic(topic, 1);
        var app = start(Map.of());
        app.once();
        app.clock.advance(Duration.ofDays(1));
        app.bean("snapshotPublisher", SnapshotPublisher.class);
        send(0, "x", new byte[] {1});
        send(0, "x", new byte[] {1});
        try (var admin = broker().admin()) {
            var partition = new TopicPartition(topic, 0);
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .all()
                    .get()
                    .get(partition)
                    .offset();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - 1)))
                    .all()
                    .get();
        }
        app.runs().begin();

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("are gone from the topic, whose retention is too short", "etl_offset"));
        assertThat(app.runs().summary().deadLetters()).isZero();
    }

    @Test
    void whatIsNotCommittedIsNotReadAndWhatAnotherAbortedNever() throws Exception {
        broker().topic(topic, 1);
        var app = start(Map.of());
        app.once();
        var before = tables(app);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker().address(), "transactional.id", topic + "-other"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 0, "x", new byte[] {1})).get();
            assertThat(app.bean("topicLag", TopicLag.class).byPartition()).containsEntry(0, 2L);
            producer.abortTransaction();
        }
        app.runs().begin();

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(tables(app)).isEqualTo(before);
        assertThat(app.bean("topicLag", TopicLag.class).byPartition()).containsEntry(0, 0L);
    }

    @Test
    void aLandingThatFailsComesAgainAndPassesNothingOver() throws Exception {
        broker().topic(topic, 1);
        Path sql = folder.resolve("sql");
        var app = start(Map.of(
                "stream.batch-size",
                "10",
                "warehouse.sql-folder",
                SqlCopy.with(sql, "duckdb", "stream_enter_offsets", "select 1 / 0 from nothing where 1 = :?rows")));
        app.once();
        assertThat(app.runs().summary().failures()).extracting(Failure::stage).contains("consume-topic");
        assertThat(query(app, "select count(*) from landing_stream_songs")).containsExactly(List.of("0"));
        var again = start(
                "again",
                Catalogue.of(1, 1, 1, DAY),
                Map.of(
                        "lake.endpoint",
                        app.lakeUrl(),
                        "warehouse.url",
                        "jdbc:duckdb:" + folder.resolve("app/warehouse.duckdb")));
        again.request("direct:drain-topic");
        assertThat(again.runs().summary().failures()).isEmpty();
        assertThat(again.runs().summary().snapshotsLoaded()).isEqualTo(3);
    }

    @Test
    void brokersThatAreAwayHoldUpNothingElse() {
        broker().topic(topic, 1);
        var app = start(Map.of(
                "stream.brokers", "127.0.0.1:1",
                "stream.timeout", "1s",
                "caravan.retries", "0",
                "warehouse.from", "inbox,stream"));

        var summary = app.once();

        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertThat(summary.failures())
                .extracting(Failure::stage)
                .containsExactlyInAnyOrder("publish-snapshots", "consume-topic");
        assertThat(summary.failures())
                .allSatisfy(failure -> assertThat(failure.message()).contains("do not answer"));
        assertThat(summary.deadLetters()).isZero();
        assertThat(app.lake().list("transformed_data/to_publish/")).hasSize(3);
    }

    @Test
    void twoPublishersOfOneNameLoseNothing() {
        broker().topic(topic, 1);
        var one = start("one", Catalogue.of(1, 3, 20, DAY), Map.of("warehouse.from", "inbox"));
        one.extract();
        drain(one);
        var other = start(
                "other", Catalogue.of(1, 1, 1, DAY), Map.of("lake.endpoint", one.lakeUrl(), "warehouse.from", "inbox"));
        List<LakeObject> manifests = one.lake().list("transformed_data/to_publish/");
        assertThat(manifests).hasSize(3);
        for (LakeObject manifest : manifests) {
            one.lake().copyIfUnchanged(manifest.key(), manifest.eTag(), "kept/" + manifest.key());
            one.lake().deleteIfUnchanged(manifest.key(), manifest.eTag());
        }
        for (int i = 0; i < 3; i++) {
            one.lake()
                    .copyIfUnchanged(
                            "kept/" + manifests.get(i).key(),
                            one.lake()
                                    .list("kept/transformed_data/to_publish/")
                                    .get(i)
                                    .eTag(),
                            manifests.get(i).key());
            (i % 2 == 0 ? one : other).request("direct:publish-snapshots");
        }

        assertThat(one.lake().list("transformed_data/to_publish/")).isEmpty();
        var reader = start("reader", Catalogue.of(1, 1, 1, DAY), Map.of());
        reader.request("direct:drain-topic");
        assertThat(reader.runs().summary().snapshotsLoaded()).isEqualTo(3);
        assertThat(reader.runs().summary().failures()).isEmpty();
    }

    private static void drain(TestApplication app) {
        try {
            app.drainInbox();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSnapshotWhoseFilesAreNotWholeIsSetAside() {
        broker().topic(topic, 1);
        var app = start(Map.of());
        app.extract();
        drain(app);
        LakeObject songs = app.lake().list("transformed_data/songs_data/").get(1);
        String text = new String(app.lake().read(songs.key()), UTF_8);
        app.lake()
                .put(
                        songs.key(),
                        text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1)
                                .getBytes(UTF_8),
                        "text/csv");

        app.request("direct:publish-snapshots");
        app.request("direct:drain-topic");

        var summary = app.runs().summary();
        assertThat(summary.snapshotsPublished()).isEqualTo(2);
        assertThat(summary.snapshotsLoaded()).isEqualTo(2);
        assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains(songs.key(), "rows where the manifest promises", "replay the snapshot"));
        assertThat(new DeadLetters(app.lake()).list()).singleElement().satisfies(letter -> assertThat(letter.stage())
                .isEqualTo("publish-snapshots"));
        assertThat(records().stream()
                        .map(one ->
                                new RecordReader(schemas()).read(one.value()).publication())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void whatWasLandedBeforeADeathIsMergedAfterIt() throws Exception {
        broker().topic(topic, 1);
        var app = start(Map.of(
                "warehouse.sql-folder",
                SqlCopy.with(folder.resolve("sql"), "duckdb", "stream_take_songs", "select * from nothing")));
        app.once();
        assertThat(app.runs().summary().failures()).extracting(Failure::stage).containsOnly("merge-landed");
        assertThat(query(app, "select count(*) from etl_load")).containsExactly(List.of("0"));
        assertThat(query(app, "select count(*) from landing_stream_publication where manifest is not null"))
                .containsExactly(List.of("3"));

        var again = start(
                "again",
                Catalogue.of(1, 1, 1, DAY),
                Map.of(
                        "lake.endpoint",
                        app.lakeUrl(),
                        "warehouse.url",
                        "jdbc:duckdb:" + folder.resolve("app/warehouse.duckdb")));
        again.request("direct:drain-topic");

        assertThat(again.runs().summary().failures()).isEmpty();
        assertThat(again.runs().summary().snapshotsLoaded()).isEqualTo(3);
        assertNothingHasLanded(again);
    }

    @Test
    void recordsOfALaterModelAreLeftToALaterVersion() {
        broker().topic(topic, 1);
        var app = start(Map.of());
        send(topic, 0, "x", "{}".getBytes(UTF_8), "model", "2");

        var summary = app.once();

        assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("version 2 of the table model", "reads up to 1", "not read on"));
        assertThat(summary.deadLetters()).isZero();
        assertThat(query(app, "select count(*) from etl_offset")).containsExactly(List.of("0"));
    }

    /** Has the ledger know a snapshot that waits from a raw object of other bytes; returns its name. */
    private static String enterWithOtherBytes(TestApplication app, int waiting) {
        String one = app.lake()
                .list("transformed_data/to_publish/")
                .get(waiting)
                .key()
                .replaceAll(".*/|\\.json", "");
        update(
                app,
                "insert into etl_load (snapshot, raw_sha256, extracted_at, loaded_at) values ('%s', 'of other bytes', now()::timestamp, now()::timestamp)"
                        .formatted(one));
        return one;
    }

    @Test
    void aSnapshotThatCannotBeMergedIsSetAsideAlone() {
        broker().topic(topic, 1);
        var app = start(Map.of());
        app.extract();
        drain(app);
        app.request("direct:make-landing");
        String one = enterWithOtherBytes(app, 1);

        app.request("direct:publish-snapshots");
        app.request("direct:drain-topic");

        var summary = app.runs().summary();
        assertThat(summary.snapshotsLoaded()).isEqualTo(2);
        assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains(one, "was loaded before from a raw object with other bytes"));
        assertThat(new DeadLetters(app.lake()).list()).singleElement().satisfies(letter -> assertThat(letter.key())
                .startsWith("dead_letter/stream/" + topic + "/0/"));
        assertNothingHasLanded(app);
    }

    @Test
    void aWarehouseThatFailsWhileASnapshotIsSetAsideIsToldInWords() throws Exception {
        broker().topic(topic, 1);
        String sql = SqlCopy.with(
                folder.resolve("sql"),
                "duckdb",
                "stream_delete_songs",
                "delete from no_such_table where publication in (:publications)");
        var app = start("app", Catalogue.of(1, 1, 5, DAY), Map.of("warehouse.sql-folder", sql));
        app.extract();
        drain(app);
        app.request("direct:make-landing");
        enterWithOtherBytes(app, 0);

        app.request("direct:publish-snapshots");
        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures())
                .anySatisfy(failure -> assertThat(failure.message()).contains("of other bytes"))
                .anySatisfy(failure -> {
                    assertThat(failure.message()).contains("The warehouse failed at " + topic, "no_such_table");
                    assertThat(failure.outcome()).isEqualTo(Outcome.FAILED);
                });
    }

    @Test
    void aRegistryThatIsAwayHoldsUpTheStreamAlone() {
        broker().topic(topic, 1);
        var app = start(Map.of(
                "stream.registry-url", "http://127.0.0.1:1", "caravan.retries", "0", "warehouse.from", "inbox,stream"));

        var summary = app.once();

        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertThat(summary.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.stage()).isEqualTo("publish-snapshots");
            assertThat(failure.message()).contains("registry", "see stream.registry-url");
            assertThat(failure.outcome()).isEqualTo(Outcome.PARKED);
        });
        assertThat(app.lake().list("transformed_data/to_publish/")).hasSize(3);
        assertThat(records()).isEmpty();
    }

    @Test
    void withoutARegistryWhatBeginsAsAvroDoesIsSetAside() {
        broker().topic(topic, 1);
        var app = start(Map.of("stream.format", "json", "stream.registry-url", ""));
        send(0, "x", new byte[200]);
        send(0, "x", new byte[] {0, 0, 0, 0, 7, 'a', 'b'});

        var summary = app.once();

        assertThat(summary.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(summary.snapshotsLoaded()).isEqualTo(3);
        assertThat(summary.failures())
                .extracting(Failure::message)
                .satisfiesExactlyInAnyOrder(
                        words -> assertThat(words).contains("/0/0 is set aside", "stream.registry-url has no value"),
                        words -> assertThat(words).contains("/0/1 is set aside", "names the schema 7 of a registry"));
    }

    @Test
    void avroOfOursWaitsForWhoHasItsRegistry() {
        broker().topic(topic, 1);
        var publisher = start(Map.of("warehouse.from", "inbox"));
        publisher.once();
        var reader = start(
                "reader",
                Catalogue.of(1, 1, 1, DAY),
                Map.of("stream.format", "json", "stream.registry-url", "", "stream.instance", "reader"));

        reader.request("direct:drain-topic");

        assertThat(reader.runs().summary().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.message()).contains(topic, "as Avro", "stream.registry-url has no value");
            assertThat(failure.outcome()).isEqualTo(Outcome.CONFIGURATION);
        });
        assertThat(reader.lake().listDeep("dead_letter/")).isEmpty();
        assertThat(query(reader, "select count(*) from etl_offset")).containsExactly(List.of("0"));
    }

    /** A file of DuckDB has one process at a time. */
    @Test
    void aLookAtTheTopicLeavesTheFileToOthers() throws Exception {
        broker().topic(topic, 1);
        var app = start(Map.of());
        app.extract();
        app.drainInbox();
        app.request("direct:publish-snapshots");
        app.request("direct:make-landing");

        assertThat(app.bean("topicLag", TopicLag.class).byPartition().get(0)).isPositive();

        await().until(() -> app.bean("warehousePool", HikariDataSource.class)
                        .getHikariPoolMXBean()
                        .getTotalConnections()
                == 0);
    }

    /** Each landing is full, so that no one tells that it is the last. */
    @Test
    void aFullLandingBehindWhichNothingComesLeavesTheFileToOthersAtTheNextLook() throws Exception {
        broker().topic(topic, 1);
        var app = start(Map.of("stream.batch-size", "1"));
        var pool = app.bean("warehousePool", HikariDataSource.class);
        app.request("direct:watch-topic");
        send(0, "x", new byte[] {1});
        app.bean("topicLag", TopicLag.class).awaitLanded();
        await().until(() -> pool.getHikariPoolMXBean().getTotalConnections() == 1);

        await().until(() -> {
            app.request("direct:watch-topic");
            return pool.getHikariPoolMXBean().getTotalConnections() == 0;
        });
    }

    /** A warehouse that is paid by the minute sleeps while nothing comes. */
    @Test
    void aTopicThatStandsStillDoesNotWakeTheWarehouse() {
        broker().topic(topic, 2);
        var app = start(Map.of());
        app.once();
        assertThat(app.bean("topicLag", TopicLag.class).byPartition()).containsOnly(Map.entry(0, 0L), Map.entry(1, 0L));
        app.bean("warehousePool", HikariDataSource.class).close();

        app.bean("streamPositions", StreamPositions.class).check();
        assertThat(app.bean("topicLag", TopicLag.class).byPartition()).containsOnly(Map.entry(0, 0L), Map.entry(1, 0L));

        send(1, "x", new byte[] {1});
        assertThatThrownBy(() -> app.bean("topicLag", TopicLag.class).byPartition())
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void theGroupHearsHowFarItIs() throws Exception {
        broker().topic(topic, 2);
        var app = start(Map.of());
        app.once();

        try (var admin = broker().admin()) {
            var told = admin.listConsumerGroupOffsets(topic)
                    .partitionsToOffsetAndMetadata()
                    .get();
            assertThat(told.entrySet().stream()
                            .map(entry -> List.of(
                                    String.valueOf(entry.getKey().partition()),
                                    String.valueOf(entry.getValue().offset())))
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(
                            query(app, "select partition_id, next_offset from etl_offset"));
        }
    }

    /** Loads what another's lake holds into a warehouse of its own, as without a stream. */
    private TestApplication loadedByFiles(TestApplication other) {
        var byFiles = start(
                "files",
                Catalogue.of(1, 1, 1, DAY),
                Map.of("lake.endpoint", other.lakeUrl(), "warehouse.from", "inbox"));
        byFiles.request(
                "direct:replay-snapshots",
                new Replay(new Archive(other.lake()).selected(null, DAY, DAY), Sink.WAREHOUSE));
        byFiles.request("direct:load-warehouse");
        assertThat(byFiles.runs().summary().failures()).isEmpty();
        return byFiles;
    }
}
