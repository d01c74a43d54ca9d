package io.caravan.schema;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.transform.UnreadableSnapshotException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a raw object looks like. */
class FormReaderTest {
    private static Form read(byte[] bytes) throws IOException {
        return FormReader.read("a.json", new ByteArrayInputStream(bytes), Sightings.archived("a.json", "2026-01-02"));
    }

    private static Form read(String json) throws IOException {
        return read(json.getBytes(UTF_8));
    }

    private static List<String> paths(Form form) {
        List<String> paths = new ArrayList<>();
        form.tree()
                .each(
                        "$",
                        (path, place) -> paths.add(path + " "
                                + place.types().keySet().stream()
                                        .map(ValueType::label)
                                        .collect(Collectors.joining(","))));
        return paths;
    }

    private static byte[] gzipped(String json) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aFormIsItsPathsWithTheTypesOfTheirValues() throws IOException {
        Form form = read("""
                {"items":[{"added_at":"2026-01-02","n":1,"on":true},{"n":3000000000,"on":null},{"n":1.5},7],"total":99999999999999999999,
                 "empty":[],"a b":{"x.y":[["t"]]}}""");

        assertThat(paths(form))
                .containsExactly(
                        "$ object",
                        "$.\"a b\" object",
                        "$.\"a b\".\"x.y\" array",
                        "$.\"a b\".\"x.y\"[] array",
                        "$.\"a b\".\"x.y\"[][] text",
                        "$.empty array",
                        "$.items array",
                        "$.items[] object,int",
                        "$.items[].added_at text",
                        "$.items[].n int,long,decimal",
                        "$.items[].on boolean,null",
                        "$.total decimal");
    }

    @Test
    void compressionEncodingAndLinesAreSeenThrough() throws IOException {
        String line = "{\"a\":1}";
        List<String> expected = List.of("$ object", "$.a int");

        assertThat(paths(read(gzipped(line)))).isEqualTo(expected);
        assertThat(paths(read(line.getBytes(UTF_16LE)))).isEqualTo(expected);
        assertThat(paths(read("\ufeff" + line))).isEqualTo(expected);
        assertThat(paths(read(line + "\n" + line))).isEqualTo(expected);
        assertThat(paths(read("{\"a\":1}\n{\"b\":1}"))).containsExactly("$ object", "$.a int", "$.b int");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'caravan':{'run_id':'r'}} {'id':'p'} {'items':[{'track':{'id':'x'}}]} | caravan",
                "{'a':1} {'caravan':{'run_id':'r'}} | no entries of a playlist",
                "{'href':'h','items':[{'track':{'id':'x'}}]} | entries at $.items[]",
                "{'tracks':{'items':[{'item':{'id':'x'}}]}} | entries at $.tracks.items[]",
                "[{'track':{'id':'x'}}] | entries at $[]",
                "{'4uLU6hMCjMI75M1A2tKUQC':{'items':[{'track':{'id':'x'}}]}} | entries at $.*.items[]",
                "[{'played_at':'t','track':'x'}] | a play of the recently played tracks: what somebody listened to, not what a playlist holds",
                "{'danceability':0.1} | an album, an artist, a show, an audiobook or audio features",
                "\"{}\" | JSON in a text",
                "{'x':1} | no entries of a playlist"
            })
    void formsAreToldApartByWhereTheirEntriesAre(String json, String name) throws IOException {
        assertThat(read(json.replace('\'', '"')).name()).isEqualTo(name);
    }

    @Test
    void idsAndNumbersAsNamesAreOnePlace() throws IOException {
        String object = IntStream.range(0, 50_000)
                .mapToObj("\"%022d\":{\"n\":1}"::formatted)
                .collect(Collectors.joining(
                        ",", "{", ",\"spotify:track:4uLU6hMCjMI75M1A2tKUQC\":{\"s\":\"\"},\"7\":{},\"id\":1}"));

        assertThat(paths(read(object)))
                .containsExactly("$ object", "$.* object", "$.*.n int", "$.*.s text", "$.id int");
    }

    @Test
    void moreNamesThanFieldsHaveAreOnePlace() throws IOException {
        String scalars =
                IntStream.range(0, 65).mapToObj("\"n%d\":1"::formatted).collect(Collectors.joining(",", "{", "}"));
        String objects = IntStream.range(0, 30)
                .mapToObj("\"n%d\":{\"x\":1}"::formatted)
                .collect(Collectors.joining(",", "{", "}"));
        String fields =
                IntStream.range(0, 64).mapToObj("\"n%d\":1"::formatted).collect(Collectors.joining(",", "{", "}"));

        assertThat(paths(read(scalars))).containsExactly("$ object", "$.* int");
        assertThat(paths(read(objects))).containsExactly("$ object", "$.* object", "$.*.x int");
        assertThat(paths(read(fields))).hasSize(65).contains("$.n63 int");
    }

    @Test
    void noObjectHasMorePathsThanAreKept() throws IOException {
        var json = new StringBuilder();
        int[] name = {0};
        nest(json, name, 4);

        assertThat(name[0]).isGreaterThan(50_000);
        assertThat(paths(read(json.toString()))).hasSizeLessThan(21_000);
    }

    /** Fifteen objects in each object, each name another. */
    private static void nest(StringBuilder json, int[] name, int levels) {
        json.append('{');
        for (int index = 0; index < 15; index++) {
            json.append(index == 0 ? "" : ",").append("\"f").append(name[0]++).append("\":");
            if (levels == 0) {
                json.append('1');
            } else {
                nest(json, name, levels - 1);
            }
        }
        json.append('}');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PAR1xxxx | it is a Parquet file",
                "song,artist | it is CSV or a table of another kind, not JSON; a playlist is read as Spotify's API answers it",
                "{\"name\":\"Jane Doe | it is no JSON, or cut off, at byte 17",
                "{\"name\":Jane} | it is no JSON, or cut off, at byte"
            })
    void whatIsNoJsonIsToldWithoutWhatStandsInIt(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        UnreadableSnapshotException.class,
                        e -> assertThat(e.problem()).startsWith(problem).doesNotContain("Jane"));
    }

    @Test
    void aSourceThatFailsIsNoBrokenObject() throws IOException {
        byte[] whole = gzipped("{\"a\":1}");
        for (int length : List.of(0, 5, whole.length - 8, whole.length)) {
            var failing = new SequenceInputStream(new ByteArrayInputStream(whole, 0, length), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the line was cut");
                }

                @Override
                public int read(byte[] bytes, int offset, int count) throws IOException {
                    return read();
                }
            });
            assertThatThrownBy(() -> FormReader.read("a.json", failing, Sightings.waiting("a.json")))
                    .as("after %d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the line was cut");
        }
    }
}
