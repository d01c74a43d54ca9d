package io.caravan.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.lake.Lake;
import io.caravan.lake.S3Clients;
import io.caravan.local.LocalS3;
import io.caravan.schema.SchemaReport.FormReport;
import io.caravan.schema.SchemaReport.PathReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class RawSchemaTest {
    private static final String FIRST = key(1, "a");
    private static final String SECOND = key(2, "b");
    private static final String THIRD = key(3, "c");

    @TempDir
    Path folder;

    private LocalS3 server;
    private S3Client client;
    private Lake lake;

    private static String key(int day, String name) {
        return "raw_data/processed/year=2026/month=01/day=%02d/%s_0123456789ab_202601%02dT030405000Z.json"
                .formatted(day, name, day);
    }

    @BeforeEach
    void start() {
        server = LocalS3.start(folder, "lake", 0, "key", "secret");
        client = S3Clients.of(server.url(), "key", "secret");
        lake = new Lake(client, "lake", "");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void put(String key, String json) {
        lake.put(key, json.getBytes(UTF_8), "application/json");
    }

    private SchemaReport look() throws IOException {
        return new RawSchema(lake).look(null, null, false);
    }

    private SchemaReport again(String from, String to) throws IOException {
        return new RawSchema(lake)
                .look(from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to), true);
    }

    private static List<String> told(SchemaReport report) {
        return report.forms().stream()
                .flatMap(form -> form.paths().stream().map(path -> "%s %s %d %s %s %s"
                        .formatted(
                                path.path(), path.type(), path.objects(), path.since(), path.until(), path.example())))
                .toList();
    }

    private static List<String> news(SchemaReport report) {
        return report.forms().stream()
                .flatMap(form -> form.paths().stream().filter(PathReport::isNew))
                .map(path -> path.path() + " " + path.type())
                .toList();
    }

    @Test
    void whatComesInSomeObjectsIsToldWithTheirNumberTheirDaysAndTheKeyOfOne() throws IOException {
        put(FIRST, "{\"a\":1}");
        put(SECOND, "{\"a\":null,\"b\":\"secret\"}");
        put(THIRD, "{\"a\":2,\"b\":\"secret\"}");

        SchemaReport report = look();

        assertThat(report.lookedAt()).isEqualTo(3);
        assertThat(report.forms())
                .extracting(FormReport::form, FormReport::objects, FormReport::since, FormReport::until)
                .containsExactly(tuple("no entries of a playlist", 3L, "2026-01-01", "2026-01-03"));
        assertThat(told(report))
                .containsExactly(
                        "$ object 3 2026-01-01 2026-01-03 null",
                        "$.a int 2 2026-01-01 2026-01-03 " + FIRST,
                        "$.a null 1 2026-01-02 2026-01-02 " + SECOND,
                        "$.b text 2 2026-01-02 2026-01-03 " + SECOND);
    }

    @Test
    void aNewFieldIsToldAsNewExactlyOnce() throws IOException {
        put(FIRST, "{\"a\":1}");
        assertThat(news(look())).containsExactly("$ object", "$.a int");
        assertThat(news(look())).isEmpty();

        put(SECOND, "{\"a\":1,\"b\":{\"c\":true}}");

        SchemaReport report = look();
        assertThat(news(report)).containsExactly("$.b object", "$.b.c boolean");
        assertThat(report.forms()).extracting(FormReport::isNew).containsExactly(false);
        assertThat(report.knownBefore()).isEqualTo(1);
        assertThat(news(look())).isEmpty();
        put(THIRD, "{\"a\":1,\"b\":{\"c\":true}}");
        assertThat(news(look())).isEmpty();
    }

    @Test
    void anObjectOfTheArchiveIsReadOnceUnlessAllAreToBeReadAgain() throws IOException {
        put(FIRST, "{\"a\":1}");
        List<String> told = told(look());
        put(FIRST, "{\"changed\":1}");

        SchemaReport second = look();
        assertThat(second.lookedAt()).isZero();
        assertThat(told(second)).isEqualTo(told);

        SchemaReport third = again(null, null);
        assertThat(third.lookedAt()).isEqualTo(1);
        assertThat(told(third))
                .contains("$.changed int 1 2026-01-01 2026-01-01 null")
                .doesNotContain(told.get(1));
        assertThat(told(look())).isEqualTo(told(third));
    }

    @Test
    void daysMayBeLookedAtInParts() throws IOException {
        put(FIRST, "{\"a\":1}");
        put(SECOND, "{\"b\":1}");
        put(THIRD, "{\"c\":1}");

        assertThat(new RawSchema(lake)
                        .look(LocalDate.parse("2026-01-02"), LocalDate.parse("2026-01-02"), false)
                        .lookedAt())
                .isEqualTo(1);
        assertThat(news(look())).as("the others").containsExactly("$.a int", "$.c int");
    }

    @Test
    void daysThatAreReadAgainAreToldAloneAndChangeNothing() throws IOException {
        put(FIRST, "{\"a\":1}");
        put(SECOND, "{\"b\":1}");
        List<String> all = told(look());

        SchemaReport day = again("2026-01-02", null);

        assertThat(told(day))
                .containsExactly("$ object 1 2026-01-02 2026-01-02 null", "$.b int 1 2026-01-02 2026-01-02 null");
        assertThat(news(day)).isEmpty();
        assertThat(told(look())).isEqualTo(all);
    }

    @Test
    void whatIsNewInTheInboxIsToldOnceAndCountedInTheArchive() throws IOException {
        put(FIRST, "{\"a\":1}");
        look();
        String waiting = "raw_data/to_processed/deep/x.json";
        put(waiting, "{\"a\":1,\"b\":1}");
        put("raw_data/to_processed/_mark", "");

        SchemaReport report = look();
        assertThat(report.waiting()).containsExactly(new SchemaReport.Waiting(waiting, "no entries of a playlist"));
        assertThat(news(report)).containsExactly("$.b int");
        assertThat(told(report))
                .contains("$.b int 0 null null " + waiting)
                .contains("$.a int 1 2026-01-01 2026-01-01 null");
        assertThat(news(look())).isEmpty();

        lake.move(waiting, null, SECOND);
        SchemaReport archived = look();
        assertThat(archived.waiting()).isEmpty();
        assertThat(news(archived)).isEmpty();
        assertThat(told(archived)).contains("$.b int 1 2026-01-02 2026-01-02 " + SECOND);
    }

    @Test
    void whatCannotBeReadIsToldEachTimeAndKeepsNoOtherFromIt() throws IOException {
        put(FIRST, "{\"a\":");
        put(SECOND, "{\"a\":1}");
        var broken = new SchemaReport.Unreadable(FIRST, "it is no JSON, or cut off, at byte 5");

        SchemaReport report = look();
        assertThat(report.unreadable()).containsExactly(broken);
        assertThat(report.lookedAt()).isEqualTo(1);
        assertThat(look().unreadable()).containsExactly(broken);
    }

    @Test
    void ofTwoWhoLookAtOnceOneIsRemembered() throws IOException {
        put(FIRST, "{\"a\":1}");
        Memory one = Memory.of(lake);
        Memory other = Memory.of(lake);

        assertThat(one.store(lake)).isTrue();
        assertThat(other.store(lake)).isFalse();
        assertThat(look().lookedAt()).isEqualTo(1);
    }

    @Test
    void aMemoryThatIsNoneCostsALookAtAll() throws IOException {
        put(FIRST, "{\"a\":1}");
        look();
        for (String other : List.of(
                "{", "[]", "{\"version\":2}", "{\"version\":1,\"looked_at\":{\"days\":{\"2026-01-01\":\"?\"}}}")) {
            put(Memory.KEY, other);
            assertThat(look().lookedAt()).as(other).isEqualTo(1);
            assertThat(look().lookedAt()).as(other).isZero();
        }
    }

    @Test
    void manyFormsWithManyPathsMakeAMemoryThatCanBeReadAgain() throws IOException {
        String name = "ж".repeat(80);
        for (int object = 0; object < 200; object++) {
            String fields = IntStream.range(0, 50)
                    .mapToObj(field -> "\"%d%s\":\"\"".formatted(field, name).replaceFirst("\"", "\"f"))
                    .collect(Collectors.joining(","));
            put(key(1, "o" + object), "{\"l%d\":[{\"track\":{%s}}]}".formatted(object, fields));
        }

        SchemaReport report = look();

        assertThat(report.leftOut()).isPositive();
        assertThat(lake.read(Memory.KEY)).hasSizeLessThan(4 << 20);
        assertThat(look().lookedAt()).isZero();
    }

    @Test
    void ofTheOldestOfVeryManyObjectsOnlyTheNumberIsRemembered() throws IOException {
        var looked = new LookedAt(2);
        looked.add("2026-01-01", FIRST);
        looked.add("2026-01-01", key(1, "x"));
        looked.add("2026-01-02", SECOND);
        var json = new ObjectMapper().createObjectNode();
        looked.writeTo(json);

        LookedAt read = LookedAt.of(json);

        assertThat(read.count()).isEqualTo(3);
        assertThat(read.closed()).isEqualTo(2);
        assertThat(read.isClosed("2026-01-01")).isTrue();
        assertThat(read.contains("2026-01-01", "anything")).isTrue();
        assertThat(read.contains("2026-01-02", SECOND)).isTrue();
        assertThat(read.contains("2026-01-02", THIRD)).isFalse();
    }
}
