package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.Outcome;
import io.caravan.TestApplication;
import io.caravan.lake.DeadLetters;
import io.caravan.local.spotify.Catalogue;
import io.caravan.run.Failure;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
        publications.sort(Comparator.comparing(List<ObjectNode>::size).reversed());
        return publications;
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
                spoilt("the last instant of all", all -> entry(all).put("added_at", "+999999999-12-31T23:59:59Z")),
                spoilt(
                        "a date of the year 999999999",
                        all -> ((ObjectNode) entry(all).at("/song/album")).put("release_date", "+999999999-12-31")),
                spoilt("a time before the year 1", all -> entry(all).put("extracted_at", "-0001-01-01T00:00:00Z")),
                spoilt("half a character", all -> entry(all).put("added_by", "\ud800")),
                spoilt(
                        "a NUL in the name of a playlist of the end",
                        all -> ((ObjectNode) end(all).at("/playlist_reads/0")).put("playlist_name", "a\0b")),
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
    void holdsUpNothingThatLiesBehind(String what, Consumer<List<ObjectNode>> how) throws Exception {
        broker().topic(topic, 1);
        var publications = published(3);
        how.accept(publications.get(0));
        publications.forEach(publication -> sendAll(values(publication)));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");
        long setAside = new DeadLetters(app.lake()).count();
        app.request("direct:drain-topic");

        var summary = app.runs().summary();
        // What the warehouse takes is merged, however absurd; all else is told.
        assertThat(summary.snapshotsLoaded()).as(what).isEqualTo(summary.outcome() == Outcome.OK ? 3 : 2);
        assertThat(summary.failures()).extracting(Failure::message).allSatisfy(message -> assertThat(message)
                .hasSizeLessThan(2_000)
                .contains("/0/"));
        assertThat(setAside)
                .isEqualTo(new DeadLetters(app.lake()).count())
                .isLessThanOrEqualTo(publications.get(0).size());
        assertThat(setAside > 0).isEqualTo(summary.outcome() == Outcome.PARTLY);
        assertNothingHasLanded(app);
        assertThat(app.bean("topicLag", TopicLag.class).byPartition()).containsEntry(0, 0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\0\0\0\u00ff\u00ff\u00ff\u00ff",
                "{\0r\0",
                "{\"record\":\"end\",\"repaired\":{\"a\\nERROR b\":\"c\"}}"
            })
    void whatIsNoTextIsSetAside(String bytes) {
        broker().topic(topic, 1);
        send(0, "x", bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        var app = start("reader", Catalogue.of(1, 1, 1, DAY), JSON);

        app.request("direct:drain-topic");

        assertThat(app.runs().summary().failures()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("/0/0 is set aside")
                .doesNotContain("\n"));
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
    @ValueSource(
            strings = {"kafka.OFFSET", "KAFKA.offset", "Kafka.Partition", "CamelKafkaOffset", "kafka.MANUAL_COMMIT"})
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

    @Test
    void aReplayOfOneEndsInTheTables() {
        broker().topic(topic, 1);
        TestApplication app = start(JSON);
        app.once();
        var before = tables(app);
        update(app, "update tbl_songs set song_name = 'spoilt'");

        app.replay(new io.caravan.lake.Archive(app.lake()).selected(null, DAY, DAY));

        assertThat(app.runs().summary().failures()).isEmpty();
        assertThat(query(app, "select count(*) from tbl_songs where song_name = 'spoilt'"))
                .containsExactly(List.of("0"));
        assertThat(tables(app).get("tbl_songs")).isEqualTo(before.get("tbl_songs"));
    }
}
