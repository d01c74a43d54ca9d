package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.TestApplication;
import io.caravan.local.spotify.Catalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishIT {
    @TempDir
    Path folder;

    static List<ConsumerRecord<String, byte[]>> read(String topic) {
        var all = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", KafkaBroker.shared().address(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    @Test
    void aSnapshotIsATransactionWhoseRecordsHoldItsRows() throws Exception {
        KafkaBroker.shared().topic("publish-1", 3);
        try (var app = TestApplication.start(
                folder,
                Catalogue.of(1, 3, 40, LocalDate.of(2026, 11, 21)),
                Map.of("stream.brokers", KafkaBroker.shared().address(), "stream.topic", "publish-1"))) {
            app.extract();
            app.drainInbox();
            app.request("direct:publish-snapshots");
            app.request("direct:drain-topic");
            var summary = app.runs().summary();
            System.out.println(summary);
            try (var c = app.bean("warehousePool", javax.sql.DataSource.class).getConnection();
                    var st = c.createStatement()) {
                for (String t : List.of(
                        "tbl_album",
                        "tbl_artists",
                        "tbl_songs",
                        "tbl_song_artists",
                        "tbl_playlist",
                        "tbl_playlist_items",
                        "etl_load",
                        "landing_stream_album",
                        "landing_stream_publication"))
                    try (var rs = st.executeQuery("select count(*) from " + t)) {
                        rs.next();
                        System.out.println("COUNT " + t + " " + rs.getLong(1));
                    }
                try (var rs = st.executeQuery("select * from etl_offset")) {
                    while (rs.next())
                        System.out.println("OFFSET " + rs.getString(1) + " " + rs.getInt(3) + " " + rs.getLong(4));
                }
            }
            System.out.println("LAG " + app.bean("topicLag", TopicLag.class).byPartition());
            assertThat(summary.failures()).isEmpty();
            var records = read("publish-1");
            var format = new AvroFormat(new NoSchemas());
            records.stream().skip(records.size() - 3).forEach(r -> {
                System.out.println(r.partition() + " " + r.offset() + " " + r.key() + " " + r.headers() + " "
                        + format.read(r.value()));
                System.out.println(new String(
                        new JsonFormat()
                                .write(
                                        format.read(r.value()).type(),
                                        format.read(r.value()).fields()),
                        StandardCharsets.UTF_8));
            });
        }
    }
}
