package io.caravan.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.model.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/**
 * Whoever changes what the transform makes of a raw object is made to think of the version, since a replay never replaces the rows of a
 * newer one. A tripwire: what the outputs have to be is said by the other tests.
 */
class VersionTest {
    /** SHA-256 of what each version makes of the objects below; the first is that of version 1. */
    private static final List<String> OUTPUTS = List.of(
            "4706e99ca308f987d908099856ca00c5758eedeb409224b4ada5c761c2615a01",
            "bc369093ab088a47012e387f19d004ceeed4632857bd98f42b5f4322ee31b703");

    private static final String TRACK = """
            {"id":"t1","type":"track","name":"a,\\"b\\" \\u00e9\\ud83d\\ude00","duration_ms":1234,"explicit":true,"popularity":7,
            "external_ids":{"isrc":"I1"},"external_urls":{"spotify":"u:t1"},"album":{"id":"a1","name":"NULL","total_tracks":9,
            "release_date":"%s","release_date_precision":"%s","external_urls":{"spotify":"u:a1"},
            "artists":[{"id":"r9","name":"Of the album"}]},"artists":[{"id":"r1","name":"\\\\N"},{"id":"r2","name":" Two "},
            {"id":"r1","name":"Again"}]}""";

    private static final String WHOLE = entry("track", "2024-05-15T01:02:03Z", TRACK.formatted("1981-12-15", "day"));
    private static final String SKIPPED = """
            {"added_at":"2024-05-15T01:02:03Z","track":null},
            {"is_local":true,"track":{"name":"Local","id":null,"type":"track","is_local":true}},
            {"track":{"id":"e1","type":"episode","name":"Episode"}},
            {"track":{"id":null,"type":"track","name":"No id"}}""";

    private static String entry(String field, String addedAt, String track) {
        return "{\"added_at\":\"%s\",\"added_by\":{\"id\":\"olga\"},\"%s\":%s}".formatted(addedAt, field, track);
    }

    /** Keys and raw objects. */
    private static Map<String, String> objects() {
        var objects = new LinkedHashMap<String, String>();
        objects.put("4uLU6hMCjMI75M1A2tKUQC_20261101T020304005Z.json", """
                {"caravan":{"run_id":"run-1","extracted_at":"2026-11-01T02:03:04.005Z","app_class":"C","consistent":false}}
                {"id":"4uLU6hMCjMI75M1A2tKUQC","name":"Mine","snapshot_id":"s1","owner":{"id":"olga"},"items":{"total":7},"external_urls":{"spotify":"u"}}
                {"offset":0,"total":7,"items":[%s,%s]}
                {"offset":5,"total":7,"items":[%s,%s]}
                """.formatted(
                line(WHOLE),
                line(SKIPPED),
                line(entry(
                        "item",
                        "2023-01-01T00:00:00Z",
                        TRACK.replace("\"a1\"", "\"a2\"").formatted("1981-12", "month"))),
                line(entry(
                        "item",
                        "2025-01-01T00:00:00Z",
                        TRACK.replace("t1", "t2").replace("\"a1\"", "\"a3\"").formatted("0000", "year")))));
        objects.put("page.json", """
                {"href":"https://api.spotify.com/v1/playlists/4uLU6hMCjMI75M1A2tKUQC/tracks?offset=100","offset":100,
                "total":101,"items":[%s]}""".formatted(WHOLE));
        objects.put("tracks 2026-02-03T04:05:06.json", """
                {"id":"4uLU6hMCjMI75M1A2tKUQC","name":"Mine","tracks":{"total":1,"items":[%s]}}""".formatted(WHOLE));
        objects.put("items_2026-02-03.json", """
                {"id":"4uLU6hMCjMI75M1A2tKUQC","name":null,"items":{"total":2,"items":[%s]}}""".formatted(WHOLE + "," + WHOLE));
        objects.put(
                "list.json", "[{\"offset\":0,\"items\":[%s]},{\"offset\":9,\"items\":[%s]}]".formatted(WHOLE, WHOLE));
        objects.put("bare 4uLU6hMCjMI75M1A2tKUQC.json", "[" + WHOLE + "," + SKIPPED + "]");
        objects.put("lines.json", "\ufeff" + line(WHOLE) + "\n" + line(WHOLE).replace("t1", "t3") + "\n");
        objects.put(
                "both.json",
                "{\"items\":[" + WHOLE.replaceFirst("\\{", "{\"item\":{\"id\":\"t4\",\"name\":\"Four\"},") + "]}");
        objects.put("empty.json", "{\"id\":\"4uLU6hMCjMI75M1A2tKUQC\",\"items\":{\"total\":0,\"items\":[]}}");
        objects.put(
                "rejected.json",
                "{\"items\":[%s,%s,%s,%s]}"
                        .formatted(
                                WHOLE.replace("1234", "\"three minutes\""),
                                WHOLE.replace("2024-05-15T01:02:03Z", "yesterday"),
                                WHOLE.replace("1981-12-15", "1981-02-30"),
                                WHOLE.replace("\"popularity\":7,", "")));
        return objects;
    }

    private static String line(String json) {
        return json.replace("\n", "");
    }

    private static String outputs() throws IOException {
        var outputs = new StringBuilder();
        for (UserIds userIds : UserIds.values()) {
            for (var object : objects().entrySet()) {
                Snapshot snapshot = new SnapshotTransform(userIds)
                        .read(
                                new RawSource(
                                        "raw_data/to_processed/" + object.getKey(),
                                        Instant.parse("2025-02-03T04:05:06.789Z")),
                                new ByteArrayInputStream(object.getValue().getBytes(StandardCharsets.UTF_8)));
                outputs.append(snapshot.name())
                        .append('\n')
                        .append(snapshot.extractedAt())
                        .append(' ')
                        .append(snapshot.consistent())
                        .append(' ')
                        .append(snapshot.seen())
                        .append(' ')
                        .append(snapshot.skipped())
                        .append(' ')
                        .append(snapshot.rejections().size())
                        .append('\n');
                for (Table table : Table.ofSnapshots()) {
                    Transforming.rows(snapshot, table)
                            .forEach(row -> outputs.append(table).append(row).append('\n'));
                }
            }
        }
        return outputs.toString();
    }

    @Test
    void otherRowsOfTheSameObjectsAreAnotherVersion() throws IOException {
        String outputs = outputs();
        assertThat(OUTPUTS).hasSize(SnapshotTransform.VERSION);
        assertThat(DigestUtils.sha256Hex(outputs))
                .as(
                        "The outputs changed: raise SnapshotTransform.VERSION, then add this hash. They are now:\n%s",
                        outputs)
                .isEqualTo(OUTPUTS.get(SnapshotTransform.VERSION - 1));
    }
}
