package io.caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.model.Column;
import io.caravan.model.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records of {@code stream.format=json} on a topic, from its beginning to its end, as programs read them that know nothing of Caravan. */
final class JsonRecords implements AutoCloseable {
    private static final java.time.Duration POLL = java.time.Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;
    private final ObjectMapper json = new ObjectMapper();

    JsonRecords(String brokers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", brokers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", false,
                        "max.poll.records", 10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ends = consumer.endOffsets(partitions);
    }

    /** Returns some thousand records; none when all are read. */
    List<ConsumerRecord<byte[], byte[]>> next(int most) {
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        while (batch.size() < most && partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            polled.forEach(batch::add);
        }
        return batch;
    }

    /** Tells the rows in a record; null stands for no value. */
    void rows(byte[] value, BiConsumer<Table, String[]> row) throws IOException {
        JsonNode record = json.readTree(value);
        switch (record.get("record").textValue()) {
            case "entry" -> {
                row.accept(Table.PLAYLIST_ITEMS, cells(Table.PLAYLIST_ITEMS, record, record, null));
                song(record.get("song"), record, row);
            }
            case "rest" -> {
                record.get("playlists").forEach(each -> flat(Table.PLAYLIST, each, record, row));
                record.get("albums").forEach(each -> flat(Table.ALBUM, each, record, row));
                record.get("artists").forEach(each -> flat(Table.ARTISTS, each, record, row));
                record.get("songs").forEach(each -> song(each, record, row));
            }
            default -> {
                // An end, of which these programs make nothing.
            }
        }
    }

    private static void song(JsonNode song, JsonNode record, BiConsumer<Table, String[]> row) {
        if (song.isNull()) {
            return;
        }
        flat(Table.SONGS, song, record, row);
        flat(Table.ALBUM, song.get("album"), record, row);
        String id = song.get("song_id").textValue();
        for (JsonNode artist : song.get("artists")) {
            row.accept(Table.SONG_ARTISTS, cells(Table.SONG_ARTISTS, artist, record, id));
            flat(Table.ARTISTS, artist.get("artist"), record, row);
        }
    }

    private static void flat(Table table, JsonNode fields, JsonNode record, BiConsumer<Table, String[]> row) {
        if (!fields.isNull()) {
            row.accept(table, cells(table, fields, record, null));
        }
    }

    private static String[] cells(Table table, JsonNode fields, JsonNode record, String songId) {
        List<Column> columns = table.columns();
        var cells = new String[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            String name = columns.get(i).name();
            JsonNode value = fields.get(name);
            if (value == null) {
                value = record.get(name);
            }
            cells[i] = songId != null && name.equals("song_id")
                    ? songId
                    : value == null || value.isNull() ? null : value.asText();
        }
        return cells;
    }

    /** Returns the offset behind the last record of each partition among these. */
    static Map<Integer, Long> ends(List<ConsumerRecord<byte[], byte[]>> records) {
        var ends = new HashMap<Integer, Long>();
        records.forEach(record -> ends.merge(record.partition(), record.offset() + 1, Math::max));
        return ends;
    }

    /** Returns the columns of a table with their types, as {@code create table} takes them. */
    static String columns(Table table) {
        return table.columns().stream()
                .map(column -> column.name() + " "
                        + switch (column.type()) {
                            case TEXT -> "varchar";
                            case INT -> "integer";
                            case LONG -> "bigint";
                            case BOOLEAN -> "boolean";
                            case DATE -> "date";
                            case TIMESTAMP -> "timestamp";
                        })
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
